import { describe, expect, it } from '@jest/globals';
import { overviewOf } from '../../../../../shared/core/render/html/reach/overview.ts';
import { aBlockedCell, aCell, aDoor, aMatrix } from '../../../../support/matrix.ts';
import { matrixOf } from './estates.ts';

describe('an overview', () => {
  it('counts each pair once, by the store and by the workload', () => {
    const { sources, doors } = overviewOf(
      matrixOf([
        ['a/web', 'orders', 'unintended'],
        ['a/web', 'users', 'intended'],
        ['b/job', 'orders', 'broken'],
      ]),
    );
    expect(sources.map(({ namespace, name, classes }) => [namespace, name, classes])).toEqual([
      ['a', 'Deployment/web', ['unintended', 'intended']],
      ['b', 'Deployment/job', ['broken', null]],
    ]);
    expect(doors.map(({ tally }) => tally)).toEqual([
      { unintended: 1, broken: 1, unknown: 0, partial: 0, intended: 0 },
      { unintended: 0, broken: 0, unknown: 0, partial: 0, intended: 1 },
    ]);
  });

  it('takes several ways of one pair together', () => {
    const { sources, doors } = overviewOf(
      aMatrix({ cells: [aBlockedCell(), aCell({ path: 'rds-proxy', through: 'arn:proxy' })] }),
    );
    expect(sources.map(({ classes }) => classes)).toEqual([['intended']]);
    expect(doors[0]?.tally.intended).toBe(1);
    expect(doors[0]?.cells.length).toBe(2);
  });

  it('tells ports of one store apart', () => {
    const { doors } = overviewOf(
      aMatrix({
        stores: [aDoor(), aDoor({ port: 6379 })],
        cells: [aCell(), aCell({ port: 6379, intended: false })],
      }),
    );
    expect(doors.map(({ tally }) => [tally.intended, tally.unintended])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('tells workloads of one name in two clusters apart', () => {
    const cells = ['arn:one', 'arn:two'].map((cluster) => aCell({ cluster }));
    expect(overviewOf(aMatrix({ cells })).sources.map(({ cluster }) => cluster)).toEqual([
      'arn:one',
      'arn:two',
    ]);
  });

  it('leaves out who is blocked and not meant to come in', () => {
    const { sources, doors } = overviewOf(aMatrix({ cells: [aBlockedCell({ intended: false })] }));
    expect(sources).toEqual([]);
    expect(doors[0]?.cells).toEqual([]);
  });

  it('keeps the most worrying rows of a store, and counts the others', () => {
    const many = Array.from({ length: 400 }, (_, index) =>
      aCell({ namespace: `n${index}`, intended: index >= 5 }),
    );
    const [door] = overviewOf(aMatrix({ cells: many.toReversed() })).doors;
    expect(door?.cells.slice(0, 5).map(({ intended }) => intended)).toEqual(
      Array.from({ length: 5 }, () => false),
    );
    expect(door?.cells.length).toBe(300);
    expect(door?.cellsLeftOut).toBe(100);
    expect(door?.tally).toMatchObject({ unintended: 5, intended: 395 });
  });

  it('refuses a cell of a store that is not listed: it would be left out in silence', () => {
    expect(() => overviewOf(aMatrix({ stores: [] }))).toThrow('which the matrix does not list');
  });
});
