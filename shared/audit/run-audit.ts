import { computeAccess } from '../core/access/index.ts';
import { judge } from '../core/checks/index.ts';
import { compileEstate } from '../core/estate/index.ts';
import { reconcile, suppress } from '../core/findings/index.ts';
import type { EpochMs } from '../core/model/index.ts';
import type { AuditReport, ReachMatrix } from '../core/render/index.ts';
import { decodeSnapshot } from '../decode/index.ts';
import { type ExitFacts, exitFactsOf, reportOf } from './audit-outcome.ts';
import { type Configuration, NO_CONFIGURATION } from './configuration.ts';
import { configurationOf } from './decisions.ts';
import { refuseUnknownNames } from './filters.ts';
import { refuseUnjudgedChecks } from './list-checks.ts';
import { listReach } from './list-reach.ts';
import { EVERYTHING, type Narrowing } from './narrowing.ts';
import { type Ledger, toCommit } from './ledger.ts';
import { recall, refuseOlder, remember } from './recollection.ts';
import type { SnapshotSource } from './snapshot-source.ts';

export interface AuditRequest {
  readonly source: SnapshotSource;
  /** The clock; null for the time at which the snapshot was taken. */
  readonly now: EpochMs | null;
  /** Null: nothing is remembered, and every finding is raised. */
  readonly ledger: Ledger | null;
  /** Compare with the ledger, also an older snapshot than its newest, and write nothing. */
  readonly isReplay?: boolean;
  /** What of the outcome is reported. The audit itself is always whole. */
  readonly narrowing?: Narrowing;
  readonly configuration?: Configuration;
  readonly version: string;
  readonly onStage?: (stage: string) => void;
}

export interface AuditOutcome {
  readonly report: AuditReport;
  readonly exit: ExitFacts;
  /** The clock of the audit. */
  readonly now: EpochMs;
  /** What of the audit is reported. */
  readonly narrowing: Narrowing;
  /** Who reaches what, by workload and narrowed as the report is. Computed when asked for. */
  readonly matrix: () => ReachMatrix;
}

/**
 * One audit: snapshot → estate → judgement → delta → ledger. Rejects with a StaleAuditError for a snapshot that is older
 * than the ledger's newest, and with a QuestionError for a filter that nothing is named by or nothing judges; whatever is wrong with the input is a gap in the report.
 */
export async function runAudit(request: AuditRequest): Promise<AuditOutcome> {
  const { source, ledger, isReplay = false, narrowing = EVERYTHING, version } = request;
  const { settings, intents, suppressions } = request.configuration ?? NO_CONFIGURATION;
  const stage = request.onStage ?? (() => undefined);
  refuseUnjudgedChecks(narrowing.checks);

  stage('reading the snapshot');
  const snapshot = await decodeSnapshot(source);
  const now = request.now ?? snapshot.takenAt;
  const recollection = await recall(ledger, snapshot);
  if (!isReplay) refuseOlder(snapshot, recollection);

  stage('joining what was read');
  const estate = compileEstate(snapshot, { now, settings, intents });
  refuseUnknownNames(estate, narrowing.filters);

  stage('asking who reaches what');
  const access = computeAccess(estate);

  stage('judging');
  const { observedGenerations } = recollection;
  const judgement = judge(estate, access, { observedGenerations });
  const reconciled = reconcile({ judgement, ...recollection, now });
  const { storesLeftOut } = configurationOf(settings);
  const given = { judgement, suppressions, storesLeftOut, now };
  const { delta, uses } = suppress({ delta: reconciled, ...given });

  if (ledger !== null && !isReplay) {
    stage('writing the ledger');
    const policies = remember(snapshot, recollection);
    await ledger.commit(toCommit(snapshot.takenAt, judgement.clusters, delta, policies));
  }
  return {
    report: reportOf({ estate, judgement, delta, narrowing, uses, version }),
    exit: exitFactsOf({ judgement, delta, narrowing }),
    now,
    narrowing,
    matrix: () => listReach(estate, access, { filters: narrowing.filters }).document,
  };
}
