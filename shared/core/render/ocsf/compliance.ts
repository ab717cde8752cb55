import type { AuditReport, PopulationRow } from '../document/index.ts';
import { shown } from './event.ts';
import { type Captioned, FAIL, NO_RESULT, PASS, SEVERITY_IDS, UNKNOWN } from './status.ts';

/** What a check says of a subject. */
export interface Verdict {
  readonly status: Captioned;
  readonly code?: string;
  readonly details: readonly string[];
}

export type Populations = ReadonlyMap<string, PopulationRow>;

export const populationsOf = ({ checks }: AuditReport): Populations =>
  new Map(checks.map((row) => [row.id, row]));

/** The check as the control that is evaluated. */
export function complianceOf(check: string, verdict: Verdict, populations: Populations): object {
  const { status, code, details } = verdict;
  const population = populations.get(check);
  return {
    control: population?.reference ?? check,
    ...(population === undefined ? {} : { desc: shown(population.title) }),
    standards: ['podfence'],
    requirements: [check],
    status_id: status.id,
    status: status.caption,
    ...(code === undefined ? {} : { status_code: code }),
    ...(details.length === 0 ? {} : { status_details: details.map(shown) }),
  };
}

/** Failed for at least one subject, without a result for at least one, or passed for all that it looked at. */
function outcomeOf({ violations, unknown, settling, compliant }: PopulationRow): Captioned {
  if (violations > 0) return FAIL;
  if (unknown > 0 || settling > 0) return NO_RESULT;
  return compliant > 0 ? PASS : UNKNOWN;
}

/** A check that ran, and how many subjects it looked at. */
export function checkObject(population: PopulationRow): object {
  const { id, reference, title, severity, references: _, ...counts } = population;
  const outcome = outcomeOf(population);
  const told = Object.entries(counts).map(([name, count]) => `${name} ${count}`);
  return {
    uid: id,
    name: shown(title),
    desc: `${reference}: ${told.join(', ')}`,
    severity_id: SEVERITY_IDS[severity].id,
    severity: SEVERITY_IDS[severity].caption,
    standards: ['podfence'],
    status_id: outcome.id,
    status: outcome.caption,
  };
}
