import { describe, expect, it } from '@jest/globals';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly, workload } from '../../support/judged.ts';
import { podEni, podEniEntry } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni, aTrunkEni } from '../../support/network.ts';
import { truncated } from '../../support/snapshot.ts';

const ID = 'branch-eni-in-use-has-pod';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const orphan = (groups: readonly string[] = ['sg-x']) =>
  aBranchEni({ id: 'eni-orphan', ips: ['10.0.1.199'], groups });

const leftover = { kind: 'interfaces', cluster: MAIN, name: 'default', group: 'sg-x' } as const;

describe('a branch ENI that is in use belongs to a pod', () => {
  it('is compliant when every one does', () => {
    const judgement = judgeParts({});
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(leftover)).toBe('compliant');
    expect(judgement.population.compliant).toBe(1);
  });

  it('is violated in its example, and waits for a second sight of it', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual(['interfaces default sg-pods high']);
    expect(violations[0]?.settling).toEqual({ provenSince: null, windowMs: 900_000 });
  });

  it('is told under the workload that had it last', () => {
    const ended = aNodePod({
      workload: 'Job/report',
      phase: 'Succeeded',
      podEni: podEni('eni-orphan', '10.0.1.199'),
    });
    const judgement = judgeParts({ interfaces: [orphan()], pods: [ended] });
    expect(judgement.violations.map(briefly)).toEqual(['workload shop Job/report medium']);
    expect(judgement.disposition(workload('Job/report'))).toBe('violation');
  });

  it('takes pods that start or leave, and addresses without an annotation, for owners', () => {
    const pods = [
      aNodePod({ phase: 'Pending', ips: [], podEni: podEni('eni-orphan', '10.0.1.199') }),
      aNodePod({ deletedAt: 1, podEni: podEni('eni-orphan', '10.0.1.199') }),
      aNodePod({ ips: ['10.0.1.199'] }),
    ];
    for (const pod of pods) {
      expect(judgeParts({ interfaces: [orphan()], pods: [pod] }).violations).toEqual([]);
    }
  });

  it('takes later entries of an annotation for no orphans', () => {
    const web = aBranchPod();
    const [first] = web.pod.podEni.state === 'present' ? web.pod.podEni.entries : [];
    const entries = [
      first ?? podEniEntry('eni-1', null),
      podEniEntry('eni-orphan', '10.0.1.199'),
    ] as const;
    const pod = { ...web.pod, podEni: { state: 'present', entries } as const };
    expect(
      judgeParts({ branchPods: [{ ...web, pod }], interfaces: [orphan()] }).violations,
    ).toEqual([]);
  });

  it('leaves out ENIs that are not in use and those of other clusters', () => {
    const judgement = judgeParts({
      interfaces: [
        aBranchEni({ id: 'eni-a', status: 'available' }),
        aBranchEni({ id: 'eni-b', cluster: 'other' }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.undecided).toEqual([]);
  });

  it('is unknown while the list of pods is not complete, or a pod of the node cannot be read', () => {
    const cut = judgeParts({
      interfaces: [orphan()],
      cluster: { pods: truncated([aNodePod()], 'k8s/pods.json') },
    });
    expect(cut.violations).toEqual([]);
    expect(cut.undecided.map(undecidedBriefly)).toContain('interfaces default sg-x pods-unseen');
    const garbled = aNodePod({ podEni: { state: 'malformed', detail: 'cut off' } });
    expect(
      judgeParts({ interfaces: [orphan()], pods: [garbled] }).undecided.map(undecidedBriefly),
    ).toEqual(['interfaces default sg-x malformed']);
  });

  it('is unknown where the node was not seen, under whose group it would be told', () => {
    const judgement = judgeParts({
      interfaces: [orphan()],
      cluster: { nodes: truncated([], 'k8s/nodes.json') },
    });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'interfaces unknown sg-x identity-unknown',
    ]);
    expect(judgement.disposition(leftover)).toBe('unknown');
  });

  it('is not held open by what was released and stays behind: another check tells that', () => {
    const judgement = judgeParts({
      interfaces: [aBranchEni({ groups: ['sg-x'], status: 'available' })],
      cluster: { nodes: truncated([], 'k8s/nodes.json') },
    });
    expect(judgement.undecided).toEqual([]);
    expect(judgement.disposition(leftover)).toBe('compliant');
  });

  it('is violated in half a list of interfaces, and never compliant by it', () => {
    const web = aBranchPod();
    const judgement = judgeParts({
      branchPods: [web],
      scope: {
        interfaces: truncated(
          [aTrunkEni(), web.eni, orphan()],
          'ec2/describe-network-interfaces.json',
        ),
      },
    });
    expect(judgement.violations).toHaveLength(1);
    expect(judgement.disposition({ ...leftover, group: 'sg-other' })).toBe('unknown');
  });

  it('is not compliant by one that is not in use while others may be missing', () => {
    const available = aBranchEni({ groups: ['sg-x'], status: 'available' });
    const judgement = judgeParts({
      scope: {
        interfaces: truncated([aTrunkEni(), available], 'ec2/describe-network-interfaces.json'),
      },
    });
    expect(judgement.disposition(leftover)).toBe('unknown');
  });
});
