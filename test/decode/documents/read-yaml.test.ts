import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { readYaml } from '../../../shared/decode/documents/read-yaml.ts';
import { type JsonValue, type Placed } from '../../../shared/core/settings/index.ts';

const faultsOf = (text: string): readonly string[] =>
  readYaml(text).faults.map(({ line, message }) => `${line}: ${message}`);

/** The value without its lines. */
function plain(value: Placed): JsonValue {
  if (value.kind === 'scalar') return value.value;
  if (value.kind === 'list') return value.items.map(plain);
  return Object.fromEntries(value.entries.map((one) => [one.key, plain(one.value)]));
}

const valuesOf = (text: string): readonly JsonValue[] => readYaml(text).documents.map(plain);

describe('a text in YAML', () => {
  it('says on which line everything stands', () => {
    const { documents, faults } = readYaml(
      '# settings\nstores:\n  - rds\n\nwindows:\n  start: 3m\n',
    );
    expect(faults).toEqual([]);
    expect(documents).toEqual([
      {
        kind: 'mapping',
        line: 2,
        entries: [
          {
            key: 'stores',
            line: 2,
            value: { kind: 'list', line: 3, items: [{ kind: 'scalar', value: 'rds', line: 3 }] },
          },
          {
            key: 'windows',
            line: 5,
            value: {
              kind: 'mapping',
              line: 6,
              entries: [{ key: 'start', line: 6, value: { kind: 'scalar', value: '3m', line: 6 } }],
            },
          },
        ],
      },
    ]);
  });

  it.each([
    ['', []],
    ['# nothing but this\n', []],
    ['---\n---\n', []],
    ['a: 1\n---\nb: 2\n', [{ a: 1 }, { b: 2 }]],
    ['{"a": ["x", 1.5, true, null]}', [{ a: ['x', 1.5, true, null] }]],
    // YAML 1.1 reads booleans and dates where people wrote words.
    ['%YAML 1.1\n---\na: yes\nb: 2027-01-31\n', [{ a: 'yes', b: '2027-01-31' }]],
    ['1: one\n', [{ 1: 'one' }]],
    ['a:\n  -\n', [{ a: [null] }]],
    ['words', ['words']],
  ])('is read as its documents: %j', (text, values) => {
    expect(faultsOf(text)).toEqual([]);
    expect(valuesOf(text)).toEqual(values);
  });

  it.each([
    ['a: 1\nb: 2\na: 3\n', ['3: Map keys must be unique']],
    [
      'a: &one 1\nb: *one\nc: *one\n',
      ['2', '3'].map((line) => `${line}: anchors are not read: write it out`),
    ],
    ['a: !secret 1\n', ['1: Unresolved tag: !secret']],
    ['? [a, b]\n: 1\n', ['1: a key must be text; found a list or a mapping']],
    ['~: 1\n', ['1: a key must be text; found nothing']],
    ['a: 1\n\tb: 2\n', ['2: Tabs are not allowed as indentation']],
    ['['.repeat(100_000), ['1: it is nested too deeply']],
  ])('has a fault with its line: %#', (text, faults) => {
    expect(faultsOf(text)).toEqual(expect.arrayContaining(faults));
    expect(faultsOf(text).length).toBeGreaterThan(0);
  });

  it('gives the documents beside one that cannot be read', () => {
    const text = 'a: 1\n---\nb: : :\n---\nc: 3\n';
    expect(valuesOf(text)).toEqual([{ a: 1 }, { c: 3 }]);
    expect(faultsOf(text)).toEqual(['3: Nested mappings are not allowed in compact mappings']);
  });

  it('is what JSON says when it is JSON', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 4 }), (value) => {
        const text = JSON.stringify({ value });
        expect(faultsOf(text)).toEqual([]);
        expect(JSON.stringify(valuesOf(text))).toBe(JSON.stringify([JSON.parse(text)]));
      }),
    );
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(() => readYaml(text)).not.toThrow();
      }),
    );
  });
});
