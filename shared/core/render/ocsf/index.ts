import type { AuditReport } from '../document/index.ts';
import { toJson } from '../json.ts';
import { readReport } from '../standing.ts';
import { auditEvent } from './audit-event.ts';
import { populationsOf } from './compliance.ts';
import { type Context, findingEvent, settlingEvent, unknownEvent } from './subject-event.ts';

function* events(report: AuditReport): Generator<object> {
  const context: Context = { report, populations: populationsOf(report) };
  const { findings, unknowns } = readReport(report);
  for (const told of findings) yield findingEvent(told, context);
  for (const row of unknowns) yield unknownEvent(row, context);
  for (const row of report.settling) yield settlingEvent(row, context);
  yield auditEvent(report);
}

/**
 * OCSF 1.6.0, one Compliance Finding (class 2003) on a line: one for each finding, for each subject that could not be
 * decided and each that settles; then one for the audit, with its checks and inputs. Without the last the file is cut off.
 */
export function* renderOcsf(report: AuditReport): Generator<string> {
  for (const event of events(report)) yield `${toJson(event)}\n`;
}
