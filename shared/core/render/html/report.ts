import type { EpochMs } from '../../model/index.ts';
import type { AuditReport, CheckRow, ReachMatrix } from '../document/index.ts';

/** All that one HTML report is made from. */
export interface HtmlReport {
  readonly report: AuditReport;
  /** By workload, narrowed as the report is. */
  readonly matrix: ReachMatrix;
  /** Every check that there is, for the titles of those that ran and the list of those that did not. */
  readonly catalogue: readonly CheckRow[];
  /** The clock of the audit. */
  readonly now: EpochMs;
  /** What the report was narrowed to, in words; empty: it holds everything. */
  readonly narrowedTo: readonly string[];
}
