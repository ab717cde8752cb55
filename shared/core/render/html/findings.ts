import type { AuditReport, FindingRow } from '../document/index.ts';
import { badge, renderFinding, renderFindingLine } from './finding.ts';
import { LIMITS } from './limits.ts';
import { type Html, markup } from './markup.ts';
import { inOrder, isOpen } from './order.ts';
import type { Names } from './subject.ts';
import { fill, type Room } from './room.ts';
import { andMore, renderTable, tableOf } from './table.ts';
import { SEVERITY_SHAPES, WORST_FIRST } from './words.ts';

interface Group {
  readonly id: string;
  readonly title: Html;
  readonly note: string;
  readonly findings: readonly FindingRow[];
}

/** By severity, what people accepted after it, what is closed last. */
function groupsOf(ordered: readonly FindingRow[]): readonly Group[] {
  const open = ordered.filter(isOpen);
  const groups = WORST_FIRST.map((severity): Group => ({
    id: severity,
    title: markup`<span class="shape ${severity}" aria-hidden="true"
        >${SEVERITY_SHAPES[severity]}</span
      >
      ${severity}`,
    note: '',
    findings: open.filter((one) => one.severity === severity),
  }));
  return [
    ...groups,
    {
      id: 'suppressed',
      title: markup`suppressed`,
      note: 'Somebody accepts these for a while, for a reason. They fail no run.',
      findings: ordered.filter((one) => one.state !== 'resolved' && one.suppressedBy !== null),
    },
    {
      id: 'resolved',
      title: markup`resolved`,
      note: 'Open in the last audit. This one saw that they are no more.',
      findings: ordered.filter(({ state }) => state === 'resolved'),
    },
  ].filter((group) => group.findings.length > 0);
}

/** What may still be shown of all groups: in full, and in a line each. */
interface Rooms {
  readonly full: Room;
  readonly lines: Room;
}

const LINE_HEADS = ['Severity', 'Subject', 'Check', 'State', 'First seen'];

function* renderGroup(group: Group, names: Names, rooms: Rooms): Generator<Html> {
  yield markup`<section data-group="findings" aria-labelledby="${group.id}">
    <h3 id="${group.id}">
      ${group.title} <span class="count">${group.findings.length.toLocaleString('en-US')}</span>
    </h3>
    ${group.note === '' ? '' : markup`<p class="note">${group.note}</p>`} `;
  // What is resolved wants nobody's hand: a line is enough.
  const inFull = group.id === 'resolved' ? [] : group.findings;
  const { shown } = fill(inFull, (one) => renderFinding(one, names), rooms.full);
  yield* shown;
  const others = group.findings.slice(shown.length);
  const lines = fill(others, (one) => renderFindingLine(one, names), rooms.lines);
  if (lines.shown.length > 0) yield tableOf(LINE_HEADS, lines.shown);
  yield andMore(lines.left, 'finding');
  yield markup`</section>
`;
}

/** With more open findings than these, a table of their kinds comes first. */
const FEW = 10;

/** Which checks speak, and how often: what a long list comes down to. */
function kindsTable(open: readonly FindingRow[], names: Names): Html {
  if (open.length <= FEW) return markup``;
  const kinds = [...Map.groupBy(open, ({ check }) => check)];
  return markup`<h3>By check</h3>
    ${renderTable(
      ['What does not hold', 'Findings', 'Worst'],
      kinds,
      ([check, findings]) =>
        markup`<tr data-row="kind" data-check="${check}">
          <th scope="row">
            <b>${names.reference(check)}</b>
            <a href="#findings" data-ask="check" data-value="${check}"
              >${names.check(check) || check}</a
            >
          </th>
          <td class="number" data-label="Findings">${findings.length.toLocaleString('en-US')}</td>
          <td data-label="Worst">${findings[0] === undefined ? '' : badge(findings[0].severity)}</td>
        </tr> `,
    )}`;
}

export function* renderFindings(report: AuditReport, names: Names): Generator<Html> {
  const ordered = inOrder(report, names);
  const rooms: Rooms = { full: { ...LIMITS.findings }, lines: { ...LIMITS.findingLines } };
  if (ordered.length === 0) yield markup`<p class="note">There are no findings.</p>`;
  yield kindsTable(ordered.filter(isOpen), names);
  for (const group of groupsOf(ordered)) yield* renderGroup(group, names, rooms);
}
