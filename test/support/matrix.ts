import type { Cell, DoorRow, ReachMatrix } from '../../shared/core/render/index.ts';
import { CLUSTER_ARN, STORE_ARN, TAKEN_AT } from './report.ts';

/** A workload that reaches the store as it is meant to. */
export const aCell = (overrides: Partial<Cell> = {}): Cell =>
  ({
    cluster: CLUSTER_ARN,
    namespace: 'orders',
    workload: 'Deployment/orders',
    store: STORE_ARN,
    port: 5432,
    reach: 'reachable',
    partialBecause: [],
    pods: { reachable: 2, blocked: 0, unknown: 0 },
    intended: true,
    path: 'direct',
    through: null,
    via: 'branch',
    snat: false,
    egressRules: ['sgr-0e1'],
    ingressRules: ['sgr-0a1'],
    blockedBy: null,
    denials: [],
    unknown: [],
    ...overrides,
  }) as Cell;

export const aBlockedCell = (overrides: Partial<Cell> = {}): Cell =>
  aCell({
    reach: 'blocked',
    pods: { reachable: 0, blocked: 2, unknown: 0 },
    egressRules: [],
    ingressRules: [],
    blockedBy: 'ENI_SG_RULES_MISMATCH',
    denials: [{ code: 'ENI_SG_RULES_MISMATCH', direction: 'ingress', component: 'sg-0d1' }],
    ...overrides,
  });

export const anUnknownCell = (overrides: Partial<Cell> = {}): Cell =>
  aCell({
    reach: 'unknown',
    pods: { reachable: 0, blocked: 0, unknown: 2 },
    egressRules: [],
    ingressRules: [],
    unknown: ['nacl-unseen'],
    ...overrides,
  });

export const aDoor = (overrides: Partial<DoorRow> = {}): DoorRow => ({
  store: STORE_ARN,
  name: 'orders',
  engine: 'postgres',
  port: 5432,
  podManaged: true,
  ...overrides,
});

/** One store, reached by the one workload that is meant to. */
export const aMatrix = (overrides: Partial<ReachMatrix> = {}): ReachMatrix => ({
  schemaVersion: 1,
  kind: 'ReachMatrix',
  takenAt: TAKEN_AT,
  clusters: [],
  coverage: { judged: 1, unknown: 0, settling: 0, percent: 100 },
  gaps: [],
  by: 'workload',
  stores: [aDoor()],
  cells: [aCell()],
  ...overrides,
});
