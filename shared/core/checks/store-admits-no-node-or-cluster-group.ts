import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, unknown } from './contract/outcome.ts';
import { ruleBreach } from './stores/rule-breach.ts';
import { reachedBy } from './stores/unintended.ts';

export const storeAdmitsNoNodeOrClusterGroup = defineCheck({
  id: 'store-admits-no-node-or-cluster-group',
  reference: 'R-03',
  title: 'A data store admits neither the nodes’ security groups nor the cluster security group',
  severity: 'high',
  over: 'store-rule',
  needs: ['stores', 'rules'],
  uses: ['cluster', 'nodes', 'policies'],
  messages: {
    node: {
      severity: 'high',
      text: '{store} admits {group}, a group of the nodes, on port {ports}: every pod without a branch ENI is let in; {reached}.',
    },
    cluster: {
      severity: 'high',
      text: '{store} admits {group}, the cluster security group, on port {ports}: nodes, control plane and Fargate pods are let in; {reached}.',
    },
    withoutPolicies: {
      severity: 'medium',
      text: '{store} admits {group}, a group of the nodes or of the cluster, on port {ports}, and the cluster has no policy that would tell pods apart; {reached}.',
    },
  },
  judge(item, { cluster, nodes, policies }, say) {
    const { rule, store, ports } = item;
    if (rule.peer.kind !== 'group') return NOT_APPLICABLE;
    const { groupId } = rule.peer;
    const isClusters = groupId === cluster.clusterGroupId;
    if (isClusters || nodes.groups.has(groupId)) {
      const hasNoPolicies = policies.complete && policies.all.length === 0;
      const message = hasNoPolicies ? 'withoutPolicies' : isClusters ? 'cluster' : 'node';
      const said = say(message, {
        store: store.store.name,
        group: groupId,
        ports: ports.map(String),
        reached: reachedBy(item.unintended(), item.isWhole),
      });
      return ruleBreach(
        item,
        said,
        'groups of the pods that are meant to reach the store',
        'Let the store admit the group of the intended pods, then revoke this rule.',
      );
    }
    const unseen = [...nodes.unseen, ...(cluster.isSeen ? [] : (['groups-unseen'] as const))];
    return unseen.length > 0 ? unknown(unseen, 'groups-unseen') : COMPLIANT;
  },
  rationale:
    'Every pod that no policy matches, every host-network pod and every process on a node presents the groups of the node. A store that admits them admits all of these.',
  unknownWhen:
    'Nodes, their interfaces or ENIConfigs, or the cluster itself were not all seen, and the rule references a group that may be theirs.',
  remediation: {
    summary: 'Reference the group that a policy gives to the intended pods, then revoke the rule.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html',
    'https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html',
  ],
  since: '0.1.0',
});
