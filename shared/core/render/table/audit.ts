import {
  compareSubjects,
  compareText,
  SEVERITIES,
  type Severity,
  type Subject,
  SUBJECT_FIELDS,
} from '../../model/index.ts';
import type { AuditReport, AuditSummary, FindingRow } from '../document/index.ts';
import { SEVERITY_INKS } from './checks.ts';
import { configurationLines } from './configuration.ts';
import { documentLines } from './documents.ts';
import { grid } from './grid.ts';
import { type Ink, ink, labelled, line, type Screen, type Span, type Text } from './screen.ts';
import {
  clusterName,
  counted,
  coverageSpan,
  gapLines,
  headline,
  shortArn,
  spoken,
} from './words.ts';

const WORST_FIRST: readonly Severity[] = SEVERITIES.toReversed();

const STATE_INKS = {
  raised: 'alarm',
  changed: 'yellow',
  persisting: 'plain',
  held: 'yellow',
  resolved: 'green',
} as const satisfies Record<FindingRow['state'], Ink>;

/** `catalog Deployment/catalog db:eks-workshop-catalog`: the parts that tell a subject from others of its kind. */
export function subjectText(subject: Subject, report: Pick<AuditReport, 'clusters'>): string {
  const fields: Readonly<Record<string, string>> = subject;
  const parts = SUBJECT_FIELDS[subject.kind].map((name) => shortArn(fields[name] ?? ''));
  const isAlone = report.clusters.length === 1 && parts.length > 0;
  return [...(isAlone ? [] : [clusterName(report.clusters, subject.cluster)]), ...parts].join(' ');
}

/** What was found: the worst first, what needs nobody's hand last. */
export function* renderAudit(report: AuditReport, screen: Screen): Generator<string> {
  yield* headline(screen, 'Audit of security groups for pods', report);
  yield* configurationLines(screen, report.configuration);
  const open = report.findings.filter(
    (one) => one.state !== 'resolved' && one.suppressedBy === null,
  );
  const references = new Map(report.checks.map(({ id, reference }) => [id, reference]));
  for (const severity of WORST_FIRST) {
    const findings = open
      .filter((one) => one.severity === severity)
      .toSorted((a, b) => compareReading(a, b, references));
    if (findings.length === 0) continue;
    yield '\n';
    const title = `${severity.toUpperCase()} (${findings.length})`;
    yield line(screen, 0, ink(SEVERITY_INKS[severity], title));
    for (const finding of findings) yield* findingLines(finding, report, references, screen);
  }
  yield* suppressedLines(report, screen);
  yield* resolvedLines(report, screen);
  yield* settlingLines(report, screen);
  yield* unknownLines(report, screen);
  yield* documentLines(screen, report.documents);
  yield* gapLines(screen, report.gaps);
  yield '\n';
  yield* summaryLines(report, screen);
}

function stateText(finding: FindingRow): Span {
  const since = finding.state === 'raised' ? '' : ` since ${spoken(finding.firstSeen)}`;
  return ink(STATE_INKS[finding.state], `${finding.state}${since}`);
}

type References = ReadonlyMap<string, string>;

/** In the order of the catalogue, then by subject: ids are for programs. */
const compareReading = (a: FindingRow, b: FindingRow, references: References): number =>
  compareText(references.get(a.check) ?? a.check, references.get(b.check) ?? b.check) ||
  compareSubjects(a.subject, b.subject);

function* findingLines(
  finding: FindingRow,
  report: AuditReport,
  references: References,
  screen: Screen,
): Generator<string> {
  const subject = subjectText(finding.subject, report);
  yield line(
    screen,
    2,
    ink('bold', subject),
    ink('dim', `  ${references.get(finding.check) ?? ''} ${finding.check}  `),
    stateText(finding),
  );
  const rows: readonly (readonly [string, Text])[] = [
    ['', finding.message],
    ...(finding.causes.length === 0 ? [] : [['cause     ', finding.causes.join(', ')] as const]),
    ...(finding.expected.length === 0
      ? []
      : [['expected  ', finding.expected.join(', ')] as const]),
    ...(finding.observed.length === 0
      ? []
      : [['observed  ', finding.observed.join(', ')] as const]),
    ...evidenceRow(finding),
    ['fix       ', finding.fix.summary],
  ];
  for (const [label, text] of rows) yield labelled(screen, 4, ink('dim', label), text);
  // Not wrapped: a command is there to be copied.
  for (const command of finding.fix.commands) {
    yield line(screen, 14, ink('dim', '$ '), ink('cyan', command));
  }
}

