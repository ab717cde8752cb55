import { describe, expect, it } from '@jest/globals';
import {
  DEFAULT_SETTINGS,
  placed,
  readEnvironment,
  readSettings,
} from '../../../shared/core/settings/index.ts';
import { readYaml } from '../../../shared/decode/documents/read-yaml.ts';
import { CHECK_NAMES } from './check-names.ts';

function read(text: string) {
  const { documents, faults } = readYaml(text);
  expect(faults).toEqual([]);
  return readSettings(documents[0] ?? placed(null), CHECK_NAMES);
}

const faultsOf = (text: string): readonly string[] =>
  read(text).faults.map(({ line, message }) => `${line}: ${message}`);

describe('a configuration', () => {
  it('decides what it names and leaves the rest as it is', () => {
    const { settings, faults } = read(`
stores: [rds]
protectedGroups:
  - sg-0fedcba9876543210
  - sg-0123456789abcdef0
  - sg-0fedcba9876543210
windows:
  start: 5m
severities:
  C-02: critical
  branch-eni-carries-declared-groups: low
disabledChecks: [D-01]
allow:
  grantingPolicies:
    sg-0fedcba9876543210: [shop/catalog]
restrictedTags: {data-class: restricted, __proto__: tag}
`);
    expect(faults).toEqual([]);
    expect(settings).toEqual({
      ...DEFAULT_SETTINGS,
      stores: ['rds'],
      protectedGroups: ['sg-0123456789abcdef0', 'sg-0fedcba9876543210'],
      windowsMs: { ...DEFAULT_SETTINGS.windowsMs, start: 300_000 },
      severities: new Map([
        ['branch-eni-carries-declared-groups', 'low'],
        ['matched-pod-has-branch-eni', 'critical'],
      ]),
      disabledChecks: new Set(['branch-eni-in-use-has-pod']),
      allow: {
        ...DEFAULT_SETTINGS.allow,
        grantingPolicies: new Map([['sg-0fedcba9876543210', ['shop/catalog']]]),
      },
      restrictedTags: new Map([
        ['__proto__', 'tag'],
        ['data-class', 'restricted'],
      ]),
    });
  });

  it('keeps the stores in one order, whichever way they are named', () => {
    expect(read('stores: [rds, elasticache, rds]').settings).toEqual(DEFAULT_SETTINGS);
  });

  it('is told every fault at once, each with its line', () => {
    const { settings } = read('stores: [s3]\nwindows: {start: soon}');
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(
      faultsOf(`
store: [rds]
stores: [rds, s3]
protectedGroups: sg-1
windows:
  start: 3 minutes
  stop: 3m
  leak: 65
severities:
  C-01: terrible
  C-99: low
disabledChecks:
  - C-02
  - R-13
  - branch-eni
allow: everything
groupsPerInterface: 0
workloadsPerPolicy: 1.5
restrictedTags:
  pci: true
`),
    ).toEqual([
      `2: "store" is no option; there are allow, disabledChecks, groupsPerInterface, protectedGroups, restrictedTags, severities, stores, windows, workloadsPerPolicy`,
      '3: stores[1]: expected one of rds, elasticache; found "s3"',
      '4: protectedGroups: expected a list, each a security group id, sg-…; found "sg-1"',
      '6: windows.start: expected a duration like 90s, 15m, 2h or 7d; found "3 minutes"',
      '7: windows.stop is no option; there are allocation, leak, orphan, start, unusedGrant',
      '8: windows.leak: expected a duration like 90s, 15m, 2h or 7d; found 65',
      '10: severities.C-01: expected one of info, low, medium, high, critical; found "terrible"',
      '11: severities: "C-99": no check has this name; podfence checks lists them',
      '14: disabledChecks[1]: "R-13": R-13 is told under D-01: name that one',
      '15: disabledChecks[2]: "branch-eni": no check has this name; there is C-01 branch-eni-carries-declared-groups, C-02 matched-pod-has-branch-eni, D-01 branch-eni-in-use-has-pod',
      '16: allow: expected a mapping of options; found "everything"',
      '17: groupsPerInterface: expected a whole number from 1 to 16; found 0',
      '18: workloadsPerPolicy: expected a whole number from 1 to 1000000; found 1.5',
      '20: restrictedTags.pci: expected the value of a tag, in quotes; found true',
    ]);
  });

  it.each([
    ['- stores', 'expected a mapping of options; found a list'],
    ['stores: []', 'stores: expected at least 1, one of rds, elasticache'],
    ['stores:', 'stores: expected a list, each one of rds, elasticache; found nothing'],
    [
      'stores: {rds: true}',
      'stores: expected a list, each one of rds, elasticache; found a mapping',
    ],
    ['windows.start: 3m', '"windows.start" is no option'],
    ['__proto__: 1', '"__proto__" is no option'],
    ['constructor: 1', '"constructor" is no option'],
    ['windows: {toString: 1s}', 'windows.toString is no option'],
    ['severities: {constructor: low}', 'severities: "constructor": no check has this name'],
    [
      'severities: {C-01: low, branch-eni-carries-declared-groups: high}',
      'severities: "branch-eni-carries-declared-groups" is named twice',
    ],
    ['allow: {protectedWearers: [111122223333]}', 'in quotes; found 111122223333'],
    ['allow: {broadPolicies: ["shop"]}', 'expected a policy as namespace/name; found "shop"'],
    ['allow: {wholeNamespace: [[a/b]]}', 'expected a policy as namespace/name; found a list'],
    ['protectedGroups: ["sg-1,sg-2"]', 'expected a security group id, sg-…'],
    ['windows: {start: "-3m"}', 'expected a duration'],
    ['windows: {start: "03m"}', 'expected a duration'],
    ['groupsPerInterface: "5"', 'expected a whole number from 1 to 16; found "5"'],
    ['groupsPerInterface: .inf', 'expected a whole number from 1 to 16; found Infinity'],
  ])('is not what it says: %s', (text, sentence) => {
    const faults = faultsOf(text);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toContain(sentence);
  });

  it('quotes what it cannot read on one line and in short', () => {
    const [fault = ''] = faultsOf(`windows: {start: "a\\nb${'x'.repeat(500)}"}`);
    expect(fault).toContain('"a\\nbxx');
    expect(fault).not.toContain('\n');
    expect(fault.length).toBeLessThan(200);
  });
});

