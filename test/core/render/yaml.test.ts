import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { CORE_SCHEMA, loadAll } from 'js-yaml';
import { renderYaml } from '../../../shared/core/render/yaml.ts';
import type { JsonValue, Placed } from '../../../shared/core/settings/index.ts';
import { readYaml } from '../../../shared/decode/index.ts';

type Mapping = Parameters<typeof renderYaml>[1][number]['value'];

const written = (values: readonly Mapping[], comments: readonly string[] = []): string =>
  [
    ...renderYaml(
      comments,
      values.map((value) => ({ comments, value })),
    ),
  ].join('');

function plain(value: Placed): JsonValue {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(plain);
  return Object.fromEntries(value.entries.map((one) => [one.key, plain(one.value)]));
}

const ODD = [
  'yes No NULL ~ 1 1.5 0x10 .inf 2027-01-31 - # : a: [x] {x} &a *a !a | > % @ ` "q" \\'.split(' '),
  ['', ' ', 'a b', 'a: b', 'a #b', '- a', "it's", 'a\nb', 'a\r\nb', '\t', '\u0000', '\u001b[31m'],
  ['\u0085', '\u2028', '\u202e', '\ufeff', '\ufffe', '\ud800', '𝒳', '---', '...', '__proto__'],
].flat();
const aText = fc.oneof(
  fc.constantFrom(...ODD),
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.string({ maxLength: 12 }),
);
const { aValue } = fc.letrec<{ aValue: Mapping[string] }>((tie) => ({
  aValue: fc.oneof(
    { depthSize: 'small' },
    aText,
    fc.integer(),
    fc.boolean(),
    fc.array(tie('aValue'), { maxLength: 3 }),
    fc.dictionary(aText, tie('aValue'), { maxKeys: 3 }),
  ),
}));
const aMapping: fc.Arbitrary<Mapping> = fc.dictionary(
  aText.filter((key) => key !== ''),
  aValue,
  { minKeys: 1, maxKeys: 4 },
);

describe('YAML that is written', () => {
  it('is plain where it can be', () => {
    const value = {
      kind: 'Suppression',
      metadata: { name: 'a-1' },
      cluster: 'arn:aws:eks',
      on: 'yes',
    };
    expect(written([value, { a: 'b' }], ['two documents'])).toBe(`# two documents
---
# two documents
kind: Suppression
metadata:
  name: a-1
cluster: "arn:aws:eks"
"on": "yes"
---
# two documents
a: b
`);
  });

  it('has lists in lines where their items need some, and numbers as they are', () => {
    const value = {
      ports: [3306, 5432],
      allow: [],
      stores: [
        { arn: '*', tags: {} },
        { arn: 'b', more: ['x', { y: 1 }] },
      ],
      nested: [['a'], [{ b: [] }]],
    };
    expect(written([value])).toBe(`---
ports: [3306, 5432]
allow: []
stores:
  - arn: "*"
    tags: {}
  - arn: b
    more:
      - x
      - "y": 1
nested:
  - [a]
  - - b: []
`);
  });

  it.each(ODD)('says %j as it is, as a key and as a value', (text) => {
    const { documents, faults } = readYaml(written([{ key: text, [`k${text}`]: 'value' }]));
    expect(faults).toEqual([]);
    expect(documents.map(plain)).toEqual([{ key: text, [`k${text}`]: 'value' }]);
  });

  it('is read back as it was, with any comment before it, by two readers', () => {
    fc.assert(
      fc.property(fc.array(aMapping, { minLength: 1, maxLength: 3 }), aText, (values, comment) => {
        const text = written(values, [comment]);
        const { documents, faults } = readYaml(text);
        expect(faults).toEqual([]);
        expect(documents.map(plain)).toEqual(values);
        expect(loadAll(text, { schema: CORE_SCHEMA })).toEqual(values);
      }),
      { numRuns: 500 },
    );
  });

  it('shows nothing that moves a cursor or hides', () => {
    fc.assert(
      fc.property(aMapping, aText, (value, comment) => {
        expect(written([value], [comment])).not.toMatch(/[^\n\P{Cc}]|[\p{Zl}\p{Zp}\p{Cs}]/u);
      }),
    );
  });
});
