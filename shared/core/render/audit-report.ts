import {
  compareSubjects,
  compareText,
  type DocumentPlace,
  type EpochMs,
  type Finding,
  type Gap,
  type Input,
  type Population,
  SEVERITIES,
  type Settling,
  type Severity,
  type Subject,
  SUBJECT_FIELDS,
  type Undecided,
} from '../model/index.ts';
import {
  type AuditReport,
  type AuditSummary,
  type ClusterHead,
  type ConfigurationRow,
  coverageOf,
  type DocumentRow,
  type FindingRow,
  type InputRow,
  type PopulationRow,
  type SettlingRow,
  toIso,
  type UnknownRow,
} from './document/index.ts';
import { envelope } from './envelope.ts';

/** What is said of a check that ran. */
export type CheckHead = Pick<
  PopulationRow,
  'id' | 'reference' | 'title' | 'severity' | 'references'
>;

/** What an audit found, before it is put into words. Lists may come in any order. */
export interface AuditFacts {
  readonly takenAt: number;
  readonly clusters: readonly ClusterHead[];
  readonly gaps: readonly Gap[];
  readonly findings: readonly Finding[];
  readonly undecided: readonly Undecided[];
  readonly settling: readonly Settling[];
  /** One row for each check that ran, in any cluster. */
  readonly populations: readonly (Population & {
    readonly check: CheckHead;
  })[];
  /** The check of each violation that settles, whether or not it is listed: it counts as no violation yet. */
  readonly waiting: readonly string[];
  readonly inputs: readonly Input[];
  readonly configuration: ConfigurationRow;
  readonly documents: readonly DocumentFacts[];
  readonly version: string;
}

/** A document with what has become of it. */
export interface DocumentFacts extends Pick<
  DocumentRow,
  'kind' | 'name' | 'status' | 'matched' | 'idle'
> {
  readonly place: DocumentPlace;
  /** The first moment at which it no longer holds; null: never. */
  readonly expiresAt: EpochMs | null;
}

/** The fields of a subject in the order of its kind, so that equal subjects are equal text. */
function orderedSubject(subject: Subject): Subject {
  const fields: Readonly<Record<string, string>> = subject;
  const names = ['kind', 'cluster', ...SUBJECT_FIELDS[subject.kind]];
  const ordered = Object.fromEntries(names.map((name) => [name, fields[name]]));
  return { ...subject, ...ordered };
}

const byCheckAndSubject = (
  a: { readonly check: string; readonly subject: Subject },
  b: { readonly check: string; readonly subject: Subject },
): number => compareText(a.check, b.check) || compareSubjects(a.subject, b.subject);

function findingRow(finding: Finding): FindingRow {
  const { violation, attribution } = finding;
  return {
    id: finding.id,
    check: violation.check,
    severity: violation.severity,
    title: violation.title,
    verdict: 'violation',
    state: finding.state,
    resolution: finding.resolution,
    subject: orderedSubject(violation.subject),
    causes: violation.causes,
    message: violation.message,
    expected: violation.expected,
    observed: violation.observed,
    evidence: violation.evidence,
    fix: violation.fix,
    attribution:
      attribution === null
        ? null
        : {
            actor: attribution.actor,
            event: attribution.event,
            at: attribution.at === null ? null : toIso(attribution.at),
          },
    firstSeen: toIso(finding.firstSeen),
    lastSeen: toIso(finding.lastSeen),
    suppressedBy: finding.suppressedBy,
  };
}

const unknownRow = (one: Undecided): UnknownRow => ({
  check: one.check,
  subject: orderedSubject(one.subject),
  reasons: one.reasons,
  missing: one.missing,
});

const settlingRow = ({ violation, since, until }: Settling): SettlingRow => ({
  check: violation.check,
  subject: orderedSubject(violation.subject),
  since: toIso(since),
  until: toIso(until),
});

const inputRow = (input: Input): InputRow => ({
  source: input.source,
  sha256: input.sha256,
  readAt: input.readAt === null ? null : toIso(input.readAt),
  items: input.items,
  complete: input.complete,
});

type Populated = AuditFacts['populations'][number];

