import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import * as fc from 'fast-check';
import {
  type DocumentFile,
  readDocuments,
  suppressionSchema,
} from '../../../shared/decode/documents/index.ts';
import type { JsonValue } from '../../../shared/core/settings/index.ts';
import { CHECK_NAMES } from '../../core/settings/check-names.ts';

const fileOf = (text: string, file = 'suppressions.yaml'): DocumentFile => ({
  file,
  text,
  kinds: new Set(['Suppression']),
});
const read = (...texts: readonly string[]) =>
  readDocuments(
    texts.map((text, index) => fileOf(text, index === 0 ? 'suppressions.yaml' : `${index}.yaml`)),
    CHECK_NAMES,
  );
const faultsOf = (...texts: readonly string[]): readonly string[] =>
  read(...texts).faults.map(({ file, line, message }) => `${file}:${line}: ${message}`);

const GOOD = `apiVersion: podfence.dev/v1alpha1
kind: Suppression
metadata:
  name: old-catalog
spec:
  check: C-01
  subject:
    namespace: catalog
    name: "Deployment/catalog-*"
  owner: team-catalog
  reason: The old release goes at the end of the year.
  expires: 2027-01-31
`;

describe('a suppression', () => {
  it('is read with the place where it stands, until the end of its last day', () => {
    expect(read(`# first\n${GOOD}`)).toEqual({
      intents: [],
      suppressions: [
        {
          name: 'old-catalog',
          place: { file: 'suppressions.yaml', line: 2 },
          check: 'branch-eni-carries-declared-groups',
          subject: new Map([
            ['name', 'Deployment/catalog-*'],
            ['namespace', 'catalog'],
          ]),
          owner: 'team-catalog',
          reason: 'The old release goes at the end of the year.',
          expiresAt: Date.UTC(2027, 1, 1),
        },
      ],
      passedOver: [],
      faults: [],
    });
  });

  it('may stand beside others in a file, and comes in the order of names', () => {
    const other = GOOD.replace('old-catalog', 'a-first');
    const { suppressions, faults } = read(`${GOOD}---\n${other}`);
    expect(faults).toEqual([]);
    expect(suppressions.map(({ name, place }) => [name, place.line])).toEqual([
      ['a-first', 14],
      ['old-catalog', 1],
    ]);
  });

  it('is told every fault at once, over all files, each with its place', () => {
    const bad = `apiVersion: podfence.dev/v1
kind: Suppression
metadata:
  name: Old_Catalog
  labels: {}
spec:
  check: C-99
  subject:
    namespace: catalog
    pod: catalog-0
  owner: ""
  expires: 2027-02-30
  expiry: never
`;
    expect(faultsOf(bad, `${GOOD}\n---\nkind: Suppression\n`)).toEqual([
      '1.yaml:15: apiVersion is missing',
      '1.yaml:15: metadata is missing',
      '1.yaml:15: spec is missing',
      'suppressions.yaml:1: apiVersion: expected podfence.dev/v1alpha1; found "podfence.dev/v1"',
      'suppressions.yaml:4: metadata.name: expected a name of lower-case letters, digits, dashes and dots; found "Old_Catalog"',
      'suppressions.yaml:5: metadata.labels is not known; there are name',
      'suppressions.yaml:7: spec.reason is missing',
      'suppressions.yaml:7: spec.check: "C-99": no check has this name; podfence checks lists them',
      'suppressions.yaml:10: spec.subject: expected one of kind, cluster, name, namespace, id, rule, group; found "pod"',
      'suppressions.yaml:11: spec.owner: expected text that is not blank; found ""',
      'suppressions.yaml:12: spec.expires: expected a day like 2027-01-31 (the last one, in UTC); found "2027-02-30"',
      'suppressions.yaml:13: spec.expiry is not known; there are check, expires, owner, reason, subject',
    ]);
  });

  it.each([
    ['expires: 2027-01-31', 'expires: never', 'spec.expires: expected a day'],
    ['expires: 2027-01-31', 'expires: 2027-01-31T10:00:00Z', 'spec.expires: expected a day'],
    ['  expires: 2027-01-31\n', '', 'spec.expires is missing'],
    ['  owner: team-catalog\n', '', 'spec.owner is missing'],
    ['owner: team-catalog', 'owner: " "', 'spec.owner: expected text that is not blank'],
    ['name: old-catalog', 'name: [a]', 'metadata.name: expected a name'],
    [
      'kind: Suppression',
      'kind: Supression',
      'kind: expected DataStoreAccess or Suppression; found "Supression"',
    ],
    ['check: C-01', 'check: R-13', 'spec.check: "R-13": R-13 is told under D-01: name that one'],
    ['namespace: catalog', 'namespace: 7', 'text, in which * stands for any, in quotes; found 7'],
    ['namespace: catalog', '__proto__: catalog', 'found "__proto__"'],
    ['spec:', 'spec: none\nrest:', 'spec: expected a mapping; found "none"'],
  ])('is refused with %s as %s', (from, to, sentence) => {
    const { suppressions, faults } = read(GOOD.replace(from, to));
    expect(suppressions).toEqual([]);
    expect(faults.map(({ message }) => message).join('\n')).toContain(sentence);
  });

  it('has to say what it is about', () => {
    const text = GOOD.replace(/subject:\n.*\n.*\n/u, 'subject: {}\n');
    expect(faultsOf(text)).toEqual([
      'suppressions.yaml:7: spec.subject: expected at least 1 of fields of a subject, each with a pattern',
    ]);
  });

  it('has a name of its own, in whichever file', () => {
    expect(faultsOf(GOOD, `\n${GOOD}`)).toEqual([
      '1.yaml:2: metadata.name: old-catalog is taken by the one at suppressions.yaml:1',
    ]);
  });

  it('is passed over where only documents of another kind are wanted', () => {
    const file = { ...fileOf(GOOD), kinds: new Set(['DataStoreAccess'] as const) };
    expect(readDocuments([file], CHECK_NAMES)).toEqual({
      intents: [],
      suppressions: [],
      passedOver: [{ file: 'suppressions.yaml', kind: 'Suppression' }],
      faults: [],
    });
  });

  it('is nothing in an empty file', () => {
    expect(read('')).toEqual(expect.objectContaining({ suppressions: [], faults: [] }));
  });
});

