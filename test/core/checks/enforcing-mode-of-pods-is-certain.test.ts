import { describe, expect, it } from '@jest/globals';
import { type Pod } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aNode, cniEnvironment, podEni, type PodOverrides } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { cniWith, history, withAgents } from '../../support/platform.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { hoursAgo, NOW } from '../../support/times.ts';

const ID = 'enforcing-mode-of-pods-is-certain';
const CLUSTER = { kind: 'cluster', cluster: MAIN } as const;

const STRICT = { ENABLE_POD_ENI: 'true' } as const;
const STANDARD = { ...STRICT, POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' } as const;

/** Changed twenty hours ago. */
const CHANGED = { cniRevisions: history([hoursAgo(300), STRICT], [hoursAgo(20), STANDARD]) };
const UNCHANGED = { cniRevisions: history([hoursAgo(300), STANDARD], [hoursAgo(20), STANDARD]) };

const old = (overrides: PodOverrides = {}) =>
  aBranchPod({ name: 'web-1', createdAt: hoursAgo(72), startedAt: hoursAgo(72), ...overrides });

/** aws-node started twenty hours ago, in standard mode. */
function judgeParts(parts: LabParts, agent: Partial<Pod> = {}) {
  const lab = aLab({
    branchPods: [old()],
    cni: cniEnvironment(STANDARD),
    ...parts,
    cluster: { ...CHANGED, ...parts.cluster },
  });
  return judgeSnapshot(withAgents(lab, { startedAt: hoursAgo(20), ...agent })).of(ID);
}
const verdict = (parts: LabParts): string => judgeParts(parts).disposition(CLUSTER);
const undecided = (...given: Parameters<typeof judgeParts>): readonly string[] =>
  judgeParts(...given).undecided.map(undecidedBriefly);

describe('the enforcing mode of pods is certain', () => {
  it('is violated in its example, and says what to replace', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['cluster low']);
    expect(violations[0]?.message).toBe(
      'The enforcing mode changed after these pods had started, and they keep the earlier one (1 in all): shop/web-1.',
    );
    expect(violations[0]).toMatchObject({
      expected: ['pods wired in standard mode, as their nodes run'],
      observed: ['wired in strict mode'],
      evidence: [{ kind: 'pod', id: 'shop/web-1', wiredIn: 'strict', nodeRuns: 'standard' }],
      fix: { commands: ['kubectl rollout restart deployment/web --namespace shop'] },
    });
  });

  it('is compliant for pods that are younger than the agent of their node', () => {
    const branchPods = [old({ startedAt: hoursAgo(20) }), old({ startedAt: hoursAgo(1) })];
    const judgement = judgeParts({ branchPods });
    expect(judgement.violations).toEqual([]);
    expect(judgement.population).toMatchObject({ judged: 1, compliant: 1, unknown: 0 });
  });

  it('is compliant where aws-node was restarted without a change of the mode', () => {
    expect(verdict({ cluster: UNCHANGED })).toBe('compliant');
  });

  it('counts past ten pods, and restarts each workload once', () => {
    const branchPods = Array.from({ length: 23 }, (_, index) => old({ name: `web-${index}` }));
    const [violation] = judgeParts({ branchPods }).violations;
    expect(violation?.message).toContain('(23 in all)');
    expect(violation?.evidence).toHaveLength(11);
    expect(violation?.fix.commands).toHaveLength(1);
  });

  it.each<[string, LabParts]>([
    ['without a branch ENI', { branchPods: [], pods: [aNodePod({ createdAt: hoursAgo(72) })] }],
    ['that have ended', { branchPods: [old({ phase: 'Succeeded' })] }],
    ['that leave', { branchPods: [old({ deletedAt: NOW })] }],
    ['that only start', { branchPods: [old({ phase: 'Pending' })] }],
    ['on the host network', { branchPods: [old({ hostNetwork: true })] }],
    ['of Auto Mode', { nodes: [aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } })] }],
  ])('says nothing of pods %s', (_what, parts) => {
    const judgement = judgeParts(parts);
    expect(judgement.disposition(CLUSTER)).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 0, notApplicable: 1 });
  });

  it('judges pods whose annotation cannot be read: they have one', () => {
    const pod = aNodePod({
      createdAt: hoursAgo(72),
      podEni: { state: 'malformed', detail: 'no JSON' },
    });
    expect(verdict({ branchPods: [], pods: [pod] })).toBe('violation');
  });

  it('needs neither nodes nor interfaces', () => {
    const parts: LabParts = {
      cluster: { nodes: lost('k8s/nodes.json') },
      scope: { interfaces: lost('ec2/describe-network-interfaces.json') },
    };
    expect(verdict(parts)).toBe('violation');
  });
});

describe('the enforcing mode of pods is unknown', () => {
  it.each([
    ['was not seen', { cniRevisions: lost<never>('k8s/controllerrevisions.json') }],
    ['is shorter than the life of the pod', { cniRevisions: history([hoursAgo(20), STANDARD, 9]) }],
  ])('where the history %s', (_what, cluster) => {
    expect(undecided({ cluster })).toEqual(['cluster mode-unknown']);
  });

  it('names what would settle it', () => {
    const cluster = { cniRevisions: lost<never>('k8s/controllerrevisions.json') };
    expect(judgeParts({ cluster }).undecided[0]?.missing).toEqual(['k8s/controllerrevisions.json']);
  });

  it('where the mode of the node cannot be resolved', () => {
    const mode = 'POD_SECURITY_GROUP_ENFORCING_MODE';
    const cni = cniWith(mode, { kind: 'unresolvable', detail: 'a secret' });
    expect(undecided({ cni })).toEqual(['cluster cni-config-unseen']);
  });

  it('where the start of the pod or of the agent is not known', () => {
    expect(undecided({ branchPods: [old({ startedAt: null })] })).toEqual(['cluster mode-unknown']);
    expect(undecided({}, { startedAt: null })).toEqual(['cluster mode-unknown']);
  });

  it('where aws-node does not run on the node at present', () => {
    const [pod] = [old().pod];
    const elsewhere = { ...pod, nodeName: 'node-9' };
    expect(undecided({ branchPods: [], pods: [elsewhere] })).toEqual(['cluster mode-unknown']);
  });

  it('of pods that were not seen, and violated by those that were', () => {
    const lab = aLab({ branchPods: [], pods: [] });
    const [agent] = lab.clusters[0]?.pods.items ?? [];
    const cut = (...pods: readonly Pod[]): LabParts => ({
      cluster: { pods: truncated(agent === undefined ? pods : [agent, ...pods], 'k8s/pods.json') },
    });
    expect(undecided(cut())).toEqual(['cluster pods-unseen']);
    const fresh = aNodePod({ podEni: podEni('eni-1', '10.0.1.77'), startedAt: hoursAgo(2) });
    expect(undecided(cut(fresh))).toEqual(['cluster pods-unseen']);
    expect(undecided({ cluster: { pods: lost('k8s/pods.json') } })).toEqual([
      'cluster pods-unseen',
    ]);
  });
});
