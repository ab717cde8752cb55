import type { Cell } from '../../document/index.ts';

/**
 * What one workload and one store come to, the most worrying first: in and not meant to be; meant to be in and out; not
 * decided; in for a part; in and meant to be. A pair that is blocked and not meant to be open is none of them.
 */
export const PAIR_CLASSES = ['unintended', 'broken', 'unknown', 'partial', 'intended'] as const;
export type PairClass = (typeof PAIR_CLASSES)[number];

export const CLASS_WORDS = {
  unintended: 'in, not intended',
  broken: 'intended, but blocked',
  unknown: 'not decided',
  partial: 'intended, in for a part',
  intended: 'in, as intended',
} as const satisfies Record<PairClass, string>;

/** A shape for each, so that none is told by its colour alone. */
export const CLASS_SHAPES = {
  unintended: '▲',
  broken: '✕',
  unknown: '?',
  partial: '◐',
  intended: '●',
} as const satisfies Record<PairClass, string>;

const isOpen = ({ reach }: Cell): boolean => reach === 'reachable' || reach === 'partial';

export function classOfCell(cell: Cell): PairClass | null {
  if (cell.intended === false && isOpen(cell)) return 'unintended';
  if (cell.reach === 'unknown' || cell.intended === null) return 'unknown';
  if (!cell.intended) return null;
  if (cell.reach === 'blocked') return 'broken';
  return cell.reach === 'partial' ? 'partial' : 'intended';
}

/** The best of the ways that pods of one identity are meant to have: any of them will do. */
const BEST_WAY_FIRST = ['intended', 'partial', 'unknown', 'broken'] as const;

function classOfIdentity(cells: readonly Cell[]): PairClass | null {
  const classes = new Set(cells.map(classOfCell));
  if (classes.has('unintended')) return 'unintended';
  const isDoubtful = cells.some((cell) => cell.intended !== true && classOfCell(cell) !== null);
  if (isDoubtful) return 'unknown';
  return BEST_WAY_FIRST.find((one) => classes.has(one)) ?? null;
}

/** All cells of one workload and one door: several ways, and pods of several identities. The worst identity counts. */
export function classOfPair(cells: readonly Cell[]): PairClass | null {
  if (cells.length === 1) return cells[0] === undefined ? null : classOfCell(cells[0]);
  const identities = Map.groupBy(cells, ({ via, snat }) => `${via}|${snat}`);
  const classes = new Set([...identities.values()].map(classOfIdentity));
  return PAIR_CLASSES.find((one) => classes.has(one)) ?? null;
}
