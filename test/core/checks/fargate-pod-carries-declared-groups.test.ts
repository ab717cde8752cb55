import { describe, expect, it } from '@jest/globals';
import { completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { aPod, aPolicy, type PodOverrides } from '../../support/kubernetes.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { anInterface } from '../../support/network.ts';
import { anEksCluster, lost } from '../../support/snapshot.ts';
import { NOW } from '../../support/times.ts';

const ID = 'fargate-pod-carries-declared-groups';

function judgeFargate(pod: PodOverrides, worn: readonly string[], parts: LabParts = {}) {
  return judgeSnapshot(
    aLab({
      branchPods: [],
      interfaces: [anInterface({ id: 'eni-1', ips: ['10.0.1.150'], groups: worn })],
      pods: [
        aPod({
          name: 'web-1',
          labels: { app: 'web', 'eks.amazonaws.com/fargate-profile': 'shop' },
          nodeName: 'fargate-1',
          ips: ['10.0.1.150'],
          ...pod,
        }),
      ],
      ...parts,
    }),
  ).of(ID);
}

describe('a Fargate pod wears the groups that its policies declare', () => {
  it('is compliant when annotation, interface and policies agree, in any order', () => {
    const judgement = judgeFargate({ fargatePodSg: 'sg-pods,sg-b' }, ['sg-b', 'sg-pods'], {
      policies: [aPolicy({ groups: ['sg-b', 'sg-pods'] })],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
  });

  it('is compliant without a policy when the pod wears the cluster security group', () => {
    const judgement = judgeFargate({ fargatePodSg: null }, ['sg-cluster'], { policies: [] });
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
  });

  it('is violated in its example: a policy that changed is not followed', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload shop Deployment/web medium STALE_AFTER_POLICY_CHANGE',
    ]);
  });

  it('is high when the interface carries something else than was written at creation', () => {
    const judgement = judgeFargate({ fargatePodSg: 'sg-pods' }, ['sg-pods', 'sg-x']);
    expect(judgement.violations.map(briefly)).toEqual([
      'workload shop Deployment/web high UNKNOWN',
    ]);
    expect(judgement.violations[0]?.message).toContain('eni-1 of Fargate pod shop/web-1');
  });

  it('is high when the pod was made without what is declared', () => {
    const judgement = judgeFargate({ fargatePodSg: null }, ['sg-cluster']);
    expect(judgement.violations.map(briefly)).toEqual([
      'workload shop Deployment/web high UNKNOWN',
    ]);
  });

  it('is unknown when the interface, or the cluster security group, was not seen', () => {
    const unseen = { scope: { interfaces: lost<never>('ec2/describe-network-interfaces.json') } };
    expect(
      judgeFargate({ fargatePodSg: 'sg-pods' }, [], unseen).undecided.map(undecidedBriefly),
    ).toEqual(['workload shop Deployment/web interfaces-unseen']);
    const cluster = completeListing(
      [anEksCluster('main', { clusterGroupId: null })],
      'eks/describe-cluster.json',
      NOW,
    );
    const bare = judgeFargate({ fargatePodSg: null }, ['sg-x'], {
      policies: [],
      cluster: { cluster },
    });
    expect(bare.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web identity-unknown',
    ]);
  });

  it('does not apply to pods on EC2', () => {
    expect(judgeSnapshot(aLab()).of(ID).disposition(workload('Deployment/web'))).toBe(
      'not-applicable',
    );
  });
});
