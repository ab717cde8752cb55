import { compareText } from '../../../model/index.ts';
import { bundle, type LinkedRow } from './bundle.ts';
import { columnsOf } from './columns.ts';
import type { Folded, FoldedColumn, FoldedRow } from './folded.ts';
import type { ReachOverview } from './overview.ts';
import { PAIR_CLASSES } from './pair-class.ts';
import { type PlaceOf, rowsOf } from './rows.ts';
import { compareTallies, emptyTally, type Tally, worstOf } from './tally.ts';

interface Space {
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly placeOf: PlaceOf;
  /** For a picture: one line instead of many that say the same. */
  readonly isBundled: boolean;
}

function linksOf(row: FoldedRow, columns: readonly FoldedColumn[]): readonly Tally[] {
  return columns.map(({ doors }) => {
    const tally = emptyTally();
    for (const { classes } of row.sources) {
      for (const door of doors) {
        const found = classes[door];
        if (found !== null && found !== undefined) tally[found] += 1;
      }
    }
    return tally;
  });
}

/** The column of a row's worst link: rows that worry for the same store stand together, and lines cross less. */
function placeInReading(tally: Tally, links: readonly Tally[]): readonly [number, number] {
  const worst = worstOf(tally);
  if (worst === null) return [PAIR_CLASSES.length, 0];
  return [PAIR_CLASSES.indexOf(worst), links.findIndex((link) => link[worst] > 0)];
}

const KIND_ORDER = ['bundle', 'workload', 'namespace', 'rest'] as const;

/** What worries most first; what worries for the same store together; the remainder last. */
function inOrder(rows: readonly LinkedRow[]): readonly LinkedRow[] {
  return rows
    .map(({ row, links }) => {
      const [worst, column] = placeInReading(row.tally, links);
      const rank = row.kind === 'bundle' ? 0 : row.kind === 'rest' ? 2 : 1;
      return { row, links, places: [rank, worst, column, KIND_ORDER.indexOf(row.kind)] };
    })
    .toSorted(
      (a, b) =>
        a.places.map((place, index) => place - (b.places[index] ?? 0)).find((step) => step !== 0) ??
        (compareTallies(a.row.tally, b.row.tally) ||
          compareText(a.row.detail, b.row.detail) ||
          compareText(a.row.label, b.row.label)),
    );
}

/** As much of an overview as there is room for: nothing is dropped, what does not fit is folded and counted. */
export function fold(overview: ReachOverview, space: Space): Folded {
  const columns = columnsOf(overview, space.maxColumns);
  const rows = rowsOf(overview.sources, space.maxRows, space.placeOf).map((row): LinkedRow => ({
    row,
    links: linksOf(row, columns),
  }));
  const linked = space.isBundled ? bundle({ rows, columns }) : { rows, columns };
  const ordered = inOrder(linked.rows);
  return {
    columns: linked.columns,
    rows: ordered.map(({ row }) => row),
    links: ordered.map(({ links }) => links),
  };
}
