import { compareText } from '../../../model/index.ts';
import { counted } from '../../table/words.ts';
import type { FoldedRow } from './folded.ts';
import type { Source } from './overview.ts';
import { compareTallies, sumTallies } from './tally.ts';

/** Says of which cluster a namespace is, where there are several. */
export type PlaceOf = (source: Source) => string;

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
export function rowsOf(
  sources: readonly Source[],
  maxRows: number,
  placeOf: PlaceOf,
): readonly FoldedRow[] {
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
