import { describe, expect, it } from '@jest/globals';
import type { NetworkInterface } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly, workload } from '../../support/judged.ts';
import { aNode, podEni } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, anInterface, aPrimaryEni, aTrunkEni } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';

const ID = 'branch-eni-is-tagged';
const WEB = workload('Deployment/web');
const ORPHANS = { kind: 'interfaces', cluster: MAIN, name: 'default', group: 'sg-pods' } as const;

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab({ branchPods: [], ...parts })).of(ID);

const without = (eni: NetworkInterface, ...names: readonly string[]): NetworkInterface => ({
  ...eni,
  tags: new Map([...eni.tags].filter(([name]) => !names.includes(name))),
});

const OWNER = 'eks:eni:owner';
const CLUSTER = 'kubernetes.io/cluster/main';
const VLAN = 'vpcresources.k8s.aws/vlan-id';
const TRUNK = 'vpcresources.k8s.aws/trunk-eni-id';

const podWithout = (...names: readonly string[]) => {
  const { pod, eni } = aBranchPod({ name: 'web-1', ips: ['10.0.1.101'] }, { id: 'eni-1' });
  return { pod, eni: without(eni, ...names) };
};

const judgePodWithout = (...names: readonly string[]) =>
  judgeParts({ branchPods: [podWithout(...names)] });

const orphan = (overrides: Parameters<typeof aBranchEni>[0] = {}) =>
  without(aBranchEni({ id: 'eni-orphan', ...overrides }), VLAN);

describe('a branch ENI carries the controller’s tags', () => {
  it('is compliant when all are there, whatever they say, with a pod or without', () => {
    const judgement = judgeParts({
      branchPods: [podWithout()],
      interfaces: [aBranchEni({ tags: { [OWNER]: 'somebody' } })],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(WEB)).toBe('compliant');
    expect(judgement.disposition(ORPHANS)).toBe('compliant');
  });

  it('is violated in its example, at once', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['workload shop Deployment/web low']);
    expect(violations[0]?.message).toBe(
      `Without tags of the controller (${OWNER}, ${TRUNK}, ${VLAN}): eni-0web1 of shop/Deployment/web.`,
    );
    expect(violations[0]?.settling).toBeNull();
  });

  it.each([
    [OWNER, OWNER],
    [VLAN, VLAN],
    [TRUNK, TRUNK],
    [CLUSTER, 'kubernetes.io/cluster/NAME'],
  ])('is violated without %s', (tag, said) => {
    const [violation] = judgePodWithout(tag).violations;
    expect(violation?.expected).toEqual([said]);
    expect(violation?.evidence).toContainEqual(expect.objectContaining({ missing: [said] }));
  });

  it('is told under the workload that has the ENI or had it last, else under its node group and groups', () => {
    const ended = aNodePod({
      workload: 'Job/report',
      phase: 'Succeeded',
      podEni: podEni('eni-old', '10.0.1.198'),
    });
    const judgement = judgeParts({
      pods: [ended],
      interfaces: [orphan(), orphan({ id: 'eni-old' })],
    });
    expect(judgement.violations.map((one) => [briefly(one), ...one.observed])).toEqual([
      ['interfaces default sg-pods low', 'eni-orphan'],
      ['workload shop Job/report low', 'eni-old'],
    ]);
  });

  it('is told under every workload that claims the ENI', () => {
    const thief = aNodePod({
      workload: 'Deployment/thief',
      podEni: podEni('eni-1', '10.0.1.20'),
    });
    const judgement = judgeParts({ branchPods: [podWithout(VLAN)], pods: [thief] });
    expect(judgement.violations.map(briefly)).toEqual([
      'workload shop Deployment/thief low',
      'workload shop Deployment/web low',
    ]);
  });

  it('is not asked of interfaces of other clusters, of services and of nobody', () => {
    const judgement = judgeParts({
      interfaces: [
        orphan({ cluster: 'other' }),
        orphan({ id: 'eni-service', requesterManaged: true }),
        orphan({ id: 'eni-managed', operatorManaged: true }),
        anInterface({ interfaceType: 'branch' }),
        anInterface(),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
  });

  it('is not asked of an interface of a node that an annotation names', () => {
    const forged = aNodePod({ podEni: podEni('eni-primary-1', '10.0.1.20'), eniRequests: 1 });
    const judgement = judgeParts({ pods: [forged] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(WEB)).toBe('compliant');
  });

  it('is not asked of nodes of Auto Mode, whose tags are not published', () => {
    const auto = aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } });
    const judgement = judgeParts({ nodes: [auto], branchPods: [podWithout(VLAN)] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(WEB)).toBe('compliant');
  });
});

describe('half an input', () => {
  const INTERFACES = 'ec2/describe-network-interfaces.json';

  it('shows what lacks tags, and proves nobody compliant', () => {
    const cut = (pod: ReturnType<typeof podWithout>) =>
      judgeParts({
        branchPods: [pod],
        scope: { interfaces: truncated([aPrimaryEni(), aTrunkEni(), pod.eni], INTERFACES) },
      });
    expect(cut(podWithout(VLAN)).violations).toHaveLength(1);
    expect(cut(podWithout()).disposition(WEB)).toBe('unknown');
  });

  it('cannot tell whose an ENI is while pods or its node are missing', () => {
    const rows = (parts: LabParts) =>
      judgeParts({ interfaces: [orphan()], ...parts }).undecided.map(undecidedBriefly);
    expect(rows({ cluster: { pods: truncated([aNodePod()], 'k8s/pods.json') } })).toContain(
      'interfaces default sg-pods pods-unseen',
    );
    expect(rows({ cluster: { nodes: lost('k8s/nodes.json') } })).toEqual([
      'interfaces unknown sg-pods identity-unknown',
    ]);
  });

  it('tells what a visible pod has, though other pods are missing', () => {
    const pod = podWithout(VLAN);
    const judgement = judgeParts({
      branchPods: [pod],
      cluster: { pods: truncated([pod.pod], 'k8s/pods.json') },
    });
    expect(judgement.violations.map(briefly)).toEqual(['workload shop Deployment/web low']);
    expect(judgement.disposition(workload('Deployment/other'))).toBe('unknown');
  });
});
