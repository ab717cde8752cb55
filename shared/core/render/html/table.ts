import { counted } from '../table/words.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';
import { fill, type Room } from './room.ts';

/** A table of rows that are rendered already, each a whole `<tr>`. */
export const tableOf = (heads: readonly string[], rows: readonly Html[]): Html =>
  markup`<table class="rows">
    <thead>
      <tr>
        ${heads.map((head) => markup`<th scope="col">${head}</th>`)}
      </tr>
    </thead>
    <tbody>
      ${rows}
    </tbody>
  </table> `;

/** What was left out, in its place. Nothing where nothing was. */
export const andMore = (left: number, what: string): Html =>
  left === 0
    ? markup``
    : markup`<p class="note more">and ${counted(left, what)} more in the JSON</p> `;

/** Longer ones start folded, where there is a script to open them again. */
const LONG = 25;

/** A table that is cut where its room ends, and says so. */
export function renderTable<Row>(
  heads: readonly string[],
  rows: readonly Row[],
  render: (row: Row) => Html,
  room: Room = { ...LIMITS.table },
): Html {
  const { shown, left } = fill(rows, render, room);
  const table = markup`${tableOf(heads, shown)}${andMore(left, 'row')}`;
  if (rows.length <= LONG) return table;
  return markup`<details class="fold" open data-fold="long">
    <summary>${counted(rows.length, 'row')}</summary>
    ${table}
  </details> `;
}
