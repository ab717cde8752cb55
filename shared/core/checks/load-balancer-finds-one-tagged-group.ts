import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, IDLE, unknown, violated } from './contract/outcome.ts';
import { LISTED, policyEvidence, policyName } from './pods/evidence.ts';
import { shellWord } from '../text/index.ts';
import { firstLines, groupsEvidence } from './policies/listed.ts';
import { clusterTag, taggedGroups, tagReader } from './policies/tagged-groups.ts';
import { unlessApplied } from './policies/unless-applied.ts';

export const loadBalancerFindsOneTaggedGroup = defineCheck({
  id: 'load-balancer-finds-one-tagged-group',
  reference: 'B-11',
  title: 'At most one declared group carries the cluster tag that load balancers look for',
  severity: 'low',
  over: 'policy',
  needs: ['policies'],
  uses: ['groups', 'pods', 'cluster'],
  isWhole: ({ policies }) => policies.complete,
  messages: {
    several: {
      severity: 'low',
      text: 'Pods of policy {policy} get {groups}, each with the tag {tag}: the AWS Load Balancer Controller registers no such pod as an ip target.',
    },
  },
  judge(view, { groups, pods, cluster }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy } = view;
    const tag = clusterTag(cluster.name);
    const { tagged, doubts, isToldLater } = taggedGroups(view, tagReader(groups, tag), pods);
    if (tagged.length < 2) {
      const [doubt] = doubts;
      if (doubt !== undefined) return unknown(doubts, doubt);
      return isToldLater ? IDLE : COMPLIANT;
    }
    const shownTag = printable(tag);
    return violated({
      said: [say('several', { policy: policyName(policy), groups: tagged, tag: shownTag })],
      expected: [`at most one group with the tag ${shownTag}`],
      observed: firstLines(tagged.map(printable)),
      evidence: [policyEvidence(policy), ...groupsEvidence(tagged)],
      fix: {
        summary: `Take the tag ${shownTag} off all of them but one.`,
        commands: tagged
          .slice(1, LISTED)
          .map(
            (group) =>
              `aws ec2 delete-tags --resources ${shellWord(group)} --tags Key=${shellWord(tag)}`,
          ),
      },
    });
  },
  rationale:
    'For ip targets the controller adds rules to the group of the pod’s interface. Where there are several it takes the one with the tag of the cluster, and gives up if that is not one. Pods that are no ip targets do not mind.',
  unknownWhen:
    'The tags of a group were not seen, or pods, policies or service accounts were not, which decide what is matched together.',
  remediation: {
    summary: 'Leave the tag on one group alone.',
    commands: ['aws ec2 delete-tags --resources GROUP --tags Key=kubernetes.io/cluster/CLUSTER'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://github.com/kubernetes-sigs/aws-load-balancer-controller/issues/2902',
  ],
  since: '0.1.0',
});
