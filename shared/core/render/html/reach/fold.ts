import { compareText } from '../../../model/index.ts';
import { counted } from '../../table/words.ts';
import { bundle, type LinkedRow } from './bundle.ts';
import type { Door, ReachOverview, Source } from './overview.ts';
import { PAIR_CLASSES } from './pair-class.ts';
import { compareTallies, emptyTally, sumTallies, type Tally, worstOf } from './tally.ts';

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

/** Says of which cluster a namespace is, where there are several. */
export type PlaceOf = (source: Source) => string;

interface Space {
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly placeOf: PlaceOf;
  /** For a picture: one line instead of many that say the same. */
  readonly isBundled: boolean;
}

const workloads = (count: number): string => counted(count, 'workload');

const workloadRow = (source: Source, placeOf: PlaceOf): FoldedRow => ({
  kind: 'workload',
  label: source.name,
  detail: placeOf(source),
  sources: [source],
  tally: source.tally,
});

const foldedRow = (
  kind: 'namespace' | 'rest',
  label: string,
  sources: readonly Source[],
): FoldedRow => ({
  kind,
  label,
  detail: workloads(sources.length),
  sources,
  tally: sumTallies(sources.map(({ tally }) => tally)),
});

function namespaceRows(
  sources: readonly Source[],
  most: number,
  placeOf: PlaceOf,
): readonly FoldedRow[] {
  const rows = [...Map.groupBy(sources, placeOf)]
    .map(([place, members]) => foldedRow('namespace', place, members))
    .toSorted((a, b) => compareTallies(a.tally, b.tally) || compareText(a.label, b.label));
  if (rows.length <= most) return rows;
  const rest = rows.slice(most - 1);
  const others = `${rest.length} other namespaces`;
  return [
    ...rows.slice(0, most - 1),
    foldedRow(
      'rest',
      others,
      rest.flatMap(({ sources: members }) => members),
    ),
  ];
}

const isWorrying = ({ tally }: Source): boolean =>
  tally.unintended > 0 || tally.broken > 0 || tally.unknown > 0;

/** The fewest rows that workloads as they should be are folded into beside those that are not. */
const ROOM_FOR_THE_REST = 4;

/** Every workload, if there is room; else those with a fault by name and the others by namespace; else all by namespace. */
function rowsOf(sources: readonly Source[], { maxRows, placeOf }: Space): readonly FoldedRow[] {
  if (sources.length <= maxRows) return sources.map((one) => workloadRow(one, placeOf));
  const worrying = sources.filter(isWorrying);
  const room = maxRows - worrying.length;
  if (room < ROOM_FOR_THE_REST) return namespaceRows(sources, maxRows, placeOf);
  const fine = sources.filter((one) => !isWorrying(one));
  return [
    ...worrying.map((one) => workloadRow(one, placeOf)),
    ...namespaceRows(fine, room, placeOf),
  ];
}

const doorColumn = ({ row, tally }: Door, index: number): FoldedColumn => ({
  kind: 'door',
  label: `${row.name}:${row.port}`,
  detail: row.engine,
  doors: [index],
  tally,
});

function columnsOf({ doors }: ReachOverview, { maxColumns }: Space): readonly FoldedColumn[] {
  const columns = doors
    .map(doorColumn)
    .toSorted((a, b) => compareTallies(a.tally, b.tally) || compareText(a.label, b.label));
  if (columns.length <= maxColumns) return columns;
  const rest = columns.slice(maxColumns - 1);
  const stores = new Set(rest.flatMap((one) => one.doors).map((index) => doors[index]?.row.store));
  return [
    ...columns.slice(0, maxColumns - 1),
    {
      kind: 'rest',
      label: counted(stores.size, 'other store'),
      detail: '',
      doors: rest.flatMap((one) => one.doors),
      tally: sumTallies(rest.map(({ tally }) => tally)),
    },
  ];
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
  const columns = columnsOf(overview, space);
  const rows = rowsOf(overview.sources, space).map((row): LinkedRow => ({
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