/** Evidence by id: a person follows the ids, a program reads the fields. */
const SHOWN_EVIDENCE = 12;
function evidenceRow(finding: FindingRow): readonly (readonly [string, Text])[] {
  const ids = finding.evidence.map(({ kind, id }) => `${kind} ${shortArn(id)}`);
  const rest = ids.length - SHOWN_EVIDENCE;
  const shown = ids.slice(0, SHOWN_EVIDENCE).join(', ') + (rest > 0 ? ` and ${rest} more` : '');
  return shown === '' ? [] : [['evidence  ', shown]];
}

const SHOWN_SUPPRESSED = 20;

/** Accepted by somebody: they want no hand, and are not forgotten. */
function* suppressedLines(report: AuditReport, screen: Screen): Generator<string> {
  const suppressed = report.findings.filter((one) => one.suppressedBy !== null);
  if (suppressed.length === 0) return;
  yield '\n';
  yield line(
    screen,
    0,
    ink('dim', `SUPPRESSED (${suppressed.length})  accepted for a while; they fail no run`),
  );
  yield* grid(
    screen,
    2,
    ['SUBJECT', 'CHECK', 'SEVERITY', 'BY'],
    suppressed
      .slice(0, SHOWN_SUPPRESSED)
      .map((one) => [
        subjectText(one.subject, report),
        one.check,
        one.severity,
        one.suppressedBy ?? '',
      ]),
  );
  const rest = suppressed.length - SHOWN_SUPPRESSED;
  if (rest > 0) {
    yield line(
      screen,
      2,
      ink('dim', `and ${rest.toLocaleString('en-US')} more; --json lists them all`),
    );
  }
}

function* resolvedLines(report: AuditReport, screen: Screen): Generator<string> {
  const resolved = report.findings.filter((one) => one.state === 'resolved');
  if (resolved.length === 0) return;
  yield '\n';
  yield line(screen, 0, ink('green', `RESOLVED (${resolved.length})`));
  yield* grid(
    screen,
    2,
    ['SUBJECT', 'CHECK', 'BECAUSE', 'WAS'],
    resolved.map((one) => [
      subjectText(one.subject, report),
      one.check,
      one.resolution ?? '',
      `${one.severity} since ${spoken(one.firstSeen)}`,
    ]),
  );
}

function* settlingLines(report: AuditReport, screen: Screen): Generator<string> {
  if (report.settling.length === 0) return;
  yield '\n';
  yield line(
    screen,
    0,
    ink('cyan', `SETTLING (${report.settling.length})`),
    ink('dim', '  too young to be called a violation; a finding if it is still there then'),
  );
  yield* grid(
    screen,
    2,
    ['SUBJECT', 'CHECK', 'SINCE', 'UNTIL'],
    report.settling.map((one) => [
      subjectText(one.subject, report),
      one.check,
      spoken(one.since),
      spoken(one.until),
    ]),
  );
}

function* unknownLines(report: AuditReport, screen: Screen): Generator<string> {
  if (report.unknowns.length === 0) return;
  yield '\n';
  yield line(
    screen,
    0,
    ink('yellow', `UNKNOWN (${report.unknowns.length})`),
    ink('dim', '  could not be decided; never counted as a pass'),
  );
  yield* grid(
    screen,
    2,
    ['SUBJECT', 'CHECK', 'BECAUSE', 'WOULD BE SETTLED BY'],
    report.unknowns.map((one) => [
      subjectText(one.subject, report),
      one.check,
      one.reasons.join(', '),
      one.missing.join(', '),
    ]),
  );
}

const LIFE = ['raised', 'changed', 'persisting', 'held', 'resolved', 'suppressed'] as const;

/** The audit in two lines: how bad, and how sure. */
export function* summaryLines(
  { summary, coverage }: Pick<AuditReport, 'summary' | 'coverage'>,
  screen: Screen,
): Generator<string> {
  const open = WORST_FIRST.reduce((sum, severity) => sum + summary.bySeverity[severity], 0);
  const severities = WORST_FIRST.filter((severity) => summary.bySeverity[severity] > 0).map(
    (severity) => ink(SEVERITY_INKS[severity], `${summary.bySeverity[severity]} ${severity}`),
  );
  const head = ink(open === 0 ? 'green' : 'bold', counted(open, 'open finding'));
  yield line(
    screen,
    0,
    head,
    ...severities.flatMap((span, index) => [index === 0 ? ': ' : ', ', span]),
    ink('dim', lifeText(summary)),
  );
  yield line(screen, 0, coverageSpan(coverage));
}

function lifeText(summary: AuditSummary): string {
  const parts = LIFE.filter((state) => summary[state] > 0).map(
    (state) => `${summary[state]} ${state}`,
  );
  return parts.length === 0 ? '' : `  (${parts.join(', ')})`;
}
