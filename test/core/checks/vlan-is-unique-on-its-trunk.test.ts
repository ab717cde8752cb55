import { describe, expect, it } from '@jest/globals';
import type { NetworkInterface } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aNode, podEni } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, aPrimaryEni, aTrunkEni } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { instanceId } from '../../support/identifiers.ts';

const ID = 'vlan-is-unique-on-its-trunk';
const INTERFACES = 'ec2/describe-network-interfaces.json';

const node = (name: string) => ({ kind: 'node', cluster: MAIN, name }) as const;
const NODE = node('node-1');

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab({ branchPods: [], ...parts })).of(ID);
const judgeEnis = (...interfaces: readonly NetworkInterface[]) => judgeParts({ interfaces });

const on = (vlan: number, overrides: Parameters<typeof aBranchEni>[0] = {}) =>
  aBranchEni({ vlan, ...overrides });

const without = (eni: NetworkInterface, ...names: readonly string[]): NetworkInterface => ({
  ...eni,
  tags: new Map([...eni.tags].filter(([name]) => !names.includes(name))),
});

const VLAN = 'vpcresources.k8s.aws/vlan-id';
const TRUNK = 'vpcresources.k8s.aws/trunk-eni-id';

describe('branch ENIs of one trunk have different VLANs', () => {
  it('is compliant when they have, with pods or without', () => {
    const judgement = judgeEnis(on(1), on(2), on(3));
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(NODE)).toBe('compliant');
    expect(judgement.population).toMatchObject({ judged: 1, compliant: 1, notApplicable: 0 });
  });

  it('is violated in its example, at once', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['node node-1 high']);
    expect(violations[0]?.message).toBe(
      'On node node-1, eni-0web1, eni-0web2 have VLAN 5 of trunk eni-trunk-1 in common: the packets of one may run through another.',
    );
    expect(violations[0]?.settling).toBeNull();
    expect(violations[0]?.evidence.map(({ kind, id }) => `${kind} ${id}`)).toEqual([
      'node node-1',
      'interface eni-0web1',
      'interface eni-0web2',
      'pod shop/web-1',
      'pod shop/web-2',
    ]);
  });

  it('tells all VLANs that are shared, in order', () => {
    const [violation] = judgeEnis(
      on(7, { id: 'eni-a' }),
      on(2, { id: 'eni-b' }),
      on(7, { id: 'eni-c' }),
      on(2, { id: 'eni-d' }),
      on(3),
    ).violations;
    expect(violation?.observed).toEqual([
      'VLAN 2 of eni-trunk-1: eni-b, eni-d',
      'VLAN 7 of eni-trunk-1: eni-a, eni-c',
    ]);
    expect(violation?.fix.commands).toEqual([
      'kubectl drain node-1 --ignore-daemonsets --delete-emptydir-data',
    ]);
  });

  it('counts interfaces in use only: those that are released may share with their successors', () => {
    const judgement = judgeEnis(on(1), on(1, { status: 'available' }));
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(NODE)).toBe('compliant');
  });

  it('lets interfaces of different trunks have one VLAN', () => {
    const second = 'i-00000000000000002';
    const judgement = judgeParts({
      nodes: [aNode(), aNode({ name: 'node-2', instanceId: instanceId(second) })],
      interfaces: [
        aTrunkEni({ id: 'eni-trunk-2', instance: second }),
        on(1),
        on(1, { tags: { [TRUNK]: 'eni-trunk-2' } }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(node('node-2'))).toBe('compliant');
  });

  it('has nothing to ask of nodes without branch ENIs, and does not apply to those of Auto Mode', () => {
    expect(judgeEnis().population).toMatchObject({ judged: 0, notApplicable: 1 });
    const auto = aNode({ labels: { 'eks.amazonaws.com/compute-type': 'auto' } });
    const judgement = judgeParts({ nodes: [auto], interfaces: [on(1), on(1)] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(NODE)).toBe('not-applicable');
  });

  it('leaves out an interface of the node that an annotation names: it has no VLAN', () => {
    const forged = aNodePod({ podEni: podEni('eni-primary-1', '10.0.1.20', { vlanId: 1 }) });
    const judgement = judgeParts({ interfaces: [on(1)], pods: [forged] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(NODE)).toBe('compliant');
  });

  it('leaves out the interfaces of other clusters', () => {
    expect(judgeEnis(on(1), on(1, { cluster: 'other' })).violations).toEqual([]);
  });
});

describe('a branch ENI without the tag of its VLAN', () => {
  const untagged = (vlanId: number | null) => {
    const { pod, eni } = aBranchPod(
      { podEni: podEni('eni-1', '10.0.1.101', { vlanId }), ips: ['10.0.1.101'] },
      { id: 'eni-1' },
    );
    return { pod, eni: without(eni, VLAN, TRUNK) };
  };

  it('has the VLAN of its pod’s annotation, on the trunk of its node', () => {
    const judge = (vlanId: number) =>
      judgeParts({ branchPods: [untagged(vlanId)], interfaces: [on(4)] });
    expect(judge(4).violations).toHaveLength(1);
    expect(judge(5).disposition(NODE)).toBe('compliant');
  });

  it('makes the node unknown when the annotation does not tell, and changes no violation', () => {
    const judgement = judgeParts({ branchPods: [untagged(null)], interfaces: [on(4)] });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['node node-1 identity-unknown']);
    const shared = judgeParts({ branchPods: [untagged(null)], interfaces: [on(4), on(4)] });
    expect(shared.violations).toHaveLength(1);
  });

  it('is not known by annotations that contradict each other', () => {
    const { pod, eni } = untagged(4);
    const thief = aNodePod({ podEni: podEni('eni-1', '10.0.1.20', { vlanId: 6 }) });
    const judgement = judgeParts({ branchPods: [{ pod, eni }], pods: [thief] });
    expect(judgement.disposition(NODE)).toBe('unknown');
  });

  it('is not known by a tag that is no number', () => {
    expect(judgeEnis(on(1, { tags: { [VLAN]: '1e0' } })).disposition(NODE)).toBe('unknown');
  });
});

describe('half an input', () => {
  const cut = (...interfaces: readonly NetworkInterface[]) =>
    judgeParts({
      scope: { interfaces: truncated([aPrimaryEni(), aTrunkEni(), ...interfaces], INTERFACES) },
    });

  it('shows violations, and proves nobody compliant', () => {
    expect(cut(on(1), on(1)).violations).toHaveLength(1);
    expect(cut(on(1)).disposition(NODE)).toBe('unknown');
    expect(cut().disposition(NODE)).toBe('unknown');
  });

  it('leaves room for interfaces without tags that pods place on the node, while pods are missing', () => {
    const cutPods = { pods: truncated([aNodePod()], 'k8s/pods.json') };
    const adrift = without(on(1), VLAN, TRUNK);
    const judge = (...interfaces: readonly NetworkInterface[]) =>
      judgeParts({ interfaces, cluster: cutPods });
    expect(judge(on(1), adrift).undecided.map(undecidedBriefly)).toEqual([
      'node node-1 pods-unseen',
    ]);
    expect(judge(on(1)).disposition(NODE)).toBe('compliant');
    expect(judge(on(1), { ...adrift, status: 'available' }).disposition(NODE)).toBe('compliant');
  });

  it('tells nothing of nodes that were not seen, unless all were', () => {
    expect(judgeEnis(on(1)).disposition(node('node-9'))).toBe('gone');
    const judgement = judgeParts({
      cluster: { nodes: lost('k8s/nodes.json') },
      interfaces: [on(1)],
    });
    expect(judgement.disposition(node('node-9'))).toBe('unknown');
    expect(judgement.undecided.map(undecidedBriefly)).toEqual(['cluster identity-unknown']);
  });
});
