import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import * as fc from 'fast-check';
import { csvTable } from '../../../../shared/core/render/csv/table.ts';
import { printable } from '../../../../shared/core/render/index.ts';
import { hostileText } from '../../../support/arbitrary-report.ts';

const written = (...cells: readonly string[]): string => {
  const columns = cells.map((_, index) => `c${index}`);
  const row = Object.fromEntries(cells.map((text, index) => [`c${index}`, text]));
  return [...csvTable(columns, [row])].join('');
};

const readBack = (csv: string): readonly string[][] => parse(csv, { relax_column_count: false });

const cellOf = (text: string): string => readBack(written(text, 'end'))[1]?.[0] ?? 'no cell';

describe('a cell', () => {
  it.each([
    ['=1+1', "'=1+1"],
    ['+1', "'+1"],
    ['-1', "'-1"],
    ['@SUM(A1)', "'@SUM(A1)"],
    [' =1', "' =1"],
    ['\u00a0\u3000=1', "'\u00a0\u3000=1"],
    ['＝1', "'＝1"],
    ['＋1', "'＋1"],
    ['－1', "'－1"],
    ['＠1', "'＠1"],
    ['﹦1', "'﹦1"],
    ['−1', "'−1"],
    ['a; =1', "a;' =1"],
    ['a;-1;b', "a;'-1;b"],
  ])('that would be a formula is text: %j', (text, shown) => {
    expect(cellOf(text)).toBe(shown);
  });

  it.each([
    ['\t=1', String.raw`\u0009=1`],
    ['\r\n=1', String.raw`\u000d\u000a=1`],
    ['\u200b=1', String.raw`\u200b=1`],
    ['\ud800', String.raw`\ud800`],
  ])('shows what cannot be seen as an escape: %j', (text, shown) => {
    expect(cellOf(text)).toBe(shown);
  });

  it.each(['a-b', '10.0.0.1', 'a"b', ',', "it's", '3306', 'a = b', 'sg-1; sg-2'])(
    'is left as it is otherwise: %j',
    (text) => {
      expect(cellOf(text)).toBe(text);
    },
  );

  it('is no longer than a spreadsheet can hold', () => {
    expect(cellOf('\u0000'.repeat(100_000)).length).toBeLessThan(32_767);
    expect(cellOf('x'.repeat(100_000))).toBe(`${'x'.repeat(5000)}…(+95000)`);
  });

  it('holds a list, and nothing for nothing', () => {
    const columns = ['list', 'empty', 'absent', 'none', 'number', 'flag'] as const;
    const row = { list: ['a', '-b'], empty: [], none: null, number: 7, flag: false };
    expect(readBack([...csvTable(columns, [row])].join(''))[1]).toEqual([
      "a;' -b",
      '',
      '',
      '',
      '7',
      'false',
    ]);
  });
});

describe('a table', () => {
  it('is RFC 4180: a line of names, lines that end with CR LF, quotes doubled', () => {
    expect(written('a"b', 'c')).toBe('c0,c1\r\n"a""b","c"\r\n');
  });

  it('gives back every cell, whatever it holds', () => {
    const cells = fc.array(hostileText(), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(cells, (texts) => {
        const [, row = []] = readBack(written(...texts));
        const withoutGuard = (text: string): string => text.replaceAll("'", '');
        expect(row.map(withoutGuard)).toEqual(
          texts.map((text) => withoutGuard(printable(text, 5000))),
        );
      }),
    );
  });

  it('begins no cell with a formula, in any locale of the separator', () => {
    fc.assert(
      fc.property(hostileText(), (text) => {
        for (const part of cellOf(text).split(';')) {
          expect(part.trim().normalize('NFKC')).not.toMatch(/^[=+\-@]/);
          expect(part).not.toMatch(/^[\t\r\n]/);
        }
      }),
    );
  });
});
