import type { Cell } from '../../document/index.ts';
import { counted, shortArn } from '../../table/words.ts';
import { LIMITS } from '../limits.ts';
import { type Html, markup } from '../markup.ts';
import type { Names } from '../subject.ts';
import { REASON_WORDS } from '../words.ts';
import type { Door, ReachOverview } from './overview.ts';
import { CLASS_SHAPES, CLASS_WORDS, classOfCell, PAIR_CLASSES } from './pair-class.ts';
import { compareTallies, type Tally, worstOf } from './tally.ts';

const MOST_RULES = 8;

function ids(values: readonly string[]): Html {
  const rest = values.length - MOST_RULES;
  return markup`${values.slice(0, MOST_RULES).map((id, index) => markup`${index === 0 ? '' : ', '}<code>${id}</code>`)}${rest > 0 ? ` and ${rest} more` : ''}`;
}

function because(cell: Cell): Html {
  if (cell.unknown.length > 0) {
    return markup`${cell.unknown.map((reason) => REASON_WORDS[reason]).join('; ')}`;
  }
  if (cell.reach === 'blocked') {
    return markup`${cell.denials
      .slice(0, MOST_RULES)
      .map(
        ({ code, component }, index) =>
          markup`${index === 0 ? '' : '; '}${code} <code>${component}</code>`,
      )}`;
  }
  const parts = [
    cell.egressRules.length > 0 ? markup`out by ${ids(cell.egressRules)}` : '',
    cell.ingressRules.length > 0 ? markup`in by ${ids(cell.ingressRules)}` : '',
  ].filter((part) => part !== '');
  return markup`${parts.map((part, index) => markup`${index === 0 ? '' : ', '}${part}`)}`;
}

function podsOf({ pods, partialBecause }: Cell): string {
  if (pods === undefined) return '';
  const parts = [
    pods.reachable > 0 ? `${pods.reachable.toLocaleString('en-US')} in` : '',
    pods.blocked > 0 ? `${pods.blocked.toLocaleString('en-US')} out` : '',
    pods.unknown > 0 ? `${pods.unknown.toLocaleString('en-US')} not known` : '',
  ].filter((part) => part !== '');
  const partial = partialBecause.map((one) => one.replace('-', ' '));
  return [parts.join(', '), ...partial].join('; ');
}

function cellRow(cell: Cell, names: Names): Html {
  const found = classOfCell(cell) ?? 'unknown';
  const cluster = names.cluster(cell.cluster);
  const way = cell.through === null ? '' : ` through ${shortArn(cell.through)}`;
  return markup`<tr
    data-row="reach"
    data-cluster="${cell.cluster}"
    data-namespace="${cell.namespace}"
    data-store="${cell.store}"
  >
    <th scope="row">
      <span class="who">${cell.workload ?? cell.pod}</span>
      <small>${cluster === null ? '' : `${cluster} / `}${cell.namespace}</small>
    </th>
    <td data-label="Reach">
      <span class="pair ${found}"
        ><span aria-hidden="true">${CLASS_SHAPES[found]}</span> ${CLASS_WORDS[found]}</span
      >
    </td>
    <td data-label="Pods">${podsOf(cell)}</td>
    <td data-label="As">${cell.via}${cell.snat ? ', translated by the node' : ''}${way}</td>
    <td data-label="Because">${because(cell)}</td>
  </tr> `;
}

const MANAGED_WORDS = new Map<boolean | null, string>([
  [true, 'It admits groups that pods wear: who is intended follows from the policies.'],
  [false, 'It admits no group that a policy gives: no pod is intended by a policy.'],
  [null, 'Whether it admits groups of pods was not decided.'],
]);

export function tallySentence(tally: Tally): string {
  const parts = PAIR_CLASSES.filter((one) => tally[one] > 0).map(
    (one) => `${tally[one].toLocaleString('en-US')} ${CLASS_WORDS[one]}`,
  );
  return parts.length === 0
    ? 'no pod that was looked at reaches it, or is meant to'
    : parts.join(' · ');
}

function doorSection({ row, tally, cells, cellsLeftOut }: Door, names: Names): Html {
  const worst = worstOf(tally);
  const table = markup`<table class="rows reach">
    <thead>
      <tr>
        <th scope="col">Workload</th>
        <th scope="col">Reach</th>
        <th scope="col">Pods</th>
        <th scope="col">As</th>
        <th scope="col">Because of</th>
      </tr>
    </thead>
    <tbody>
      ${cells.map((cell) => cellRow(cell, names))}
    </tbody>
  </table>`;
  return markup`<details class="door" open data-fold="door" data-group="door">
    <summary>
      <span class="pair ${worst ?? 'none'}" aria-hidden="true"
        >${worst === null ? '–' : CLASS_SHAPES[worst]}</span
      >
      <b>${row.name}:${row.port}</b> <small>${row.engine}</small>
      <span class="count">${tallySentence(tally)}</span>
    </summary>
    <p class="note">${MANAGED_WORDS.get(row.podManaged)} <code>${row.store}</code></p>
    ${cells.length === 0 ? '' : table}
    ${cellsLeftOut === 0 ? '' : markup`<p class="note more">and ${counted(cellsLeftOut, 'row')} more, less worrying or alike; <code>podfence matrix --store ${row.name}</code> lists them all</p>`}
  </details> `;
}

function doorLine({ row, tally }: Door): Html {
  return markup`<tr data-row="reach" data-store="${row.store}">
    <th scope="row">${row.name}:${row.port}</th>
    <td>${tallySentence(tally)}</td>
  </tr> `;
}

function furtherDoors(doors: readonly Door[]): Html {
  if (doors.length === 0) return markup``;
  const rest = doors.length - LIMITS.doorLines;
  return markup`<h4>Further stores (${doors.length})</h4>
    <table class="rows">
      <thead>
        <tr>
          <th scope="col">Store</th>
          <th scope="col">Workloads</th>
        </tr>
      </thead>
      <tbody>
        ${doors.slice(0, LIMITS.doorLines).map(doorLine)}
      </tbody>
    </table>
    ${rest > 0 ? markup`<p class="note more">and ${counted(rest, 'store')} more, none of them more worrying than these</p>` : ''}`;
}

/** Store by store, by which rules; the most worrying first. */
export function* renderDoors({ doors }: ReachOverview, names: Names): Generator<Html> {
  const ordered = doors.toSorted((a, b) => compareTallies(a.tally, b.tally));
  for (const door of ordered.slice(0, LIMITS.doors)) yield doorSection(door, names);
  yield furtherDoors(ordered.slice(LIMITS.doors));
}
