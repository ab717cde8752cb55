import type { AuditReport, DocumentRow, DocumentStatus } from '../document/index.ts';
import { listed } from '../table/words.ts';
import { type Html, markup } from './markup.ts';
import { renderTable } from './table.ts';

const STATUS_WORDS = {
  active: 'active',
  'expires-soon': 'expires soon',
  expired: 'expired',
  'matches-nothing': 'matches nothing',
  'not-judged': 'not judged',
} as const satisfies Record<DocumentStatus, string>;

const documentRow = (row: DocumentRow): Html =>
  markup`<tr>
    <th scope="row">
      ${row.name} <small>${row.kind} · ${row.source}</small>
    </th>
    <td data-label="Status" class="${row.status === 'active' ? '' : 'doubtful'}">
      ${STATUS_WORDS[row.status]}
    </td>
    <td data-label="Matches" class="number">${row.matched.toLocaleString('en-US')}</td>
    <td data-label="Last day">${row.expires ?? 'none'}</td>
    <td data-label="Parts that match nothing">${listed(row.idle)}</td>
  </tr> `;

type Configuration = AuditReport['configuration'];

/** What the configuration keeps out of the audit, in words; empty where nothing is. */
export const leftOut = ({ storesLeftOut, checksOff }: Configuration): readonly string[] => [
  ...storesLeftOut.map((service) => `stores of ${service}`),
  ...checksOff.map(({ id, reference }) => `check ${reference} ${id}`),
];

const MOST_SETTINGS = 100;

function settingsList({ settings }: Configuration): Html {
  if (settings.length === 0) return markup`<p class="note">Every option is as it comes.</p>`;
  const rest = settings.length - MOST_SETTINGS;
  return markup`<dl class="guide">
      ${settings.slice(0, MOST_SETTINGS).map(
        ({ name, value }) =>
          markup`<div>
            <dt>${name}</dt>
            <dd><code>${JSON.stringify(value) ?? ''}</code></dd>
          </div> `,
      )}
    </dl>
    ${rest > 0 ? markup`<p class="note">and ${rest} more in the JSON</p>` : ''}`;
}

/** What people decided: who may reach what, what is accepted for a while, and what was not looked at. */
export function* renderDecisions({ documents, configuration }: AuditReport): Generator<Html> {
  yield markup`<h3>Documents <span class="count">${documents.length}</span></h3> `;
  yield documents.length === 0
    ? markup`<p class="note">
        None was given: who is intended follows from the policies, and nothing is suppressed.
      </p> `
    : renderTable(
        ['Document', 'Status', 'Matches', 'Last day', 'Parts that match nothing'],
        documents,
        documentRow,
      );
  const parts = leftOut(configuration);
  yield markup`<h3>Configuration</h3>
    ${parts.length === 0 ? '' : markup`<p class="note">Left out: ${parts.join(', ')}.</p>`}
    ${settingsList(configuration)} `;
}
