import { sortedUnique } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, IDLE, unknown, violated } from './contract/outcome.ts';
import { firstOf, podEvidence, policyEvidence, policyName } from './pods/evidence.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { firstLines } from './policies/listed.ts';
import { isBefore, mayOverlap, policiesBeside, takers } from './policies/overlaps.ts';
import { unlessApplied } from './policies/unless-applied.ts';

export const policiesDoNotOverlap = defineCheck({
  id: 'policies-do-not-overlap',
  reference: 'B-12',
  title: 'A pod is matched by one policy',
  severity: 'info',
  over: 'policy',
  needs: ['policies', 'pods'],
  isWhole: ({ policies, pods }) => policies.complete && pods.complete,
  messages: {
    shared: {
      severity: 'info',
      text: 'Policy {policy} matches pods that {others} matches too: they get the groups of all of them, {groups}.',
    },
  },
  judge(view, { pods: facts }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy } = view;
    const pods = takers(view.pods, facts);
    const beside = policiesBeside(view, pods);
    const earlier = beside.filter((one) => isBefore(one, view));
    if (earlier.length === 0) {
      if (mayOverlap(view, pods, facts))
        return unknown(['service-accounts-unseen'], 'service-accounts-unseen');
      // Told under the policies that come after it.
      return pods.length === 0 || beside.length > 0 ? IDLE : COMPLIANT;
    }
    const shared = pods.filter(({ declaration }) =>
      declaration.matched.some((one) => earlier.includes(one)),
    );
    const groups = sortedUnique(shared.flatMap(({ declaration }) => declaration.groups));
    return violated({
      said: [
        say('shared', { policy: policyName(policy), others: earlier.map(policyName), groups }),
      ],
      expected: [`pods that ${policyName(policy)} alone matches`],
      observed: firstLines(groups.map(printable)),
      evidence: [
        policyEvidence(policy),
        ...firstOf('policies', earlier.map(policyEvidence)),
        ...firstOf('pods', shared.map(podEvidence)),
      ],
      fix: editPolicy(
        policy,
        'Nothing, if the union of the groups is meant; else let the selectors leave each other’s pods out.',
      ),
    });
  },
  rationale:
    'Policies add up. Whoever narrows one of them takes nothing away from a pod that another one matches as well.',
  unknownWhen:
    'Policies or pods were not all seen, or a service account that was not seen decides what matches.',
  remediation: {
    summary: 'Make sure that the union is meant.',
    commands: ['kubectl get securitygrouppolicies --namespace NAMESPACE'],
  },
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/sg-pods-example-deployment.html'],
  since: '0.1.0',
});
