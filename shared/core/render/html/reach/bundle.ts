import type { FoldedColumn, FoldedRow } from './fold.ts';
import { PAIR_CLASSES, type PairClass } from './pair-class.ts';
import { emptyTally, sumTallies, type Tally } from './tally.ts';

/** A row with its links, one for each column. */
export interface LinkedRow {
  readonly row: FoldedRow;
  readonly links: readonly Tally[];
}

/** A picture of fewer lines than these can be followed with the eye. */
const MOST_LINES = 90;

const countLines = (rows: readonly LinkedRow[]): number =>
  rows
    .flatMap(({ links }) => links)
    .reduce((sum, link) => sum + PAIR_CLASSES.filter((one) => link[one] > 0).length, 0);

/** The classes in which more than half of all rows are joined to a column. */
function commonClasses(rows: readonly LinkedRow[], column: number): ReadonlySet<PairClass> {
  return new Set(
    PAIR_CLASSES.filter(
      (one) => rows.filter(({ links }) => (links[column]?.[one] ?? 0) > 0).length > rows.length / 2,
    ),
  );
}

function split(tally: Tally, common: ReadonlySet<PairClass>): readonly [Tally, Tally] {
  const [inside, outside] = [emptyTally(), emptyTally()];
  for (const one of PAIR_CLASSES) (common.has(one) ? inside : outside)[one] = tally[one];
  return [inside, outside];
}

function bundleRow(rows: readonly LinkedRow[], links: readonly Tally[]): LinkedRow {
  const most = Math.max(...links.flatMap((link) => PAIR_CLASSES.map((one) => link[one])));
  const total = rows.reduce((sum, { row }) => sum + row.sources.length, 0);
  const counts = [most, total].map((count) => count.toLocaleString('en-US'));
  return {
    links,
    row: {
      kind: 'bundle',
      label: 'Most workloads',
      detail: `up to ${counts.join(' of ')}`,
      sources: [],
      tally: sumTallies(links),
    },
  };
}

/**
 * A store that everybody reaches would draw a line from every row, and hide all others. Where more than half of the rows
 * say the same of a store, one line says it for them; rows that have nothing else to say are left out.
 */
export function bundle(
  rows: readonly LinkedRow[],
  columns: readonly FoldedColumn[],
): readonly LinkedRow[] {
  if (countLines(rows) <= MOST_LINES) return rows;
  const common = columns.map((_, column) => commonClasses(rows, column));
  if (common.every((classes) => classes.size === 0)) return rows;
  const none: ReadonlySet<PairClass> = new Set();
  const bundled = columns.map(({ tally }, column) => split(tally, common[column] ?? none)[0]);
  const others = rows
    .map(({ row, links }): LinkedRow => {
      const kept = links.map((link, column) => split(link, common[column] ?? none)[1]);
      return { row: { ...row, tally: sumTallies(kept) }, links: kept };
    })
    .filter(({ row }) => PAIR_CLASSES.some((one) => row.tally[one] > 0));
  return [bundleRow(rows, bundled), ...others];
}