describe('the schema of suppressions', () => {
  const isDay = (text: string): boolean => {
    const at = Date.parse(`${text}T00:00:00Z`);
    return /^\d{4}-\d{2}-\d{2}$/u.test(text) && new Date(at || 0).toISOString().startsWith(text);
  };
  const ajv = new Ajv2020({ strict: true, strictRequired: false, formats: { date: isDay } });
  const isValid = ajv.compile(suppressionSchema(CHECK_NAMES));

  const aWord = fc.constantFrom(
    ...'C-01 C-99 R-13 D-01 catalog * 2027-01-31 2027-02-30 0999-01-01 2028-02-29 a'.split(' '),
    ...' |Old|a\nb|-a|a.b|\u0000'.split('|'),
    '',
    'x'.repeat(253),
    'x'.repeat(254),
  );
  const aValue: fc.Arbitrary<JsonValue> = fc.oneof(
    { arbitrary: aWord, weight: 4 },
    fc.constantFrom(1, true, null, 0.5),
    fc.constantFrom<JsonValue>([], {}, { name: 'a' }, { namespace: 'a' }, { pod: 'a' }, { id: 1 }),
  );
  const good = {
    apiVersion: 'podfence.dev/v1alpha1',
    kind: 'Suppression',
    metadata: { name: 'a' },
    spec: { check: 'C-01', subject: { id: '*' }, owner: 'a', reason: 'b', expires: '2027-01-31' },
  };
  const keys = ['apiVersion', 'kind', 'metadata', 'spec', 'other'];
  const specKeys = ['check', 'subject', 'owner', 'reason', 'expires', 'until'];
  const changesOf = (names: readonly string[]) =>
    fc.array(fc.tuple(fc.constantFrom(...names), fc.option(aValue, { nil: undefined })), {
      maxLength: 2,
    });
  const changed = (
    base: Readonly<Record<string, JsonValue>>,
    changes: readonly (readonly [string, JsonValue | undefined])[],
  ): Readonly<Record<string, JsonValue>> => {
    const after = new Map(Object.entries(base));
    for (const [key, value] of changes) {
      if (value === undefined) after.delete(key);
      else after.set(key, value);
    }
    return Object.fromEntries(after);
  };
  const aDocument = fc
    .tuple(changesOf(specKeys), fc.oneof(fc.constant([]), changesOf(keys)))
    .map(([inner, outer]) => changed({ ...good, spec: changed(good.spec, inner) }, outer));

  it('takes exactly what is read without a fault', () => {
    let taken = 0;
    fc.assert(
      fc.property(aDocument, (document) => {
        const faults = faultsOf(JSON.stringify(document));
        const isTaken = isValid(document);
        taken += isTaken ? 1 : 0;
        expect({ document, faults, isTaken: faults.length === 0 }).toEqual({
          document,
          faults,
          isTaken,
        });
      }),
      { numRuns: 1500 },
    );
    expect(taken).toBeGreaterThan(100);
  });
});
