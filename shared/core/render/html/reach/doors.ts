import type { Cell } from '../../document/index.ts';
import { printable } from '../../printable.ts';
import { counted, shortArn } from '../../table/words.ts';
import { LIMITS } from '../limits.ts';
import { type Html, markup } from '../markup.ts';
import { fill, type Room } from '../room.ts';
import type { Names } from '../subject.ts';
import { andMore, tableOf } from '../table.ts';
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
    data-cluster="${printable(cell.cluster)}"
    data-namespace="${printable(cell.namespace)}"
    data-store="${printable(cell.store)}"
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

const HEADS = ['Workload', 'Reach', 'Pods', 'As', 'Because of'];

function doorSection({ row, tally, cells, cellsLeftOut }: Door, names: Names, room: Room): Html {
  const worst = worstOf(tally);
  const { shown, left } = fill(cells, (cell) => cellRow(cell, names), room);
  const more = cellsLeftOut + left;
  return markup`<details class="door" open data-fold="door" data-group="door">
    <summary>
      <span class="pair ${worst ?? 'none'}" aria-hidden="true"
        >${worst === null ? '–' : CLASS_SHAPES[worst]}</span
      >
      <b>${printable(row.name)}:${row.port}</b> <small>${printable(row.engine)}</small>
      <span class="count">${tallySentence(tally)}</span>
    </summary>
    <p class="note">${MANAGED_WORDS.get(row.podManaged)} <code>${printable(row.store)}</code></p>
    ${shown.length === 0 ? '' : tableOf(HEADS, shown)}
    ${
      more === 0
        ? ''
        : markup`<p class="note more">
            and ${counted(more, 'row')} more, less worrying or alike;
            <code>podfence matrix</code> lists them all
          </p>`
    }
  </details> `;
}

function doorLine({ row, tally }: Door): Html {
  return markup`<tr data-row="reach" data-store="${printable(row.store)}">
    <th scope="row">${printable(row.name)}:${row.port}</th>
    <td>${tallySentence(tally)}</td>
  </tr> `;
}

function furtherDoors(doors: readonly Door[]): Html {
  if (doors.length === 0) return markup``;
  const { shown, left } = fill(doors, doorLine, { ...LIMITS.doorLines });
  return markup`<h4>Further stores (${doors.length})</h4>
    ${tableOf(['Store', 'Workloads'], shown)}${andMore(left, 'store')}`;
}

/** Store by store, by which rules; the most worrying first. */
export function* renderDoors({ doors }: ReachOverview, names: Names): Generator<Html> {
  const ordered = doors.toSorted((a, b) => compareTallies(a.tally, b.tally));
  const room: Room = { ...LIMITS.doorRows };
  for (const door of ordered.slice(0, LIMITS.doors)) yield doorSection(door, names, room);
  yield furtherDoors(ordered.slice(LIMITS.doors));
}
