import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { printable, printableJson, renderJson, toIso } from '../../../shared/core/render/index.ts';

const DANGEROUS = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('text from the input on a terminal', () => {
  it.each([
    ['an escape sequence', '\u001b[2Jgone', '\\u001b[2Jgone'],
    ['a new line', 'a\nb', 'a\\u000ab'],
    ['a C1 control', 'a\u009bm', 'a\\u009bm'],
    ['a bidirectional override', 'a\u202etxt', 'a\\u202etxt'],
    ['a bidirectional isolate', '\u2066a\u2069', '\\u2066a\\u2069'],
    ['a zero-width space', 'pay\u200bments', 'pay\\u200bments'],
    ['a lone surrogate', 'a\ud800b', 'a\\ud800b'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['a tag character beyond the basic plane', 'a\u{e0041}', 'a\\udb40\\udc41'],
  ])('shows %s and does not obey it', (_what, text, shown) => {
    expect(printable(text)).toBe(shown);
  });

  it('leaves names in any script as they are', () => {
    expect(printable('catalog-öä-目录-🙂')).toBe('catalog-öä-目录-🙂');
  });

  it('cuts a name that is too long and counts what is lost', () => {
    expect(printable('a'.repeat(300))).toBe(`${'a'.repeat(256)}…(+44)`);
  });

  it('never parts a pair of surrogates', () => {
    expect(printable(`aaa🙂b`, 4)).toBe('aaa…(+3)');
  });

  it('holds nothing dangerous, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (text) => {
        expect(DANGEROUS.test(printable(text))).toBe(false);
      }),
    );
  });
});

describe('JSON', () => {
  it('keeps the value and shows nothing dangerous', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' })),
        (value) => {
          const json = printableJson(JSON.stringify(value));
          expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
          expect(DANGEROUS.test(json)).toBe(false);
        },
      ),
    );
  });

  it('is written item by item, one line for each row', () => {
    function* rows(): Generator<object> {
      yield { name: 'a' };
      yield { name: 'b\u0085' };
    }
    const text = [
      ...renderJson({ schemaVersion: 1, rows: rows(), none: [], left: undefined }),
    ].join('');
    expect(text).toBe(
      '{\n  "schemaVersion": 1,\n  "rows": [\n    {"name":"a"},\n    {"name":"b\\u0085"}\n  ],\n  "none": []\n}\n',
    );
  });

  it('comes in chunks, so that a long listing is never one string', () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => ({ index, name: 'x'.repeat(20) }));
    const chunks = [...renderJson({ rows })];
    expect(chunks.length).toBeGreaterThan(5);
    expect(Math.max(...chunks.map((chunk) => chunk.length))).toBeLessThan(70_000);
    expect(JSON.parse(chunks.join(''))).toEqual({ rows });
  });
});

describe('a time in a document', () => {
  it.each([
    [Date.UTC(2026, 10, 22, 12), '2026-11-22T12:00:00.000Z'],
    [Number.MAX_SAFE_INTEGER, '9999-12-31T23:59:59.999Z'],
    [-Number.MAX_SAFE_INTEGER, '1000-01-01T00:00:00.000Z'],
    [Number.NaN, '1970-01-01T00:00:00.000Z'],
  ])('%d is %s: four digits for the year, whatever the input says', (at, text) => {
    expect(toIso(at)).toBe(text);
  });
});
