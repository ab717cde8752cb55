import { compareSeverity, type Severity } from '../../model/index.ts';
import type { AuditReport, PopulationRow } from '../document/index.ts';
import { message } from './message.ts';

export const LEVELS = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'note',
  info: 'note',
} as const satisfies Record<Severity, string>;

/** Scores as code scanning sorts them: 9 and more is critical, then 7, 4 and above 0. */
export const SCORES = {
  critical: '9.0',
  high: '7.0',
  medium: '4.0',
  low: '2.0',
  info: '0.0',
} as const satisfies Record<Severity, string>;

/** The first reference that is a page on the web. */
const helpOf = (references: readonly string[]): string | undefined =>
  references.find((reference) => /^https:\/\/[\w.-]+(?:\/[\w./#?&=%:-]*)?$/u.test(reference));

function rule(population: PopulationRow, severity: Severity): object {
  const { id, reference, title, references, severity: _, ...counts } = population;
  const helpUri = helpOf(references);
  return {
    id,
    name: reference,
    shortDescription: message(title),
    ...(helpUri === undefined ? {} : { helpUri }),
    help: message(title, ...references),
    defaultConfiguration: { level: LEVELS[severity] },
    properties: {
      tags: ['security', 'kubernetes', 'network'],
      'security-severity': SCORES[severity],
      population: counts,
    },
  };
}

/** Checks that ran, then those that something is told of all the same; each with the worst that it says now. */
export interface Rules {
  readonly rules: readonly object[];
  readonly indexOf: (check: string) => number;
}

export function rulesOf(report: AuditReport): Rules {
  const worst = new Map<string, Severity>();
  for (const { check, severity, state } of report.findings) {
    if (state === 'resolved') continue;
    const known = worst.get(check);
    if (known === undefined || compareSeverity(severity, known) > 0) worst.set(check, severity);
  }
  const severityOf = ({ id, severity }: PopulationRow): Severity => {
    const said = worst.get(id) ?? severity;
    return compareSeverity(said, severity) > 0 ? said : severity;
  };
  const ran = report.checks.map((row) => ({ id: row.id, rule: rule(row, severityOf(row)) }));
  const known = new Set(ran.map(({ id }) => id));
  const told = [...report.findings, ...report.unknowns, ...report.settling];
  const others = [...new Set(told.map(({ check }) => check))]
    .filter((id) => !known.has(id))
    .map((id) => ({ id, rule: { id } }));
  const all = [...ran, ...others];
  const indexes = new Map(all.map(({ id }, index) => [id, index]));
  return {
    rules: all.map((one) => one.rule),
    indexOf: (check) => indexes.get(check) ?? -1,
  };
}
