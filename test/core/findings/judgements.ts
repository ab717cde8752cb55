import {
  type CheckJudgement,
  type Disposition,
  type Finding,
  type Judgement,
  type Subject,
  subjectKey,
  type Violation,
} from '../../../shared/core/model/index.ts';
import { type Delta, findingsOf, type Sighting } from '../../../shared/core/findings/index.ts';

export const MINUTE = 60_000;
export const NOW = Date.UTC(2026, 0, 15, 12);
export const CLUSTER = 'arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop';
export const OTHER_CLUSTER = 'arn:aws:eks:us-west-2:444455556666:cluster/eks-workshop';

export const workload = (name = 'Deployment/catalog', cluster = CLUSTER): Subject => ({
  kind: 'workload',
  cluster,
  namespace: 'catalog',
  name,
});

export const aViolation = (overrides: Partial<Violation> = {}): Violation => ({
  check: 'branch-eni-carries-declared-groups',
  subject: workload(),
  severity: 'high',
  title: 'A branch ENI carries exactly the security groups its policies declare',
  message: 'eni-1 lacks sg-catalog.',
  causes: ['STALE_AFTER_POLICY_CHANGE'],
  expected: ['sg-catalog'],
  observed: ['sg-old'],
  evidence: [
    { kind: 'interface', id: 'eni-1' },
    { kind: 'policy', id: 'catalog/catalog-rds-access', generation: 2 },
  ],
  fix: { summary: 'Restart the workload.', commands: [] },
  settling: null,
  ...overrides,
});

type Said = Exclude<Disposition, 'violation'>;

/** One check's answer: the violations given, and `otherwise` (or what `said` names) for every other subject. */
export function aCheckJudgement(
  violations: readonly Violation[],
  otherwise: Said = 'compliant',
  about: Partial<Pick<CheckJudgement, 'check' | 'cluster'>> = {},
  said: ReadonlyMap<string, Said> = new Map(),
): CheckJudgement {
  const first = violations[0] ?? aViolation();
  const { check = first.check, cluster = first.subject.cluster } = about;
  const violated = new Set(violations.map(({ subject }) => subjectKey(subject)));
  return {
    check,
    reference: 'C-01',
    cluster,
    violations,
    undecided: [],
    population: { judged: 0, compliant: 0, violations: 0, unknown: 0, notApplicable: 0 },
    disposition(subject) {
      const key = subjectKey(subject);
      if (violated.has(key)) return 'violation';
      return subject.cluster === cluster ? (said.get(key) ?? otherwise) : 'not-judged';
    },
  };
}

export const aJudgement = (
  checks: readonly CheckJudgement[],
  overrides: Partial<Judgement> = {},
): Judgement => ({
  takenAt: NOW,
  clusters: [...new Set(checks.map(({ cluster }) => cluster))],
  checks,
  ...overrides,
});

/** What a ledger holds between two audits. */
export interface Stored {
  readonly open: readonly Finding[];
  readonly resolved: readonly Finding[];
  readonly sightings: readonly Sighting[];
}

export const NOTHING_STORED: Stored = { open: [], resolved: [], sightings: [] };

/** The ledger after a delta was committed. */
export function commit(stored: Stored, delta: Delta): Stored {
  const findings = new Map([...stored.open, ...stored.resolved].map((one) => [one.id, one]));
  for (const finding of findingsOf(delta)) findings.set(finding.id, finding);
  const sightings = new Map(stored.sightings.map((one) => [one.id, one]));
  for (const sighting of delta.sightings.record) sightings.set(sighting.id, sighting);
  for (const { id } of delta.sightings.forget) sightings.delete(id);
  return {
    open: [...findings.values()].filter(({ state }) => state !== 'resolved'),
    resolved: [...findings.values()].filter(({ state }) => state === 'resolved'),
    sightings: [...sightings.values()],
  };
}

export const summaryOf = (delta: Delta) => ({
  raised: delta.raised.length,
  changed: delta.changed.length,
  persisting: delta.persisting.length,
  resolved: delta.resolved.map(({ resolution }) => resolution),
  held: delta.held.length,
  settling: delta.settling.length,
});

export const NO_CHANGE = {
  raised: 0,
  changed: 0,
  persisting: 0,
  resolved: [],
  held: 0,
  settling: 0,
};
