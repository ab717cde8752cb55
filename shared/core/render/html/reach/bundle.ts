import type { FoldedColumn, FoldedRow } from './folded.ts';
import { PAIR_CLASSES, type PairClass } from './pair-class.ts';
import { emptyTally, sumTallies, type Tally, totalOf } from './tally.ts';

/** A row with its links, one for each column. */
export interface LinkedRow {
  readonly row: FoldedRow;
  readonly links: readonly Tally[];
}

/** Both sides with what joins them. */
export interface Linked {
  readonly rows: readonly LinkedRow[];
  readonly columns: readonly FoldedColumn[];
}

/** A picture of fewer lines than these can be followed with the eye. */
const MOST_LINES = 90;

const countLines = (rows: readonly LinkedRow[]): number =>
  rows
    .flatMap(({ links }) => links)
    .reduce((sum, link) => sum + PAIR_CLASSES.filter((one) => link[one] > 0).length, 0);

const NONE: ReadonlySet<PairClass> = new Set();

/** The classes that more than half of the links have. */
const commonClasses = (links: readonly (Tally | undefined)[]): ReadonlySet<PairClass> =>
  new Set(
    PAIR_CLASSES.filter(
      (one) => links.filter((link) => (link?.[one] ?? 0) > 0).length > links.length / 2,
    ),
  );

function split(tally: Tally, common: ReadonlySet<PairClass>): readonly [Tally, Tally] {
  const [inside, outside] = [emptyTally(), emptyTally()];
  for (const one of PAIR_CLASSES) (common.has(one) ? inside : outside)[one] = tally[one];
  return [inside, outside];
}

function rowBundle(rows: readonly LinkedRow[], links: readonly Tally[]): LinkedRow {
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

/** What most rows say of a column is said once, by a row of its own; rows that have nothing else to say are left out. */
function bundleRows({ rows, columns }: Linked): Linked {
  const common = columns.map((_, column) => commonClasses(rows.map(({ links }) => links[column])));
  if (common.every((classes) => classes.size === 0)) return { rows, columns };
  const bundled = columns.map(({ tally }, column) => split(tally, common[column] ?? NONE)[0]);
  const others = rows
    .map(({ row, links }): LinkedRow => {
      const kept = links.map((link, column) => split(link, common[column] ?? NONE)[1]);
      return { row: { ...row, tally: sumTallies(kept) }, links: kept };
    })
    .filter(({ row }) => totalOf(row.tally) > 0);
  return { rows: [rowBundle(rows, bundled), ...others], columns };
}

/** What a row says of most columns is said once, toward a column of its own. Columns stay: a store is never left out. */
function bundleColumns({ rows, columns }: Linked): Linked {
  const parts = rows.map(({ row, links }) => {
    const common = commonClasses(links);
    const halves = links.map((link) => split(link, common));
    const inside = sumTallies(halves.map(([bundled]) => bundled));
    return { row, links: [inside, ...halves.map(([, kept]) => kept)] };
  });
  const tally = sumTallies(parts.flatMap(({ links }) => links[0] ?? []));
  if (totalOf(tally) === 0) return { rows, columns };
  const column: FoldedColumn = {
    kind: 'bundle',
    label: 'Most stores',
    detail: '',
    doors: [],
    tally,
  };
  return { rows: parts, columns: [column, ...columns] };
}

/**
 * A store that everybody reaches would draw a line from every row, and a workload that reaches everything one to every
 * store; both would hide all others. Where more than half of a side says the same, one line says it for them.
 */
export function bundle(linked: Linked): Linked {
  if (countLines(linked.rows) <= MOST_LINES) return linked;
  const byRow = bundleRows(linked);
  return countLines(byRow.rows) <= MOST_LINES ? byRow : bundleColumns(byRow);
}
