import type { AuditReport, GapRow, SettlingRow, UnknownRow } from '../document/index.ts';
import { spoken } from '../table/words.ts';
import { type Html, markup } from './markup.ts';
import { type Names, subjectData, subjectHeading } from './subject.ts';
import { renderTable } from './table.ts';
import { GAP_WORDS, REASON_WORDS } from './words.ts';

const checkCell = (check: string, names: Names): Html =>
  markup`<td data-label="Check"><b>${names.reference(check)}</b> ${check}</td>`;

const codes = (values: readonly string[]): Html =>
  markup`${values.slice(0, 12).map((one, index) => markup`${index === 0 ? '' : ', '}<code>${one}</code>`)}${
    values.length > 12 ? ` and ${values.length - 12} more` : ''
  }`;

const unknownRow = (row: UnknownRow, names: Names): Html =>
  markup`<tr data-row="unknown" ${subjectData(row.subject, row.check)}>
    <th scope="row">${subjectHeading(row.subject, names)}</th>
    ${checkCell(row.check, names)}
    <td data-label="Because">${row.reasons.map((reason) => REASON_WORDS[reason]).join('; ')}</td>
    <td data-label="Settled by">${codes(row.missing)}</td>
  </tr> `;

const settlingRow = (row: SettlingRow, names: Names): Html =>
  markup`<tr data-row="settling" ${subjectData(row.subject, row.check)}>
    <th scope="row">${subjectHeading(row.subject, names)}</th>
    ${checkCell(row.check, names)}
    <td data-label="Since">${spoken(row.since)}</td>
    <td data-label="Until">${spoken(row.until)}</td>
  </tr> `;

const gapRow = ({ source, item, reason, detail, effect }: GapRow): Html =>
  markup`<tr>
    <th scope="row"><code>${source}</code>${item === undefined ? '' : markup` ${item}`}</th>
    <td data-label="How">${GAP_WORDS[reason]}</td>
    <td data-label="So">${effect}</td>
    <td data-label="What was found">${detail}</td>
  </tr> `;

/** What is neither a pass nor a violation, and why. */
export function* renderUndecided(report: AuditReport, names: Names): Generator<Html> {
  const { unknowns, settling, gaps } = report;
  if (unknowns.length + settling.length + gaps.length === 0) {
    yield markup`<p class="note">
      Everything that was asked was decided, and nothing that was looked for went unseen.
    </p>`;
  }
  if (unknowns.length > 0) {
    yield markup`<div data-group="unknown">
      <h3 id="unknown">
        Unknown <span class="count">${unknowns.length.toLocaleString('en-US')}</span>
      </h3>
      <p class="note">Could not be decided from what was read. Never counted as a pass.</p>
      ${renderTable(['Subject', 'Check', 'Because', 'Settled by'], unknowns, (row) => unknownRow(row, names))}
    </div> `;
  }
  if (settling.length > 0) {
    yield markup`<div data-group="settling">
      <h3 id="settling">
        Settling <span class="count">${settling.length.toLocaleString('en-US')}</span>
      </h3>
      <p class="note">
        Too young to be called a violation: controllers may still be at work. A finding if it is
        still there then.
      </p>
      ${renderTable(['Subject', 'Check', 'Since', 'Until'], settling, (row) => settlingRow(row, names))}
    </div> `;
  }
  if (gaps.length > 0) {
    yield markup`<h3 id="gaps">
        Not seen <span class="count">${gaps.length.toLocaleString('en-US')}</span>
      </h3>
      <p class="note">
        Parts of the input that are missing or could not be read, and what cannot be decided without
        them.
      </p>
      ${renderTable(['Source', 'How', 'What follows', 'What was found'], gaps, gapRow)} `;
  }
}
