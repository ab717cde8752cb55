import { describe, expect, it } from '@jest/globals';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { podEni } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni } from '../../support/network.ts';
import { lost } from '../../support/snapshot.ts';

const ID = 'pod-uses-its-branch-eni';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab({ branchPods: [], ...parts })).of(ID);

describe('a pod with a branch ENI has the address of that ENI', () => {
  it('is compliant when annotation, status and EC2 agree, prefixes included', () => {
    const shared = aBranchEni({ id: 'eni-shared', ips: ['10.0.1.64'], prefixes: ['10.0.1.80/28'] });
    const judgement = judgeParts({
      interfaces: [shared],
      pods: [
        aNodePod({ ips: ['10.0.1.85'], podEni: podEni('eni-shared', '10.0.1.85'), eniRequests: 1 }),
      ],
    });
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
  });

  it('is violated in its example, and names the groups that the pod really wears', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload shop Deployment/web high CNI_NOT_USING_BRANCH',
    ]);
    expect(violations[0]?.message).toContain('sg-cluster, sg-nodes');
    expect(violations[0]?.fix.summary).toContain('ENABLE_POD_ENI');
  });

  it('needs no interfaces to see that annotation and pod name different addresses', () => {
    const judgement = judgeParts({
      scope: { interfaces: lost('ec2/describe-network-interfaces.json') },
      pods: [aNodePod({ podEni: podEni('eni-1', '10.0.1.90'), eniRequests: 1 })],
    });
    expect(judgement.violations.map(briefly)).toEqual([
      'workload shop Deployment/web high CNI_NOT_USING_BRANCH',
    ]);
  });

  it('is violated when EC2 shows another address on the ENI than annotation and pod say', () => {
    const judgement = judgeParts({
      interfaces: [aBranchEni({ id: 'eni-1', ips: ['10.0.1.91'] })],
      pods: [
        aNodePod({ ips: ['10.0.1.90'], podEni: podEni('eni-1', '10.0.1.90'), eniRequests: 1 }),
      ],
    });
    expect(judgement.violations).toHaveLength(1);
  });

  it('goes by the ENI where the annotation names no address', () => {
    const at = (ip: string) =>
      judgeParts({
        interfaces: [aBranchEni({ id: 'eni-1', ips: ['10.0.1.91'] })],
        pods: [aNodePod({ ips: [ip], podEni: podEni('eni-1', null), eniRequests: 1 })],
      });
    expect(at('10.0.1.91').violations).toEqual([]);
    expect(at('10.0.1.20').violations).toHaveLength(1);
  });

  it('is unknown when no listing shows the ENI, or the annotation cannot be read', () => {
    const web = aBranchPod();
    expect(judgeParts({ pods: [web.pod] }).undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web interfaces-unseen',
    ]);
    const malformed = aNodePod({ podEni: { state: 'malformed', detail: 'cut off' } });
    expect(judgeParts({ pods: [malformed] }).undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web malformed',
    ]);
  });

  it('has nothing to ask of pods without an annotation, and does not apply to those that have ended', () => {
    const judgement = judgeParts({
      pods: [
        aNodePod(),
        aNodePod({
          workload: 'Job/done',
          phase: 'Succeeded',
          podEni: podEni('eni-1', '10.0.1.90'),
        }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
    expect(judgement.disposition(workload('Job/done'))).toBe('not-applicable');
  });
});
