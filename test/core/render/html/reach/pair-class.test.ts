import { describe, expect, it } from '@jest/globals';
import {
  classOfCell,
  classOfPair,
} from '../../../../../shared/core/render/html/reach/pair-class.ts';
import type { Cell } from '../../../../../shared/core/render/index.ts';
import { aBlockedCell, aCell, anUnknownCell } from '../../../../support/matrix.ts';

describe('one cell', () => {
  const reaches = ['reachable', 'partial', 'blocked', 'unknown'] as const;
  const table: readonly (readonly [boolean | null, readonly (string | null)[]])[] = [
    [true, ['intended', 'partial', 'broken', 'unknown']],
    [false, ['unintended', 'unintended', null, 'unknown']],
    [null, ['unknown', 'unknown', 'unknown', 'unknown']],
  ];

  it.each(table)('intended %s is, by how far it reaches, %j', (intended, classes) => {
    expect(reaches.map((reach) => classOfCell(aCell({ intended, reach })))).toEqual(classes);
  });
});

describe('all cells of one workload and one store', () => {
  const proxied = (cell: Cell): Cell => ({ ...cell, path: 'rds-proxy', through: 'arn:proxy' });
  const other = (cell: Cell): Cell => ({ ...cell, via: 'node-secondary' });
  const open = aCell();
  const unmeant = aCell({ intended: false });
  const partial = aCell({ reach: 'partial' });
  const blocked = aBlockedCell();
  const unknown = anUnknownCell();
  const doubtful = anUnknownCell({ intended: false });

  it.each([
    ['the worst that pods of any identity may do counts', [open, other(unmeant)], 'unintended'],
    ['pods of another identity that are kept out count', [open, other(blocked)], 'broken'],
    ['one way in is enough for pods of one identity', [blocked, proxied(open)], 'intended'],
    ['a sure way makes an unknown one idle', [unknown, proxied(open)], 'intended'],
    ['a way in part is better than none', [blocked, proxied(partial)], 'partial'],
    ['an unknown way may be one', [blocked, proxied(unknown)], 'unknown'],
    ['a way that nobody means them to have is told', [open, proxied(unmeant)], 'unintended'],
    ['one that may be such a way is not decided', [open, proxied(doubtful)], 'unknown'],
    ['what is sure is worse than what may be', [unmeant, proxied(doubtful)], 'unintended'],
    ['blocked and not meant is nothing', [aBlockedCell({ intended: false })], null],
    ['nothing is nothing', [], null],
  ])('%s', (_, cells, expected) => {
    expect(classOfPair(cells)).toBe(expected);
    expect(classOfPair(cells.toReversed())).toBe(expected);
  });
});
