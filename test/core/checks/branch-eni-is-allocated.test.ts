import { describe, expect, it } from '@jest/globals';
import { reconcile } from '../../../shared/core/findings/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { aNode, podEni, type PodOverrides } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, aWaitingPod, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { hoursAgo, minutesAgo, NOW } from '../../support/times.ts';

const ID = 'branch-eni-is-allocated';
const WEB = workload('Deployment/web');
const MINUTE = 60_000;

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab({ branchPods: [], ...parts })).of(ID);
const judgePod = (pod: PodOverrides) =>
  judgeParts({ pods: [aWaitingPod({ name: 'web-1', ...pod })] });

describe('a pod that requests a branch ENI gets one in time', () => {
  it('is compliant when it has one, whether it runs or starts', () => {
    expect(judgeParts({ branchPods: [aBranchPod()] }).disposition(WEB)).toBe('compliant');
    const annotated = judgePod({ podEni: podEni('eni-1', '10.0.1.90') });
    expect(annotated.violations).toEqual([]);
    expect(annotated.disposition(WEB)).toBe('compliant');
  });

  it('is violated in its example, proven by the time at which the pod got its node', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['workload shop Deployment/web medium UNKNOWN']);
    expect(violations[0]?.message).toBe(
      'Pod shop/web-1 waits on node node-1 for a branch ENI that it requests and has not got.',
    );
    expect(violations[0]?.settling).toEqual({ provenSince: hoursAgo(1), windowMs: 10 * MINUTE });
    expect(violations[0]?.fix.commands).toEqual(['kubectl describe pod web-1 --namespace shop']);
    expect(violations[0]?.evidence).toContainEqual({
      kind: 'node',
      id: 'node-1',
      trunk: 'eni-trunk-1',
      allocatable: 9,
    });
  });

  it('counts the time since the pod was scheduled, whatever its start says', () => {
    const judgement = judgePod({
      createdAt: hoursAgo(1),
      scheduledAt: minutesAgo(2),
      startedAt: null,
    });
    expect(judgement.violations[0]?.settling).toEqual({
      provenSince: minutesAgo(2),
      windowMs: 10 * MINUTE,
    });
    expect(judgePod({ scheduledAt: null }).violations[0]?.settling?.provenSince).toBeNull();
  });

  it('tells the pods that have waited long without those that have only come', () => {
    const pods = [
      aWaitingPod({ name: 'web-1', createdAt: minutesAgo(30) }),
      aWaitingPod({ name: 'web-2', createdAt: minutesAgo(20) }),
      aWaitingPod({ name: 'web-3', createdAt: minutesAgo(1) }),
    ];
    const [violation] = judgeParts({ pods }).violations;
    expect(violation?.message).toContain('(and 1 more pod of the workload)');
    expect(violation?.settling?.provenSince).toBe(minutesAgo(30));
    expect(violation?.fix.commands).toHaveLength(2);
  });

  it('is violated in half a list of pods, and never compliant by it', () => {
    const cut = (pod: PodOverrides) =>
      judgeParts({ cluster: { pods: truncated([aWaitingPod(pod)], 'k8s/pods.json') } });
    expect(cut({}).violations).toHaveLength(1);
    expect(cut({ podEni: podEni('eni-1', null) }).disposition(WEB)).toBe('unknown');
  });

  it('waits with pods that have no node yet, and with those that leave', () => {
    expect(judgePod({ nodeName: null, scheduledAt: null }).disposition(WEB)).toBe('not-judged');
    expect(judgePod({ deletedAt: minutesAgo(1) }).disposition(WEB)).toBe('not-judged');
  });

  it('has nothing to ask of pods that request none, and leaves to others what a pod runs with', () => {
    expect(judgePod({ eniRequests: 0 }).disposition(WEB)).toBe('compliant');
    const running = judgeParts({ pods: [aNodePod({ eniRequests: 1 })] });
    expect(running.violations).toEqual([]);
    expect(running.population).toMatchObject({ compliant: 0, violations: 0, unknown: 0 });
    expect(running.disposition(WEB)).toBe('compliant');
  });

  it('does not apply to pods that have ended, or that are of another class', () => {
    expect(judgePod({ phase: 'Failed' }).disposition(WEB)).toBe('not-applicable');
    expect(judgePod({ hostNetwork: true }).disposition(WEB)).toBe('not-applicable');
    expect(judgePod({ osSelectors: ['windows'] }).disposition(WEB)).toBe('not-applicable');
  });

  it('is unknown in an unknown phase, and on nodes that are or may be of Auto Mode', () => {
    const rows = (judgement: ReturnType<typeof judgeParts>) =>
      judgement.undecided.map(undecidedBriefly);
    expect(rows(judgePod({ phase: 'Unknown' }))).toEqual([
      'workload shop Deployment/web identity-unknown',
    ]);
    const auto = aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } });
    expect(rows(judgeParts({ pods: [aWaitingPod()], nodes: [auto] }))).toEqual([
      'workload shop Deployment/web unsupported',
    ]);
    const unseen = judgeParts({
      pods: [aWaitingPod()],
      cluster: { nodes: lost('k8s/nodes.json'), cluster: lost('eks/describe-cluster.json') },
    });
    expect(rows(unseen)).toEqual(['workload shop Deployment/web unsupported']);
  });
});

describe('a pod that waits for its ENI', () => {
  const auditOf = (scheduledAt: number | null, now: number) => {
    const snapshot = aLab({ branchPods: [], pods: [aWaitingPod({ name: 'web-1', scheduledAt })] });
    const { judgement } = judgeSnapshot(snapshot, { only: new Set([ID]) });
    return { judgement, open: [], resolved: [], now };
  };

  it('is a finding at once when its own times prove ten minutes, with a ledger or without', () => {
    const delta = reconcile({ ...auditOf(minutesAgo(10), NOW), sightings: [] });
    expect(delta.raised).toHaveLength(1);
    expect(delta.settling).toEqual([]);
  });

  it('settles until then', () => {
    const delta = reconcile({ ...auditOf(minutesAgo(9), NOW), sightings: [] });
    expect(delta.raised).toEqual([]);
    expect(delta.settling.map(({ since, until }) => [since, until])).toEqual([
      [minutesAgo(9), NOW + MINUTE],
    ]);
  });

  it('needs a second sight, ten minutes later, when its times prove nothing', () => {
    const first = reconcile({ ...auditOf(null, NOW), sightings: [] });
    const { record } = first.sightings;
    expect(first.settling).toHaveLength(1);
    const again = (minutes: number, sightings: typeof record) =>
      reconcile({ ...auditOf(null, NOW + minutes * MINUTE), sightings });
    expect(again(9, record).raised).toEqual([]);
    expect(again(10, record).raised).toHaveLength(1);
    expect(again(10, []).raised).toEqual([]);
  });
});
