import { PAIR_CLASSES, type PairClass } from './pair-class.ts';

/** How many pairs of each class. */
export type Tally = Readonly<Record<PairClass, number>>;

export const emptyTally = (): Record<PairClass, number> => ({
  unintended: 0,
  broken: 0,
  unknown: 0,
  partial: 0,
  intended: 0,
});

export function sumTallies(tallies: Iterable<Tally>): Tally {
  const sum = emptyTally();
  for (const tally of tallies) for (const one of PAIR_CLASSES) sum[one] += tally[one];
  return sum;
}

export const worstOf = (tally: Tally): PairClass | null =>
  PAIR_CLASSES.find((one) => tally[one] > 0) ?? null;

export const totalOf = (tally: Tally): number =>
  PAIR_CLASSES.reduce((sum, one) => sum + tally[one], 0);

/** The most worrying first: by the number of the worst class, then of the next. */
export function compareTallies(a: Tally, b: Tally): number {
  for (const one of PAIR_CLASSES) if (a[one] !== b[one]) return b[one] - a[one];
  return 0;
}