/** The population of a check over all clusters; what settles is a violation that does not count yet. */
function populationRows(
  populations: readonly Populated[],
  settling: readonly string[],
): readonly PopulationRow[] {
  const heads = new Map(populations.map(({ check }) => [check.id, check]));
  const rowsOf = Map.groupBy(populations, ({ check }) => check.id);
  return [...heads.values()]
    .toSorted((a, b) => compareText(a.id, b.id))
    .map(({ id, reference, title, severity, references }) => {
      const rows = rowsOf.get(id) ?? [];
      const sum = (field: keyof Population): number =>
        rows.reduce((total, row) => total + row[field], 0);
      const waiting = settling.filter((one) => one === id).length;
      return {
        id,
        reference,
        judged: sum('judged') - waiting,
        compliant: sum('compliant'),
        violations: sum('violations') - waiting,
        unknown: sum('unknown'),
        settling: waiting,
        notApplicable: sum('notApplicable'),
        title,
        severity,
        references,
      };
    });
}

function summarise(facts: AuditFacts): AuditSummary {
  const open = facts.findings.filter(
    (one) => one.state !== 'resolved' && one.suppressedBy === null,
  );
  const inState = (state: Finding['state']): number =>
    facts.findings.filter((one) => one.state === state).length;
  const severities = Map.groupBy(open, (one) => one.violation.severity);
  const checks = [...Map.groupBy(open, (one) => one.violation.check)];
  return {
    bySeverity: bySeverity((severity) => severities.get(severity)?.length ?? 0),
    byCheck: Object.fromEntries(
      checks.toSorted(([a], [b]) => compareText(a, b)).map(([check, all]) => [check, all.length]),
    ),
    raised: inState('raised'),
    changed: inState('changed'),
    persisting: inState('persisting'),
    resolved: inState('resolved'),
    held: inState('held'),
    suppressed: facts.findings.filter((one) => one.suppressedBy !== null).length,
    unknown: facts.undecided.length,
    settling: facts.settling.length,
  };
}

function bySeverity(count: (severity: Severity) => number): AuditSummary['bySeverity'] {
  const [info, low, medium, high, critical] = SEVERITIES;
  return {
    [info]: count(info),
    [low]: count(low),
    [medium]: count(medium),
    [high]: count(high),
    [critical]: count(critical),
  };
}

const configurationRow = (given: ConfigurationRow): ConfigurationRow => ({
  stores: given.stores.toSorted(compareText),
  storesLeftOut: given.storesLeftOut.toSorted(compareText),
  checksOff: given.checksOff
    .toSorted((a, b) => compareText(a.id, b.id))
    .map(({ id, reference }) => ({ id, reference })),
  settings: given.settings.map(({ name, value }) => ({ name, value })),
});

const DAY_LENGTH = '2027-01-31'.length;

const documentRow = ({ place, expiresAt, ...row }: DocumentFacts): DocumentRow => ({
  kind: row.kind,
  name: row.name,
  source: `${place.file}:${place.line}`,
  expires: expiresAt === null ? null : toIso(expiresAt - 1).slice(0, DAY_LENGTH),
  status: row.status,
  matched: row.matched,
  idle: row.idle,
});

const byDocument = (a: DocumentFacts, b: DocumentFacts): number =>
  compareText(a.kind, b.kind) ||
  compareText(a.name, b.name) ||
  compareText(a.place.file, b.place.file) ||
  a.place.line - b.place.line;

/** The report of one audit: sorted, with times as text, and with all that it rests on. */
export function toAuditReport(facts: AuditFacts): AuditReport {
  const checks = populationRows(facts.populations, facts.waiting);
  const total = (field: 'judged' | 'unknown' | 'settling'): number =>
    checks.reduce((sum, row) => sum + row[field], 0);
  const coverage = coverageOf(total('judged'), total('unknown'), total('settling'));
  return {
    ...envelope('AuditReport', facts.takenAt, facts.clusters, coverage, facts.gaps),
    summary: summarise(facts),
    findings: facts.findings.map(findingRow).toSorted((a, b) => compareText(a.id, b.id)),
    unknowns: facts.undecided.toSorted(byCheckAndSubject).map(unknownRow),
    settling: facts.settling.map(settlingRow).toSorted(byCheckAndSubject),
    checks,
    inputs: facts.inputs.toSorted((a, b) => compareText(a.source, b.source)).map(inputRow),
    configuration: configurationRow(facts.configuration),
    documents: facts.documents.toSorted(byDocument).map(documentRow),
    tool: { version: facts.version },
  };
}
