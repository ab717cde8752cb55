import { counted } from '../table/words.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';

/** Longer ones start folded, where there is a script to open them again. */
const LONG = 25;

/** A table that is cut at a number of rows and says so. `render` gives one whole `<tr>`. */
export function renderTable<Row>(
  heads: readonly string[],
  rows: readonly Row[],
  render: (row: Row) => Html,
): Html {
  const rest = rows.length - LIMITS.rows;
  const table = markup`<table class="rows">
      <thead>
        <tr>
          ${heads.map((head) => markup`<th scope="col">${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows.slice(0, LIMITS.rows).map(render)}
      </tbody>
    </table>
    ${rest > 0 ? markup`<p class="note more">and ${counted(rest, 'row')} more in the JSON</p>` : ''}`;
  if (rows.length <= LONG) return table;
  return markup`<details class="fold" open data-fold="long">
    <summary>${counted(rows.length, 'row')}</summary>
    ${table}
  </details>`;
}
