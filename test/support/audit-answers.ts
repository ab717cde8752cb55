import {
  type Ledger,
  listPods,
  listReach,
  runAudit,
  type SnapshotSource,
} from '../../shared/audit/index.ts';
import { computeAccess } from '../../shared/core/access/index.ts';
import { judge } from '../../shared/core/checks/index.ts';
import { compileEstate, type Estate } from '../../shared/core/estate/index.ts';
import type {
  DataStoreAccess,
  EpochMs,
  Judgement,
  Snapshot,
} from '../../shared/core/model/index.ts';
import type {
  AuditReport,
  Cell,
  PodList,
  PodRow,
  ReachMatrix,
} from '../../shared/core/render/index.ts';
import { decodeSnapshot } from '../../shared/decode/index.ts';

/** Everything that podfence says of one snapshot. */
export interface Answers {
  readonly snapshot: Snapshot;
  readonly estate: Estate;
  readonly judgement: Judgement;
  readonly podList: PodList;
  readonly pods: readonly PodRow[];
  readonly isPodListUnknown: boolean;
  /** Every cell, by pod. */
  readonly matrix: ReachMatrix;
  readonly cells: readonly Cell[];
  readonly isMatrixUnknown: boolean;
}

export async function answersTo(
  source: SnapshotSource,
  now: EpochMs,
  intents: readonly DataStoreAccess[] = [],
): Promise<Answers> {
  const snapshot = await decodeSnapshot(source, { now });
  const estate = compileEstate(snapshot, { now, intents });
  const access = computeAccess(estate);
  const judgement = judge(estate, access);
  const podList = listPods(estate);
  const matrix = listReach(estate, access, { by: 'pod', all: true });
  return {
    snapshot,
    estate,
    judgement,
    podList: podList.document,
    pods: [...podList.document.pods],
    isPodListUnknown: podList.unknown,
    matrix: matrix.document,
    cells: [...matrix.document.cells],
    isMatrixUnknown: matrix.unknown,
  };
}

export async function reportOn(
  source: SnapshotSource,
  now: EpochMs | null,
  ledger: Ledger | null,
): Promise<AuditReport> {
  const { report } = await runAudit({ source, now, ledger, version: '0.0.0' });
  return report;
}
