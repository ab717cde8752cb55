import { describe, expect, it } from '@jest/globals';
import type { Snapshot } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aNode, aPod, aPolicy, matchLabels, type PodOverrides } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { lost, truncated } from '../../support/snapshot.ts';

const ID = 'policy-targets-supported-pods';
const web = { kind: 'policy', cluster: MAIN, namespace: 'shop', name: 'web' } as const;
const NODES = 'k8s/nodes.json';

const judgeLab = (lab: Snapshot) => judgeSnapshot(lab).of(ID);
const judgeParts = (parts: LabParts) => judgeLab(aLab(parts));
const onHost = (pod: PodOverrides = {}) =>
  aNodePod({ name: 'host-1', hostNetwork: true, ips: ['10.0.1.10'], ...pod });

const nodeOf = (labels: Readonly<Record<string, string>>) => [
  aNode(),
  aNode({ name: 'node-2', instanceId: null, labels }),
];

describe('a policy matches no pod to which policies cannot apply', () => {
  it('is compliant for pods with a network of their own', () => {
    const judgement = judgeParts({
      branchPods: [aBranchPod()],
      pods: [
        aPod({ labels: { app: 'web', 'eks.amazonaws.com/fargate-profile': 'p' }, nodeName: 'f' }),
        onHost({ labels: { app: 'other' } }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(web)).toBe('compliant');
  });

  it('is violated in its example, and names workloads and why', () => {
    const { violations } = judgeLab(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab());
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]).toMatchObject({
      message:
        'Policy shop/web matches pods to which policies do not apply (shop/DaemonSet/agent on the network of its node): they keep the groups of their nodes.',
      observed: ['shop/DaemonSet/agent on the network of its node'],
      evidence: [
        { kind: 'policy', id: 'shop/web' },
        { kind: 'pod', id: 'shop/agent-1', because: 'on the network of its node' },
      ],
    });
  });

  it.each([
    ['on the network of its node', onHost(), [aNode()]],
    ['on Windows', aPod({ osSelectors: ['windows'] }), [aNode()]],
    ['on Windows', aPod({ nodeName: 'node-2' }), nodeOf({ 'kubernetes.io/os': 'windows' })],
    [
      'on a hybrid node',
      aPod({ nodeName: 'node-2' }),
      nodeOf({ 'eks.amazonaws.com/compute-type': 'hybrid' }),
    ],
  ])('is violated by a pod %s', (because, pod, nodes) => {
    const { violations } = judgeParts({ branchPods: [], pods: [pod], nodes });
    expect(violations.map(briefly)).toEqual(['policy shop web medium']);
    expect(violations[0]?.observed).toEqual([`shop/Deployment/web ${because}`]);
  });

  it('forgets pods that have ended, and waits for those that leave', () => {
    expect(judgeParts({ pods: [onHost({ phase: 'Failed' })] }).disposition(web)).toBe('compliant');
    const leaving = judgeParts({ pods: [onHost({ deletedAt: 1 })] });
    expect(leaving.violations).toEqual([]);
    expect(leaving.disposition(web)).toBe('not-judged');
  });

  it('counts a policy that matches no pod for neither', () => {
    const { population } = judgeParts({ branchPods: [] });
    expect(population).toEqual({
      judged: 0,
      compliant: 0,
      violations: 0,
      unknown: 0,
      notApplicable: 1,
    });
  });

  it('is unknown while the node of a pod was not seen, unless its own description decides', () => {
    const pods = [aNodePod()];
    const judgement = judgeParts({ branchPods: [], pods, cluster: { nodes: lost(NODES) } });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['policy shop web identity-unknown']);
    expect(judgement.undecided[0]?.missing).toEqual([NODES]);
    const host = judgeParts({ branchPods: [], pods: [onHost()], cluster: { nodes: lost(NODES) } });
    expect(host.violations).toHaveLength(1);
    const waiting = [aPod({ nodeName: null, phase: 'Pending', ips: [] })];
    expect(
      judgeParts({
        branchPods: [],
        pods: waiting,
        cluster: { nodes: lost(NODES) },
      }).disposition(web),
    ).toBe('compliant');
  });

  it('is unknown where the service account of such a pod decides and was not seen', () => {
    const policies = [
      aPolicy({ podSelector: null, serviceAccountSelector: matchLabels({ team: 'a' }) }),
    ];
    const cluster = { serviceAccounts: lost<never>('k8s/serviceaccounts.json') };
    const judgement = judgeParts({ branchPods: [], pods: [onHost()], policies, cluster });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'policy shop web service-accounts-unseen',
    ]);
    const fine = judgeParts({ branchPods: [], pods: [aNodePod()], policies, cluster });
    expect(fine.undecided).toEqual([]);
  });

  it('calls no policy compliant while pods may be missing, and tells those that it sees', () => {
    const cut = judgeParts({ cluster: { pods: truncated([aNodePod()], 'k8s/pods.json') } });
    expect(cut.disposition(web)).toBe('unknown');
    expect(cut.undecided.map(undecidedBriefly)).toEqual(['cluster pods-unseen']);
    const seen = judgeParts({ cluster: { pods: truncated([onHost()], 'k8s/pods.json') } });
    expect(seen.violations.map(briefly)).toEqual(['policy shop web medium']);
  });

  it('does not apply to policies that never do', () => {
    const inert = judgeParts({ pods: [onHost()], policies: [aPolicy({ groups: [] })] });
    expect(inert.disposition(web)).toBe('not-applicable');
  });
});
