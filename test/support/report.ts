import type {
  AuditReport,
  ConfigurationRow,
  DocumentRow,
  FindingRow,
  GapRow,
  InputRow,
  PopulationRow,
  SettlingRow,
  UnknownRow,
} from '../../shared/core/render/index.ts';

export const CLUSTER_ARN = 'arn:aws:eks:eu-west-1:111122223333:cluster/shop';
export const STORE_ARN = 'arn:aws:rds:eu-west-1:111122223333:db:orders';
export const TAKEN_AT = '2026-11-20T16:00:00.000Z';

export const aFindingRow = (overrides: Partial<FindingRow> = {}): FindingRow => ({
  id: 'podfence/branch-eni-carries-declared-groups/00000000000000000000000000000001',
  check: 'branch-eni-carries-declared-groups',
  severity: 'high',
  title: 'A branch ENI carries exactly the security groups its policies declare',
  verdict: 'violation',
  state: 'raised',
  resolution: null,
  subject: {
    kind: 'workload',
    cluster: CLUSTER_ARN,
    namespace: 'checkout',
    name: 'Deployment/checkout',
  },
  causes: ['LABEL_DRIFT'],
  message: 'eni-0a1 of pod checkout/checkout-1 carries sg-0b2, which no policy declares.',
  expected: ['sg-0a1'],
  observed: ['sg-0a1', 'sg-0b2'],
  evidence: [
    { kind: 'pod', id: 'checkout/checkout-1', node: 'node-1', uid: null },
    { kind: 'interface', id: 'eni-0a1', type: 'branch', groups: ['sg-0a1', 'sg-0b2'] },
  ],
  fix: {
    summary: 'Replace the pods of Deployment/checkout.',
    commands: ['kubectl rollout restart deployment/checkout --namespace checkout'],
  },
  attribution: null,
  firstSeen: TAKEN_AT,
  lastSeen: TAKEN_AT,
  suppressedBy: null,
  ...overrides,
});

export const anUnknownRow = (overrides: Partial<UnknownRow> = {}): UnknownRow => ({
  check: 'intended-pods-reach-store',
  subject: {
    kind: 'workload-store',
    cluster: CLUSTER_ARN,
    namespace: 'orders',
    name: 'Deployment/orders',
    id: STORE_ARN,
  },
  reasons: ['nacl-unseen'],
  missing: ['ec2/describe-network-acls.json'],
  ...overrides,
});

export const aSettlingRow = (overrides: Partial<SettlingRow> = {}): SettlingRow => ({
  check: 'branch-eni-in-use-has-pod',
  subject: { kind: 'interfaces', cluster: CLUSTER_ARN, name: 'default', group: 'sg-0b2' },
  since: TAKEN_AT,
  until: '2026-11-20T16:15:00.000Z',
  ...overrides,
});

export const aPopulation = (overrides: Partial<PopulationRow> = {}): PopulationRow => ({
  id: 'branch-eni-carries-declared-groups',
  reference: 'C-01',
  judged: 3,
  compliant: 2,
  violations: 1,
  unknown: 0,
  settling: 0,
  notApplicable: 4,
  title: 'A branch ENI carries exactly the security groups its policies declare',
  severity: 'high',
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html'],
  ...overrides,
});

export const anInput = (overrides: Partial<InputRow> = {}): InputRow => ({
  source: 'k8s/pods.json',
  sha256: 'a'.repeat(64),
  readAt: TAKEN_AT,
  items: 7,
  complete: true,
  ...overrides,
});

export const aGap = (overrides: Partial<GapRow> = {}): GapRow => ({
  source: 'ec2/describe-network-acls.json',
  reason: 'missing',
  detail: 'the file is not in the snapshot',
  effect: 'Pairs in different subnets cannot be decided.',
  ...overrides,
});

export const aDocument = (overrides: Partial<DocumentRow> = {}): DocumentRow => ({
  kind: 'Suppression',
  name: 'until-friday',
  source: 'accepted.yaml:3',
  expires: '2026-12-31',
  status: 'active',
  matched: 1,
  idle: [],
  ...overrides,
});

export const aConfiguration = (overrides: Partial<ConfigurationRow> = {}): ConfigurationRow => ({
  stores: ['elasticache', 'rds'],
  storesLeftOut: [],
  checksOff: [],
  settings: [],
  ...overrides,
});

/** Green: one check, seven pods seen, nothing wrong and nothing unknown. */
export const aReport = (overrides: Partial<AuditReport> = {}): AuditReport => ({
  schemaVersion: 1,
  kind: 'AuditReport',
  takenAt: TAKEN_AT,
  clusters: [
    {
      arn: CLUSTER_ARN,
      name: 'shop',
      region: 'eu-west-1',
      accountId: '111122223333',
      enforcingMode: 'standard',
    },
  ],
  coverage: { judged: 3, unknown: 0, settling: 0, percent: 100 },
  gaps: [],
  summary: {
    bySeverity: { info: 0, low: 0, medium: 0, high: 0, critical: 0 },
    byCheck: {},
    raised: 0,
    changed: 0,
    persisting: 0,
    resolved: 0,
    held: 0,
    suppressed: 0,
    unknown: 0,
    settling: 0,
  },
  findings: [],
  unknowns: [],
  settling: [],
  checks: [aPopulation({ compliant: 3, violations: 0 })],
  inputs: [anInput()],
  configuration: aConfiguration(),
  documents: [],
  tool: { version: '1.2.3' },
  ...overrides,
});
