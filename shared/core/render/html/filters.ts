import { compareText } from '../../model/index.ts';
import type { AuditReport, ReachMatrix } from '../document/index.ts';
import { printable } from '../printable.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';
import type { ReachOverview } from './reach/overview.ts';
import { fill } from './room.ts';
import { type Names, namespaceOf, storeOf } from './subject.ts';
import { WORST_FIRST } from './words.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** Nothing to choose where there is one value only. */
function select(name: string, title: string, choices: readonly Choice[]): Html {
  if (choices.length < 2) return markup``;
  const { shown } = fill(
    choices,
    ({ value, label }) => markup`<option value="${printable(value)}">${printable(label)}</option>`,
    { ...LIMITS.options },
  );
  return markup`<label
    >${title}
    <select name="${name}">
      <option value="">all</option>
      ${shown}
    </select></label
  > `;
}

const plain = (values: Iterable<string>): readonly Choice[] =>
  [...new Set(values)]
    .filter((value) => value !== '')
    .toSorted(compareText)
    .map((value) => ({ value, label: value }));

/** In the order given, only those that occur. */
const among = (order: readonly string[], values: readonly string[]): readonly Choice[] =>
  order.filter((one) => values.includes(one)).map((value) => ({ value, label: value }));

const STATES = ['raised', 'changed', 'persisting', 'held', 'suppressed', 'resolved'];

/** Hidden until the script is there to serve it: without one, everything is visible. */
export function renderFilters(
  report: AuditReport,
  matrix: ReachMatrix,
  overview: ReachOverview,
  names: Names,
): Html {
  const rows = [...report.findings, ...report.unknowns, ...report.settling];
  const stores = plain([
    ...rows.map(({ subject }) => storeOf(subject)),
    ...matrix.stores.map(({ store }) => store),
  ]).map(({ value }) => ({ value, label: names.store(value) }));
  const namespaces = [
    ...rows.map(({ subject }) => namespaceOf(subject)),
    ...overview.sources.map(({ namespace }) => namespace),
  ];
  const checks = plain(rows.map(({ check }) => check)).map(({ value }) => ({
    value,
    label: `${names.reference(value)} ${value}`,
  }));
  const clusters = report.clusters.map(({ arn, name }) => ({ value: arn, label: name }));
  const states = report.findings.map(({ state, suppressedBy }) =>
    suppressedBy === null ? state : 'suppressed',
  );
  const severities = report.findings.map(({ severity }) => severity);
  return markup`<form id="filters" role="search" aria-label="Filter this report" hidden>
    <label class="text"
      >Search
      <input
        type="search"
        name="text"
        autocomplete="off"
        spellcheck="false"
        placeholder="pod, group, rule, store …"
    /></label>
    ${select('severity', 'Severity', among(WORST_FIRST, severities))}
    ${select('state', 'State', among(STATES, states))} ${select('check', 'Check', checks)}
    ${select('cluster', 'Cluster', clusters)} ${select('namespace', 'Namespace', plain(namespaces))}
    ${select('store', 'Store', stores)}
    <div class="buttons">
      <button type="reset">Clear</button> <button type="button" data-unfold="open">Open all</button>
      <button type="button" data-unfold="close">Close all</button>
    </div>
    <p role="status" id="shown"></p>
  </form> `;
}
