import type { AuditReport } from '../document/index.ts';
import { heldSentence } from '../sentences.ts';
import type { Told } from '../standing.ts';
import { shortArn, spoken, subjectText } from '../table/index.ts';
import { folded, table } from './block.ts';
import { code, fenced, prose } from './text.ts';

const MAX_COMMAND_LENGTH = 1500;
const SHOWN_COMMANDS = 5;
const SHOWN_EVIDENCE = 12;
const MAX_FACTS_LENGTH = 8000;

function commandsOf({ fix }: Told['finding']): readonly string[] {
  // A command that is cut does something else than the whole one.
  const whole = fix.commands.filter(({ length }) => length <= MAX_COMMAND_LENGTH);
  const shown = whole.slice(0, SHOWN_COMMANDS);
  const left = fix.commands.length - shown.length;
  return [
    ...(shown.length === 0 ? [] : [fenced(shown, MAX_COMMAND_LENGTH)]),
    ...(left === 0 ? [] : [`${left} more in \`--format json\``]),
  ];
}

const list = (values: readonly string[]): string => values.join(', ');

function evidenceText({ evidence }: Told['finding']): string {
  const ids = evidence.slice(0, SHOWN_EVIDENCE).map(({ kind, id }) => `${kind} ${shortArn(id)}`);
  const left = evidence.length - ids.length;
  return list(ids) + (left > 0 ? ` and ${left} more` : '');
}

/** What one looks up when the sentence does not do. */
function factsOf({ finding }: Told): string {
  const { causes, expected, observed, attribution, state, firstSeen, id } = finding;
  const rows: readonly (readonly [string, string])[] = [
    ['cause', list(causes)],
    ['expected', list(expected)],
    ['observed', list(observed)],
    ['evidence', evidenceText(finding)],
    ['by', attribution === null ? '' : `${attribution.event} of ${attribution.actor}`],
    ['state', `${state}, first seen ${spoken(firstSeen)}`],
    ['finding', id],
  ];
  return table(
    ['', ''],
    rows.filter(([, text]) => text !== ''),
    MAX_FACTS_LENGTH,
  );
}

const head = ({ finding, reference }: Told, report: AuditReport): string =>
  `**${code(subjectText(finding.subject, report))}** ${prose(reference)}`.trimEnd();

/** A finding in one line, for where there is no room for more. */
export const findingLine = (told: Told, report: AuditReport): string =>
  `${head(told, report)} ${code(told.finding.check)}`;

/** What is wrong, and what to do about it; why one may believe it is folded away. */
export function findingBlock(told: Told, report: AuditReport): string {
  const { finding, standing, undecided } = told;
  const held = standing === 'held' ? `${heldSentence(undecided)} ` : '';
  const { summary } = finding.fix;
  return [
    head(told, report),
    prose(held + finding.message),
    ...(summary === '' ? [] : [`Fix: ${prose(summary)}`]),
    ...commandsOf(finding),
    folded('evidence', factsOf(told)),
  ].join('\n\n');
}