describe('the environment', () => {
  it('is told every fault at once, each with its variable', () => {
    const { settings, faults } = readEnvironment(
      {
        PODFENCE_STORES: 's3',
        PODFENCE_WINDOWS_START: 'soon',
        PODFENCE_SEVERITIES: 'C-01=low',
        PODFENCE_RESTRICTED_TAGS: '{"a": 1}',
        PODFENCE_GROUPS_PER_INTERFACE: 'five',
        PODFENCE_DISABLED_CHECKS: 'C-01,,C-99',
      },
      CHECK_NAMES,
    );
    expect(settings).toEqual(DEFAULT_SETTINGS);
    expect(faults.map(({ message }) => message)).toEqual([
      'PODFENCE_STORES[0]: expected one of rds, elasticache; found "s3"',
      'PODFENCE_WINDOWS_START: expected a duration like 90s, 15m, 2h or 7d; found "soon"',
      'PODFENCE_SEVERITIES: expected checks, each with a severity; found "C-01=low"',
      'PODFENCE_DISABLED_CHECKS[1]: "C-99": no check has this name; podfence checks lists them',
      'PODFENCE_GROUPS_PER_INTERFACE: expected a whole number from 1 to 16; found "five"',
      'PODFENCE_RESTRICTED_TAGS.a: expected the value of a tag, in quotes; found 1',
    ]);
  });

  it('leaves other variables alone', () => {
    const { settings, faults } = readEnvironment(
      { PODFENCE_FUZZ_RUNS: 'x', __proto__: 'y', HOME: '/tmp' },
      CHECK_NAMES,
    );
    expect({ settings, faults }).toEqual({ settings: DEFAULT_SETTINGS, faults: [] });
  });
});
