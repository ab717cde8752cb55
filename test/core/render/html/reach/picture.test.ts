import { describe, expect, it } from '@jest/globals';
import { displayWidth } from '../../../../../shared/core/render/index.ts';
import { markupText } from '../../../../../shared/core/render/html/markup.ts';
import { fitText } from '../../../../../shared/core/render/html/reach/fit-text.ts';
import { fold } from '../../../../../shared/core/render/html/reach/fold.ts';
import { overviewOf } from '../../../../../shared/core/render/html/reach/overview.ts';
import { renderPicture } from '../../../../../shared/core/render/html/reach/picture.ts';
import { elementsOf, textOf } from '../html-tree.ts';
import { type Line, matrixOf } from './estates.ts';

const picture = (lines: readonly Line[], further: readonly string[] = []): string => {
  const space = { maxRows: 26, maxColumns: 16, isBundled: true };
  const overview = overviewOf(matrixOf(lines, further));
  return markupText(
    renderPicture(fold(overview, { ...space, placeOf: ({ namespace }) => namespace })),
  );
};

const linksIn = (svg: string): readonly string[] =>
  elementsOf(svg, 'path').map(({ attributes }) => attributes.get('class') ?? '');

describe('the picture', () => {
  const all: readonly Line[] = [
    ['a/in', 'orders', 'unintended'],
    ['b/out', 'orders', 'broken'],
    ['c/doubt', 'orders', 'unknown'],
    ['d/part', 'orders', 'partial'],
    ['e/fine', 'orders', 'intended'],
  ];

  it('has a line for each pair, the most worrying painted last', () => {
    expect(linksIn(picture(all))).toEqual([
      'link intended',
      'link partial',
      'link unknown',
      'link broken',
      'link unintended',
    ]);
  });

  it('marks on the line what is blocked or not decided: colours alone say nothing', () => {
    const marks = elementsOf(picture(all), 'text').filter(({ attributes }) =>
      attributes.get('class')?.startsWith('mark'),
    );
    expect(marks.map(textOf)).toEqual(['?', '✕']);
  });

  it('says in words what it shows', () => {
    const [description] = elementsOf(picture(all), 'desc').map(textOf);
    expect(description).toBe(
      '5 sources on the left, 1 store on the right. orders:5432: 1 in, not intended; 1 intended, but blocked; 1 not decided; 1 intended, in for a part; 1 in, as intended',
    );
  });

  it('shows a store that nobody reaches, and says so', () => {
    const labels = elementsOf(picture(all, ['quiet']), 'text').map(textOf);
    expect(labels).toContain('quiet:5432');
    expect(labels).toContain('postgres · no pod reaches it');
  });

  it('keeps every shape inside its frame', () => {
    const many = Array.from({ length: 200 }, (_, index): Line => [
      `n${index % 40}/w${index}`,
      `s${index % 50}`,
      'unintended',
    ]);
    const svg = picture(many);
    const [, , width = 0, height = 0] = (elementsOf(svg, 'svg')[0]?.attributes.get('viewBox') ?? '')
      .split(' ')
      .map(Number);
    const numbers = (name: string): readonly number[] =>
      ['circle', 'rect', 'text'].flatMap((tag) =>
        elementsOf(svg, tag).flatMap(({ attributes }) => Number(attributes.get(name) ?? 1)),
      );
    for (const name of ['cy', 'y']) {
      for (const at of numbers(name)) expect(at > 0 && at < height).toBe(true);
    }
    for (const at of numbers('x')) expect(at > 0 && at < width).toBe(true);
  });
});

describe('a text that has to fit', () => {
  it('keeps both ends, in which names differ', () => {
    expect(fitText('bench-payments-postgres-25:5432', 20)).toBe('bench-paym…s-25:5432');
    expect(fitText('short', 20)).toBe('short');
  });

  it.each([
    '数据库'.repeat(20),
    '\u{1f469}\u200d\u{1f4bb}'.repeat(20),
    'e\u0301'.repeat(50),
    '\ud800'.repeat(50),
  ])('is never wider than it may be: %j', (text) => {
    expect(displayWidth(fitText(text, 21))).toBeLessThanOrEqual(21);
  });
});
