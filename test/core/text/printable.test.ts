import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { escapeUnprintable, printable } from '../../../shared/core/text/index.ts';

const DANGEROUS =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}]/u;

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
    ['a filler that looks like nothing', 'pay\u3164ments', 'pay\\u3164ments'],
    ['a variation selector', 'a\ufe0f', 'a\\ufe0f'],
    ['a noncharacter', 'a\uffff', 'a\\uffff'],
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
          const json = escapeUnprintable(JSON.stringify(value));
          expect(JSON.parse(json)).toEqual(JSON.parse(JSON.stringify(value)));
          expect(DANGEROUS.test(json)).toBe(false);
        },
      ),
    );
  });
});
