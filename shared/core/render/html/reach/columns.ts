import { compareText } from '../../../model/index.ts';
import { counted } from '../../table/words.ts';
import type { FoldedColumn } from './folded.ts';
import type { Door, ReachOverview } from './overview.ts';
import { compareTallies, sumTallies } from './tally.ts';

const doorColumn = ({ row, tally }: Door, index: number): FoldedColumn => ({
  kind: 'door',
  label: `${row.name}:${row.port}`,
  detail: row.engine,
  doors: [index],
  tally,
});

/** The most worrying stores first; those for which there is no room are one place. */
export function columnsOf({ doors }: ReachOverview, maxColumns: number): readonly FoldedColumn[] {
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
