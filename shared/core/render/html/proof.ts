import { compareText } from '../../model/index.ts';
import type { AuditReport, CheckRow, InputRow, PopulationRow } from '../document/index.ts';
import { spoken } from '../table/words.ts';
import { type Html, markup } from './markup.ts';
import { renderTable } from './table.ts';

const number = (label: string, count: number, className = ''): Html =>
  markup`<td data-label="${label}" class="number ${count === 0 ? 'zero' : className}">
    ${count.toLocaleString('en-US')}
  </td>`;

const HTTPS = /^https:\/\/[^\s]+$/u;

/** Where it is documented what the check rests on: links to read, nothing that the page loads. */
const sourcesOf = ({ references }: PopulationRow): Html =>
  markup`${references
    .filter((url) => HTTPS.test(url))
    .slice(0, 8)
    .map(
      (url, index) => markup` · <a href="${url}" rel="noreferrer noopener">source ${index + 1}</a>`,
    )}`;

const checkRow = (row: PopulationRow): Html =>
  markup`<tr data-row="check" data-check="${row.id}">
    <th scope="row"><b>${row.reference}</b> ${row.title} <small>${row.id}${sourcesOf(row)}</small></th>
    ${number('Judged', row.judged)}${number('Compliant', row.compliant)}${number('Violations', row.violations, 'bad')}${number('Unknown', row.unknown, 'doubtful')}${number('Settling', row.settling)}${number('Not applicable', row.notApplicable)}
  </tr> `;

const otherRow = ({ reference, title, id, status }: CheckRow): Html =>
  markup`<tr>
    <th scope="row"><b>${reference}</b> ${title} <small>${id}</small></th>
    <td data-label="Why">${status === 'planned' ? 'planned, not written yet' : 'left out'}</td>
  </tr> `;

/** What a green report rests on: how many subjects each check looked at, and what it said of them. */
export function* renderChecksSection(
  { checks }: AuditReport,
  catalogue: readonly CheckRow[],
): Generator<Html> {
  const ran = new Set(checks.map(({ id }) => id));
  const others = catalogue
    .filter(({ id, reportsUnder }) => !ran.has(id) && reportsUnder === null)
    .toSorted((a, b) => compareText(a.reference, b.reference));
  const heads = [
    'Check',
    'Judged',
    'Compliant',
    'Violations',
    'Unknown',
    'Settling',
    'Not applicable',
  ];
  yield markup`<p class="note">
      Judged are compliant and violations together. A check that judged nothing proves nothing.
    </p>
    ${renderTable(
      heads,
      checks.toSorted((a, b) => compareText(a.reference, b.reference)),
      checkRow,
    )} `;
  if (others.length === 0) return;
  yield markup`<h3>Not in this report <span class="count">${others.length}</span></h3>
    <p class="note">In the catalogue, and not here: nothing is said about what they ask.</p>
    ${renderTable(['Check', 'Why'], others, otherRow)} `;
}

const inputRow = ({ source, sha256, readAt, items, complete }: InputRow): Html =>
  markup`<tr>
    <th scope="row"><code>${source}</code></th>
    <td data-label="Items" class="number">${items.toLocaleString('en-US')}</td>
    <td data-label="Complete" class="${complete ? '' : 'doubtful'}">
      ${complete ? 'complete' : 'incomplete'}
    </td>
    <td data-label="Read">${readAt === null ? '–' : spoken(readAt)}</td>
    <td data-label="SHA-256"><code class="digest">${sha256}</code></td>
  </tr> `;

export const renderInputs = ({ inputs }: AuditReport): Html =>
  inputs.length === 0
    ? markup`<p class="note">Nothing was read.</p>`
    : markup`<p class="note">
          What was read, and the digest of every byte of it: the same input gives this report again.
        </p>
        ${renderTable(['Source', 'Items', 'Complete', 'Read', 'SHA-256'], inputs, inputRow)}`;
