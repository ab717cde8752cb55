import { catalogue, type Check } from '../../shared/core/checks/index.ts';
import { subjectKindOf } from '../../shared/core/checks/contract/population.ts';
import type { Violation } from '../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from './check-examples.ts';
import { briefly, judgeSnapshot } from './judged.ts';

const list = (items: readonly string[]): string => items.map((item) => `- ${item}`).join('\n');

const code = (lines: readonly string[]): string =>
  lines.length === 0 ? '' : ['```', ...lines, '```'].join('\n');

const needsOf = ({ needs }: Check): string =>
  needs.length === 0
    ? 'It needs no part of the input.'
    : `It needs ${needs.join(', ')}: without any one of them every subject is unknown.`;

function example(violation: Violation): string {
  const { message, expected, observed, causes, fix } = violation;
  return [
    code([
      briefly(violation),
      message,
      `expected: ${expected.join(', ') || 'nothing'}`,
      `observed: ${observed.join(', ') || 'nothing'}`,
      ...(causes.length === 0 ? [] : [`cause: ${causes.join(', ')}`]),
    ]),
    fix.summary,
    code(fix.commands),
  ]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The page of a check, out of its metadata and its example, which is run. */
export function renderPage(check: Check): string {
  const shown = CHECK_EXAMPLES[check.id];
  if (shown === undefined) throw new Error(`${check.id} has no example`);
  const options = shown.settings === undefined ? {} : { settings: shown.settings };
  const [violation] = judgeSnapshot(shown.snapshot(), options).of(check.id).violations;
  if (violation === undefined) throw new Error(`the example of ${check.id} violates nothing`);
  const messages = Object.values(check.messages);
  const sections = [
    `# ${check.title}`,
    `\`${check.id}\` · ${check.reference} · ${check.severity} · over ${subjectKindOf(check.over)} · since ${check.since}`,
    '## What it says',
    list(messages.map(({ severity, text }) => `**${severity}**: ${text}`)),
    '## Why',
    check.rationale,
    '## When it is unknown',
    `${check.unknownWhen} ${needsOf(check)}`,
    '## Fix',
    check.remediation.summary,
    code(check.remediation.commands),
    '## Example',
    shown.says,
    example(violation),
    ...(check.references.length === 0 ? [] : ['## References', list(check.references)]),
  ];
  return `${sections.filter((section) => section !== '').join('\n\n')}\n`;
}

/** The index of all checks, written or planned. */
export function renderIndex(): string {
  const rows = catalogue().map(
    ({ id, reference, title, severity, subject, needs, status, reportsUnder }) => {
      const name = status === 'implemented' ? `[${id}](checks/${id}.md)` : id;
      const told = reportsUnder === null ? status : `${status}, told under ${reportsUnder}`;
      return `| ${[reference, name, title, severity, subject, needs.join(', '), told].join(' | ')} |`;
    },
  );
  return [
    '# Checks',
    '',
    'Each check says in its title what is true when it is compliant. A planned check has its id and is not judged yet.',
    '',
    '| reference | check | title | severity | subject | needs | status |',
    '| --- | --- | --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
