import { describe, expect, it } from '@jest/globals';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly, workload } from '../../support/judged.ts';
import { aPolicy, matchLabels } from '../../support/kubernetes.ts';
import { aBranchPod, aLab, aNodePod, type LabParts } from '../../support/lab.ts';
import { lost } from '../../support/snapshot.ts';

const ID = 'branch-eni-has-policy';

const judgeParts = (parts: LabParts) => judgeSnapshot(aLab(parts)).of(ID);
const unmatched = (groups: readonly string[]): LabParts => ({
  policies: [aPolicy({ namespace: 'else' })],
  branchPods: [aBranchPod({ name: 'web-1' }, { groups })],
});

describe('a pod with a branch ENI is matched by a policy', () => {
  it('is compliant for pods that a policy matches, whatever they wear', () => {
    const judgement = judgeParts({ branchPods: [aBranchPod({}, { groups: ['sg-x'] })] });
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
  });

  it('is critical in its example, where the group still opens a store', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'workload shop Deployment/web critical STALE_AFTER_POLICY_CHANGE',
    ]);
  });

  it('is medium otherwise, and tells an ENI that fell back to the groups of the node', () => {
    expect(judgeParts(unmatched(['sg-x'])).violations.map(briefly)).toEqual([
      'workload shop Deployment/web medium STALE_AFTER_POLICY_CHANGE',
    ]);
    expect(judgeParts(unmatched(['sg-nodes', 'sg-cluster'])).violations.map(briefly)).toEqual([
      'workload shop Deployment/web medium INSTANCE_SG_FALLBACK',
    ]);
  });

  it('sees it by the annotation where interfaces were not seen', () => {
    const judgement = judgeParts({
      ...unmatched(['sg-x']),
      scope: { interfaces: lost('ec2/describe-network-interfaces.json') },
    });
    expect(judgement.violations.map(briefly)).toEqual([
      'workload shop Deployment/web medium UNKNOWN',
    ]);
  });

  it('has nothing to ask of pods without a branch ENI', () => {
    const judgement = judgeParts({ policies: [], branchPods: [], pods: [aNodePod()] });
    expect(judgement.violations).toEqual([]);
    expect(judgement.disposition(workload('Deployment/web'))).toBe('compliant');
  });

  it('is unknown when a policy may match', () => {
    const judgement = judgeParts({
      ...unmatched(['sg-x']),
      policies: [aPolicy({ podSelector: null, serviceAccountSelector: matchLabels({ a: 'b' }) })],
      cluster: { serviceAccounts: lost('k8s/serviceaccounts.json') },
    });
    expect(judgement.undecided.map(undecidedBriefly)).toEqual([
      'workload shop Deployment/web service-accounts-unseen',
    ]);
  });
});
