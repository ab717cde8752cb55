import { describe, expect, it } from '@jest/globals';
import {
  chosenIn,
  DEFAULT_SETTINGS,
  type JsonValue,
  OPTION_ROWS,
  placed,
  readEnvironment,
  readSettings,
  type Settings,
} from '../../../shared/core/settings/index.ts';
import { CHECK_NAMES } from './check-names.ts';

/** Another value than the default for every option, as it is written in a file, and as a variable gives it. */
const OTHERS: Readonly<Record<string, readonly [JsonValue, string]>> = {
  stores: [['rds'], 'rds'],
  protectedGroups: [['sg-1', 'sg-2'], 'sg-1, sg-2'],
  'windows.start': ['10m', '10m'],
  'windows.orphan': ['1h', '1h'],
  'windows.leak': ['90s', '90s'],
  'windows.allocation': ['0s', '0s'],
  'windows.unusedGrant': ['2d', '2d'],
  severities: [{ 'branch-eni-carries-declared-groups': 'low' }, '{"C-01": "low"}'],
  disabledChecks: [['branch-eni-in-use-has-pod'], 'D-01'],
  'allow.standardMode': [['eks-workshop'], 'eks-workshop'],
  'allow.wholeNamespace': [['shop/default'], 'shop/default'],
  'allow.grantingPolicies': [{ 'sg-1': ['shop/catalog'] }, '{"sg-1": ["shop/catalog"]}'],
  'allow.protectedWearers': [['111122223333', 'eni-1'], '111122223333,eni-1'],
  'allow.broadPolicies': [['shop/wide'], 'shop/wide'],
  groupsPerInterface: [10, '10'],
  workloadsPerPolicy: [3, '3'],
  restrictedTags: [{ 'data-class': 'restricted' }, '{"data-class": "restricted"}'],
};

function documentOf(name: string, value: JsonValue): JsonValue {
  const [first = '', second] = name.split('.');
  return second === undefined ? { [first]: value } : { [first]: { [second]: value } };
}

/** Every value in settings by the path to it; Maps and Sets count as values. */
function leavesOf(value: object, path = ''): ReadonlyMap<string, unknown> {
  const isBranch = (one: unknown): one is object =>
    typeof one === 'object' &&
    one !== null &&
    !Array.isArray(one) &&
    !(one instanceof Map) &&
    !(one instanceof Set);
  return new Map(
    Object.entries(value).flatMap(([key, one]: [string, unknown]) =>
      isBranch(one) ? [...leavesOf(one, `${path}${key}.`)] : [[`${path}${key}`, one] as const],
    ),
  );
}

function changedBy(settings: Settings): readonly string[] {
  const before = leavesOf(DEFAULT_SETTINGS);
  const text = (value: unknown): string =>
    JSON.stringify(value instanceof Map || value instanceof Set ? [...value] : value);
  return [...leavesOf(settings)]
    .filter(([path, value]) => text(value) !== text(before.get(path)))
    .map(([path]) => path);
}

describe('the option table', () => {
  it('has another value to try for each of its rows', () => {
    expect(Object.keys(OTHERS)).toEqual(OPTION_ROWS.map(({ name }) => name));
  });

  it('decides every field of the settings, each by one option', () => {
    const changed = Object.entries(OTHERS).map(([name, [value]]) => {
      const { settings, faults } = readSettings(placed(documentOf(name, value), 1), CHECK_NAMES);
      expect(faults).toEqual([]);
      return changedBy(settings);
    });
    expect(changed.map((paths) => paths.length)).toEqual(changed.map(() => 1));
    expect(changed.flat().toSorted()).toEqual([...leavesOf(DEFAULT_SETTINGS).keys()].toSorted());
  });

  it.each(Object.entries(OTHERS))(
    'makes of %s the same from a file and from a variable, and writes it as it was',
    (name, [value, text]) => {
      const variable = OPTION_ROWS.find((one) => one.name === name)?.variable ?? '';
      const fromFile = readSettings(placed(documentOf(name, value), 1), CHECK_NAMES);
      const fromEnvironment = readEnvironment({ [variable]: text }, CHECK_NAMES);
      expect(fromEnvironment).toEqual({ settings: fromFile.settings, faults: [] });
      expect(chosenIn(fromFile.settings)).toEqual([{ name, value }]);
    },
  );

  it('names its variables apart, in one form', () => {
    const variables = OPTION_ROWS.map(({ variable }) => variable);
    expect(new Set(variables).size).toBe(variables.length);
    for (const variable of variables) expect(variable).toMatch(/^PODFENCE(_[A-Z]+)+$/u);
    expect(variables).toContain('PODFENCE_WINDOWS_UNUSED_GRANT');
    expect(variables).toContain('PODFENCE_ALLOW_STANDARD_MODE');
  });

  it('describes every row in sentences', () => {
    for (const { name, help, expected } of OPTION_ROWS) {
      expect({ name, help }).toEqual({ name, help: expect.stringMatching(/^.{20,}\.$/su) });
      expect({ name, expected }).toEqual({
        name,
        expected: expect.stringMatching(/^.{5,}[^.]$/su),
      });
    }
  });

  it('changes nothing when nothing is decided', () => {
    const empty = { settings: DEFAULT_SETTINGS, faults: [] };
    expect(readSettings(placed({}, 1), CHECK_NAMES)).toEqual(empty);
    expect(readSettings(placed(null, 1), CHECK_NAMES)).toEqual(empty);
    expect(readEnvironment({ PATH: '/bin', PODFENCE_STORES: '' }, CHECK_NAMES)).toEqual(empty);
    expect(chosenIn(DEFAULT_SETTINGS)).toEqual([]);
  });

  it('gives every option its own default again when it is written out', () => {
    const document = OPTION_ROWS.map((one) => documentOf(one.name, one.written(DEFAULT_SETTINGS)));
    for (const one of document) {
      expect(readSettings(placed(one, 1), CHECK_NAMES)).toEqual({
        settings: DEFAULT_SETTINGS,
        faults: [],
      });
    }
  });
});
