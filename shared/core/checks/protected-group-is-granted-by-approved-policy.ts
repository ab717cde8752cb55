import type { GroupId, Policy } from '../model/index.ts';
import type { Settings } from '../settings/index.ts';
import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, NOT_APPLICABLE, violated } from './contract/outcome.ts';
import { firstOf, policyEvidence, policyName } from './pods/evidence.ts';
import { isApproved } from './policies/approved.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { neverApplies } from './policies/unless-applied.ts';
import { groupsEvidence } from './policies/listed.ts';
import { matchedWorkloads } from './policies/matched-workloads.ts';

const isApprovedFor =
  (policy: Policy, { allow }: Settings) =>
  (group: GroupId): boolean =>
    isApproved(policy, allow.grantingPolicies.get(group) ?? []);

export const protectedGroupIsGrantedByApprovedPolicy = defineCheck({
  id: 'protected-group-is-granted-by-approved-policy',
  reference: 'B-10',
  title: 'Only approved policies name a protected group',
  severity: 'critical',
  over: 'policy',
  needs: ['policies'],
  messages: {
    granted: {
      severity: 'critical',
      text: 'Policy {policy} gives {groups} to its pods, and the configuration does not approve that.',
    },
    named: {
      severity: 'medium',
      text: 'Policy {policy} names {groups} without approval; it gives them to nobody as long as it does not apply to any pod.',
    },
  },
  judge(view, { settings }, say) {
    const { policy } = view;
    const guarded = view.groups.filter((group) => settings.allow.grantingPolicies.has(group));
    if (guarded.length === 0) return NOT_APPLICABLE;
    const isFine = isApprovedFor(policy, settings);
    const groups = guarded.filter((group) => !isFine(group));
    if (groups.length === 0) return COMPLIANT;
    const named = { policy: policyName(policy), groups };
    return violated({
      said: [neverApplies(view) ? say('named', named) : say('granted', named)],
      expected: groups.map((group) => {
        const approved = settings.allow.grantingPolicies.get(group) ?? [];
        return `${printable(group)} named by ${approved.map(printable).join(', ') || 'no policy'} only`;
      }),
      observed: groups.map((group) => `${printable(group)} named by ${policyName(policy)}`),
      evidence: [
        policyEvidence(policy),
        ...groupsEvidence(groups),
        ...firstOf('workloads', matchedWorkloads(view)),
      ],
      fix: editPolicy(
        policy,
        'Take the group out of the policy and replace its pods, or approve the policy under allow.grantingPolicies.',
      ),
    });
  },
  rationale:
    'Whoever may write policies in a namespace can give its pods any group of the VPC. A group that opens a database is worth naming those who may.',
  unknownWhen:
    'Never for a policy that was read; policies that were not read are told in one row for the cluster. A group for which the configuration names no policies is not judged.',
  remediation: {
    summary: 'Take the group out of the policy, or approve the policy.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: ['https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html'],
  since: '0.1.0',
});
