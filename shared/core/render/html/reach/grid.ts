import { type Html, markup } from '../markup.ts';
import { fitText } from './fit-text.ts';
import type { Folded, FoldedRow } from './folded.ts';
import { CLASS_SHAPES, CLASS_WORDS, PAIR_CLASSES } from './pair-class.ts';
import { type Tally, totalOf, worstOf } from './tally.ts';

function pairCell(tally: Tally, isFolded: boolean): Html {
  const worst = worstOf(tally);
  if (worst === null) return markup`<td><span class="unseen">no way</span></td>`;
  const words = PAIR_CLASSES.filter((one) => tally[one] > 0)
    .map((one) => (isFolded ? `${tally[one]} ${CLASS_WORDS[one]}` : CLASS_WORDS[one]))
    .join(', ');
  const count = isFolded ? markup` <small aria-hidden="true">${totalOf(tally)}</small>` : '';
  return markup`<td class="pair ${worst}" title="${words}">
    <span aria-hidden="true">${CLASS_SHAPES[worst]}</span>${count}<span class="unseen"
      >${words}</span
    >
  </td>`;
}

const rowHead = ({ label, detail, kind }: FoldedRow): Html =>
  markup`<th scope="row">
    <span class="${kind === 'workload' ? 'who' : 'who folded'}">${label}</span>
    <small>${detail}</small>
  </th>`;

/** With more stores than these, their names stand upright. */
const MOST_LEVEL = 4;
const UPRIGHT_COLUMNS = 28;

/** The same as the picture, in rows and columns: exact, and readable without seeing. */
export function renderGrid({ rows, columns, links }: Folded): Html {
  return markup`<div
    class="scroll"
    role="region"
    aria-label="Matrix of workloads and stores"
    tabindex="0"
  >
    <table class="${columns.length > MOST_LEVEL ? 'matrix many' : 'matrix'}">
      <thead>
        <tr>
          <th scope="col">Workload</th>
          ${columns.map(
            ({ label, detail }) =>
              markup`<th scope="col" class="store" title="${label}">
                <span class="name">${columns.length > MOST_LEVEL ? fitText(label, UPRIGHT_COLUMNS) : label}</span
                >${detail === '' ? '' : markup`<span class="unseen"> ${detail}</span>`}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${rows.map(
          (row, index) =>
            markup`<tr>
              ${rowHead(row)}${columns.map((column, place) => {
                const tally = links[index]?.[place];
                const isFolded = row.kind !== 'workload' || column.kind === 'rest';
                return tally === undefined ? markup`<td></td>` : pairCell(tally, isFolded);
              })}
            </tr> `,
        )}
      </tbody>
    </table>
  </div>`;
}
