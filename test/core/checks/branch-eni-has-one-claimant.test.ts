import { describe, expect, it } from '@jest/globals';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { podEni, type PodOverrides } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { aBranchEni } from '../../support/network.ts';
import { minutesAgo } from '../../support/times.ts';

const ID = 'branch-eni-has-one-claimant';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab({ branchPods: [], ...parts })).of(ID);

const claiming = (eni: string, ip: string, pod: PodOverrides = {}) =>
  aNodePod({ ips: [ip], podEni: podEni(eni, ip), eniRequests: 1, ...pod });

describe('a branch ENI is claimed by one running pod', () => {
  it('is compliant when each pod claims its own', () => {
    const judgement = judgeParts({
      branchPods: [aBranchPod(), aBranchPod({ workload: 'Deployment/b' })],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(workload('Deployment/b'))).toBe('compliant');
  });

  it('is violated for all who claim it, as in its example', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload shop Deployment/intruder critical UNKNOWN',
      'workload shop Deployment/web critical UNKNOWN',
    ]);
    expect(violations[0]?.settling).toBeNull();
    expect(violations[0]?.fix.summary).toContain('audit log');
  });

  it('is violated when two ENIs are claimed with one address', () => {
    const judgement = judgeParts({
      pods: [
        claiming('eni-1', '10.0.1.90'),
        claiming('eni-2', '10.0.1.90', { workload: 'Deployment/b' }),
      ],
    });
    expect(judgement.violations).toHaveLength(2);
  });

  it('lets a pod that leaves and its successor name one ENI, and a pod that has ended any', () => {
    const judgement = judgeParts({
      pods: [
        claiming('eni-1', '10.0.1.90', { workload: 'StatefulSet/db' }),
        claiming('eni-1', '10.0.1.90', { workload: 'StatefulSet/db', deletedAt: minutesAgo(1) }),
        claiming('eni-1', '10.0.1.90', { workload: 'Job/done', phase: 'Succeeded' }),
      ],
    });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(workload('StatefulSet/db'))).toBe('compliant');
  });

  it('lets pods share an ENI by addresses of its delegated prefixes', () => {
    const pods = [claiming('eni-1', '10.0.1.81'), claiming('eni-1', '10.0.1.82')];
    const withPrefix = [
      aBranchEni({ id: 'eni-1', ips: ['10.0.1.64'], prefixes: ['10.0.1.80/28'] }),
    ];
    expect(judgeParts({ pods, interfaces: withPrefix }).violations).toEqual([]);
    const without = [aBranchEni({ id: 'eni-1', ips: ['10.0.1.81'] })];
    expect(judgeParts({ pods, interfaces: without }).violations).toHaveLength(1);
    expect(judgeParts({ pods }).undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web interfaces-unseen',
    ]);
  });

  it('is violated by a claim that was never requested', () => {
    const judgement = judgeParts({ branchPods: [aBranchPod({ name: 'web-1', eniRequests: 0 })] });
    expect(judgement.violations.map(({ message }) => message)).toEqual([
      expect.stringContaining('never requested vpc.amazonaws.com/pod-eni'),
    ]);
  });

  it('has nothing to ask of pods that claim nothing', () => {
    expect(judgeParts({ pods: [aNodePod()] }).disposition(workload('Deployment/web'))).toBe(
      'compliant',
    );
  });
});
