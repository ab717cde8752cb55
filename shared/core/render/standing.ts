import { compareSubjects, compareText, SEVERITIES, subjectKey } from '../model/index.ts';
import type { AuditReport, FindingRow, UnknownRow } from './document/index.ts';

/** What a finding asks of its reader, in the order of reading. Only a failing one fails a run. */
export const STANDINGS = ['failing', 'held', 'informing', 'suppressed', 'resolved'] as const;
export type Standing = (typeof STANDINGS)[number];

export function standingOf({ state, severity, suppressedBy }: FindingRow): Standing {
  if (state === 'resolved') return 'resolved';
  if (suppressedBy !== null) return 'suppressed';
  if (state === 'held') return 'held';
  return severity === 'info' ? 'informing' : 'failing';
}

/** A finding as the formats tell it. */
export interface Told {
  readonly finding: FindingRow;
  readonly standing: Standing;
  /** The check's id in the reference catalogue; empty when it did not run. */
  readonly reference: string;
  /** Why a held finding cannot be judged now, when that was said of its very subject. */
  readonly undecided: UnknownRow | null;
}

export interface Reading {
  /** Worst first: by standing, severity, check and subject. */
  readonly findings: readonly Told[];
  /** Without those that a held finding tells already. */
  readonly unknowns: readonly UnknownRow[];
}

/** One text for one (check, subject): a check's slug has no space. */
const aboutKey = ({ check, subject }: Pick<UnknownRow, 'check' | 'subject'>): string =>
  `${check} ${subjectKey(subject)}`;

const compareTold = (a: Told, b: Told): number =>
  STANDINGS.indexOf(a.standing) - STANDINGS.indexOf(b.standing) ||
  SEVERITIES.indexOf(b.finding.severity) - SEVERITIES.indexOf(a.finding.severity) ||
  compareText(a.reference, b.reference) ||
  compareText(a.finding.check, b.finding.check) ||
  compareSubjects(a.finding.subject, b.finding.subject) ||
  compareText(a.finding.id, b.finding.id);

export function readReport(report: AuditReport): Reading {
  const references = new Map(report.checks.map(({ id, reference }) => [id, reference]));
  const unknowns = new Map(report.unknowns.map((row) => [aboutKey(row), row]));
  const findings = report.findings
    .map((finding) => {
      const standing = standingOf(finding);
      const undecided = standing === 'held' ? (unknowns.get(aboutKey(finding)) ?? null) : null;
      return { finding, standing, reference: references.get(finding.check) ?? '', undecided };
    })
    .toSorted(compareTold);
  const told = new Set(findings.map(({ undecided }) => undecided));
  return { findings, unknowns: report.unknowns.filter((row) => !told.has(row)) };
}
