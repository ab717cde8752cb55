import type { Evidence, Subject } from '../../model/index.ts';
import type { AuditReport, ConfigurationRow, FindingRow } from '../document/index.ts';
import { readReport } from '../standing.ts';
import { ENVELOPE_COLUMNS, gapRows, headRows } from './envelope-rows.ts';
import { type CsvRow, csvTable } from './table.ts';

const COLUMNS = [
  'record',
  'check',
  'reference',
  'severity',
  'state',
  'kind',
  'cluster',
  'namespace',
  'name',
  'store',
  'group',
  'rule',
  'message',
  'causes',
  'expected',
  'observed',
  'evidence',
  'fix',
  'commands',
  'reasons',
  'missing',
  'firstSeen',
  'lastSeen',
  'until',
  'resolution',
  'suppressedBy',
  'actor',
  'event',
  'at',
  'id',
  'title',
  ...ENVELOPE_COLUMNS,
  'compliant',
  'violations',
  'notApplicable',
  'sha256',
  'readAt',
  'items',
  'complete',
  'version',
  'value',
  'expires',
  'status',
  'matched',
  'idle',
] as const;

type Row = CsvRow<(typeof COLUMNS)[number]>;

function subjectCells(subject: Subject): Row {
  if (!('id' in subject)) return subject;
  const { id, ...cells } = subject;
  return { ...cells, store: id };
}

/** `interface eni-… (type branch, groups sg-… sg-…)`. */
function evidenceText({ kind, id, ...fields }: Evidence): string {
  const facts = Object.entries(fields)
    .filter(([, value]) => value !== null)
    .map(([name, value]) => `${name} ${Array.isArray(value) ? value.join(' ') : String(value)}`);
  return facts.length === 0 ? `${kind} ${id}` : `${kind} ${id} (${facts.join(', ')})`;
}

function findingRow(finding: FindingRow, reference: string): Row {
  const { subject, evidence, fix, attribution, verdict: _, ...cells } = finding;
  return {
    record: 'finding',
    ...cells,
    reference,
    ...subjectCells(subject),
    id: finding.id,
    evidence: evidence.map(evidenceText),
    fix: fix.summary,
    commands: fix.commands,
    ...attribution,
  };
}

/** What people decided: a green one rests on it. */
function* configurationRows(configuration: ConfigurationRow): Generator<Row> {
  const { storesLeftOut, checksOff, settings } = configuration;
  for (const name of storesLeftOut) yield { record: 'stores-left-out', name };
  for (const { id, reference } of checksOff) yield { record: 'check-off', check: id, reference };
  for (const { name, value } of settings) {
    yield { record: 'setting', name, value: JSON.stringify(value) };
  }
}

function* auditRows(report: AuditReport): Generator<Row> {
  const references = new Map(report.checks.map(({ id, reference }) => [id, reference]));
  for (const row of headRows(report)) {
    yield row.record === 'report' ? { ...row, version: report.tool.version } : row;
  }
  for (const { finding, reference } of readReport(report).findings) {
    yield findingRow(finding, reference);
  }
  for (const { check, subject, reasons, missing } of report.unknowns) {
    const reference = references.get(check) ?? '';
    yield { record: 'unknown', check, reference, ...subjectCells(subject), reasons, missing };
  }
  for (const { check, subject, since, until } of report.settling) {
    const reference = references.get(check) ?? '';
    yield {
      record: 'settling',
      check,
      reference,
      ...subjectCells(subject),
      firstSeen: since,
      until,
    };
  }
  for (const { id, references: _, ...population } of report.checks) {
    yield { record: 'check', check: id, ...population };
  }
  for (const input of report.inputs) yield { record: 'input', ...input };
  yield* configurationRows(report.configuration);
  for (const document of report.documents) yield { record: 'document', ...document };
  yield* gapRows(report);
}

/** One flat table: the column `record` says what a row tells. Findings are sorted, the worst first. */
export const renderAuditCsv = (report: AuditReport): Iterable<string> =>
  csvTable(COLUMNS, auditRows(report));
