import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { displayWidth, wrap } from '../../../shared/core/render/index.ts';
import { fit, grid } from '../../../shared/core/render/table/grid.ts';
import { ink, labelled, line } from '../../../shared/core/render/table/screen.ts';

const WIDE = { width: null, colour: false };

describe('display width', () => {
  it.each([
    ['abc', 3],
    ['目录', 4],
    ['e\u0301', 1],
    ['🙂', 2],
    ['', 0],
  ])('of %j is %d columns', (text, width) => {
    expect(displayWidth(text)).toBe(width);
  });
});

describe('wrapping', () => {
  it('breaks at spaces, and long ids behind a seam', () => {
    expect(wrap('one two three', 8)).toEqual(['one two', 'three']);
    expect(wrap('Deployment/catalog-service', 12)).toEqual(['Deployment/', 'catalog-', 'service']);
  });

  it('loses nothing and keeps every line within the width', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 2, max: 30 }),
        (text, width) => {
          const lines = wrap(text, width);
          expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
          for (const one of lines) expect(displayWidth(one)).toBeLessThanOrEqual(width);
        },
      ),
    );
  });
});

const needs = (...widths: readonly number[]) => widths.map((natural) => ({ natural, least: 0 }));

describe('a grid', () => {
  it('aligns by display width', () => {
    expect(
      [
        ...grid(
          WIDE,
          2,
          ['NAME', 'GROUPS'],
          [
            ['目录', 'sg-1'],
            ['catalog', 'sg-2'],
          ],
        ),
      ].join(''),
    ).toBe('  NAME     GROUPS\n  目录     sg-1\n  catalog  sg-2\n');
  });

  it('wraps long cells inside their column and leaves no trailing blanks', () => {
    const text = [
      ...grid(
        { width: 30, colour: false },
        0,
        ['A', 'B'],
        [['short', 'one two three four five six']],
      ),
    ].join('');
    expect(text).toBe('A      B\nshort  one two three four five\n       six\n');
  });

  it('narrows the widest columns first', () => {
    expect(fit(needs(10, 60, 20), 64)).toEqual([10, 30, 20]);
    expect(fit(needs(10, 10), 100)).toEqual([10, 10]);
  });

  it('breaks words only when there is no other way', () => {
    const columns = [
      { natural: 40, least: 30 },
      { natural: 40, least: 8 },
    ];
    expect(fit(columns, 42)).toEqual([30, 10]);
    expect(fit(columns, 30)).toEqual([14, 14]);
  });

  it('never lets a cell write an escape sequence of its own', () => {
    const text = [
      ...grid({ width: 80, colour: true }, 0, ['A'], [[ink('red', '\u001b[31mx')]]),
    ].join('');
    expect(text).toContain('\u001b[31m\\u001b[31mx\u001b[0m');
  });
});

describe('a line', () => {
  it('has no colour where none is wanted', () => {
    expect(line(WIDE, 1, ink('red', 'a'), 'b')).toBe(' ab\n');
  });

  it('wraps a sentence behind its label', () => {
    expect(
      labelled({ width: 34, colour: false }, 2, 'fix  ', 'restart the workload and then look'),
    ).toBe('  fix  restart the workload and\n       then look\n');
  });
});
