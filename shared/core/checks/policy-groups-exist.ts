import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, NOT_JUDGED, violated } from './contract/outcome.ts';
import { firstOf, LISTED, podEvidence, policyEvidence, policyName } from './pods/evidence.ts';
import { shellWord } from '../text/index.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { isWellFormed } from './policies/group-id.ts';
import { firstLines, groupsEvidence } from './policies/listed.ts';
import { podsOnNodeGroups } from './policies/on-node-groups.ts';
import { unlessApplied } from './policies/unless-applied.ts';

export const policyGroupsExist = defineCheck({
  id: 'policy-groups-exist',
  reference: 'B-04',
  title: 'The security groups that a policy names exist',
  severity: 'medium',
  over: 'policy',
  needs: ['policies'],
  uses: ['groups', 'pods'],
  messages: {
    onNodes: {
      severity: 'high',
      text: 'Policy {policy} names {groups}, which does not exist, and {pods} of its pods run with the groups of their node.',
    },
    missing: {
      severity: 'medium',
      text: 'Policy {policy} names {groups}, which does not exist: no pod that it matches can start.',
    },
  },
  judge(view, { groups: known, pods }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy } = view;
    const unseen = view.groups.filter((group) => !known.isSeen(group));
    if (unseen.length === 0) return COMPLIANT;
    // No group can have such an id: that is told by the check on the form of ids.
    const missing = unseen.filter(isWellFormed);
    if (missing.length === 0) return NOT_JUDGED;
    if (known.doubt !== null) return { kind: 'unknown', ...known.doubt };
    const onNodes = podsOnNodeGroups(view, pods);
    const named = { policy: policyName(policy), groups: missing };
    return violated({
      said: [
        onNodes.length > 0
          ? say('onNodes', { ...named, pods: onNodes.length })
          : say('missing', named),
      ],
      expected: ['groups that exist'],
      observed: firstLines(
        missing.map((group) => `${printable(group)} is neither listed nor worn`),
      ),
      evidence: [
        policyEvidence(policy),
        ...groupsEvidence(missing),
        ...firstOf('pods', onNodes.map(podEvidence)),
      ],
      fix: {
        ...editPolicy(policy, 'Name groups that exist, or make the group and name its id.'),
        commands: [
          `aws ec2 describe-security-groups --group-ids ${missing.slice(0, LISTED).map(shellWord).join(' ')}`,
          ...editPolicy(policy, '').commands,
        ],
      },
    });
  },
  rationale:
    'The controller makes the branch ENI with all groups or not at all: one that was deleted keeps new pods of the policy in ContainerCreating, while those that run keep what they have.',
  unknownWhen:
    'A group is neither listed nor worn by an interface, and the groups or interfaces were not all seen, or the VPC belongs to another account, whose shared groups may not be listed.',
  remediation: {
    summary: 'Name groups that exist.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-sharing.html',
  ],
  since: '0.1.0',
});
