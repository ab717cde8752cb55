import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import {
  type JsonValue,
  OPTION_ROWS,
  placed,
  readSettings,
  settingsSchema,
} from '../../../shared/core/settings/index.ts';
import { readYaml } from '../../../shared/decode/documents/read-yaml.ts';
import { CHECK_NAMES } from './check-names.ts';

const ajv = new Ajv2020({ strict: true, allowUnionTypes: true, strictRequired: false });
const isValid = ajv.compile(settingsSchema(CHECK_NAMES));

const faultsOf = (document: JsonValue): readonly string[] => {
  const { documents, faults } = readYaml(JSON.stringify(document));
  return [...faults, ...readSettings(documents[0] ?? placed(null), CHECK_NAMES).faults].map(
    ({ message }) => message,
  );
};

const WORDS = [
  'rds elasticache s3 sg-1 sg-0123456789abcdef0 sg- low critical worst 3m 0s 7d 999999d 1000000s 03m m'.split(
    ' ',
  ),
  'shop/catalog shop a/b/c A/b eks-workshop eni-1 data-class C-01 D-01 R-13 C-99 __proto__ é'.split(
    ' ',
  ),
  ['branch-eni-carries-declared-groups', 'arn:aws:eks:us-west-2:111122223333:cluster/x'],
  [
    '',
    ' ',
    '3 m',
    'a,b',
    'x\ny',
    '𝒳'.repeat(128),
    '𝒳'.repeat(129),
    'x'.repeat(256),
    'x'.repeat(257),
  ],
].flat();
const aWord = fc.constantFrom(...WORDS);
const aScalar: fc.Arbitrary<JsonValue> = fc.oneof(
  { arbitrary: aWord, weight: 5 },
  fc.integer({ min: -1, max: 20 }),
  fc.constantFrom(0.5, 1e6, 1e6 + 1, 1e300, true, false, null),
  fc.string({ maxLength: 8 }),
);
const aList = fc.array(aScalar, { maxLength: 3 });
const aMapping = fc
  .array(fc.tuple(aWord, fc.oneof(aScalar, aList)), { maxLength: 3 })
  .map((entries) => Object.fromEntries(entries));
const aValue: fc.Arbitrary<JsonValue> = fc.oneof(aScalar, aList, aMapping);

const topKeys = OPTION_ROWS.filter(({ section }) => section === null).map(({ key }) => key);
const sections = [...new Set(OPTION_ROWS.flatMap(({ section }) => section ?? []))];
const keysOf = (section: string) =>
  OPTION_ROWS.filter((one) => one.section === section).map(({ key }) => key);

const someOf = (keys: readonly string[]) =>
  fc
    .array(fc.tuple(fc.constantFrom(...keys), aValue), { maxLength: 3 })
    .map((entries) => Object.fromEntries(entries));
const aDocument: fc.Arbitrary<JsonValue> = fc.oneof(
  { arbitrary: someOf([...topKeys, 'other', 'windows.start']), weight: 6 },
  ...sections.map((section) =>
    fc
      .oneof({ arbitrary: someOf([...keysOf(section), 'stores']), weight: 5 }, aScalar)
      .map((inner) => ({ [section]: inner })),
  ),
  aValue,
);

describe('the schema of configurations', () => {
  it('takes exactly what is read without a fault', () => {
    fc.assert(
      fc.property(aDocument, (document) => {
        const faults = faultsOf(document);
        expect({ document, faults, isTaken: faults.length === 0 }).toEqual({
          document,
          faults,
          isTaken: isValid(document),
        });
      }),
      { numRuns: 2000 },
    );
  });

  it('takes and refuses enough of what is tried', () => {
    const tried = fc.sample(aDocument, { numRuns: 1000, seed: 1 }).filter((one) => isObject(one));
    const taken = tried.filter((one) => isValid(one) && Object.keys(one).length > 0);
    expect(taken.length).toBeGreaterThan(20);
    expect(tried.length - taken.length).toBeGreaterThan(100);
  });

  it('describes every option, with its default', () => {
    const text = JSON.stringify(settingsSchema(CHECK_NAMES));
    for (const { help } of OPTION_ROWS) expect(text).toContain(JSON.stringify(help));
  });
});

const isObject = (value: JsonValue): value is Readonly<Record<string, JsonValue>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
