import type { Source } from './overview.ts';
import type { Tally } from './tally.ts';

/** One line on the left: a workload, or several that are folded. */
export interface FoldedRow {
  /** `bundle`: stands for most workloads, toward stores of which they all say the same. */
  readonly kind: 'workload' | 'namespace' | 'rest' | 'bundle';
  readonly label: string;
  readonly detail: string;
  readonly sources: readonly Source[];
  readonly tally: Tally;
}

/** One place on the right: a door, or the doors that are left. */
export interface FoldedColumn {
  /** `bundle`: stands for most stores, of which one row says the same. */
  readonly kind: 'door' | 'rest' | 'bundle';
  readonly label: string;
  readonly detail: string;
  readonly doors: readonly number[];
  readonly tally: Tally;
}

export interface Folded {
  readonly rows: readonly FoldedRow[];
  readonly columns: readonly FoldedColumn[];
  /** How many pairs of each class, by row and column. */
  readonly links: readonly (readonly Tally[])[];
}
