import type { PodView } from '../estate/index.ts';
import { compareText, type Rule, ruleIdentity } from '../model/index.ts';
import { PortSet } from '../net/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import type { StoreGroup } from './contract/store-views.ts';
import { firstOf, podEvidence, policyEvidence } from './pods/evidence.ts';
import { ruleEvidence, ruleOfStore, storeEvidence } from './stores/store-evidence.ts';
import { countText, workloadEvidence, workloadsOf } from './stores/unintended.ts';
import { wearInstead } from './stores/wear.ts';

/** Rules by which everybody who wears the group reaches everybody else who does. */
const selfRules = ({ group, facts }: StoreGroup): readonly Rule[] =>
  (facts?.ingress ?? [])
    .filter(({ peer }) => peer.kind === 'group' && peer.groupId === group)
    .toSorted((a, b) => compareText(ruleIdentity(a), ruleIdentity(b)) || compareText(a.id, b.id));

const portsText = (rules: readonly Rule[]): string => {
  const ports = PortSet.of(rules.map((rule) => rule.ports));
  return ports.equals(PortSet.all) ? 'every port' : `port ${ports.toString()}`;
};

const policiesOf = (pods: readonly PodView[], { group }: StoreGroup) =>
  [...new Set(pods.flatMap(({ declaration }) => declaration.matched))].filter(({ groupIds }) =>
    groupIds.includes(group),
  );

export const podsAndStoresShareNoGroup = defineCheck({
  id: 'pods-and-stores-share-no-group',
  reference: 'R-07',
  title: 'A data store and pods do not wear the same group',
  severity: 'medium',
  over: 'store-group',
  needs: ['stores', 'rules', 'interfaces', 'pods'],
  uses: ['cluster'],
  after: ['store-admits-no-node-or-cluster-group'],
  messages: {
    shared: {
      severity: 'medium',
      text: '{store} shares {group} with {workloads} ({pods}); by {rules} all who wear it reach each other on {ports}.',
    },
  },
  judge(item, { stores, pods, interfaces, cluster }, say, judged) {
    const { store, group, facts } = item;
    const self = selfRules(item);
    if (self.length === 0 && facts?.complete === true) return COMPLIANT;
    const wearing = stores.wearing.pods(group);
    const unseen = [
      ...(pods.complete ? [] : (['pods-unseen'] as const)),
      ...(interfaces.complete ? [] : (['interfaces-unseen'] as const)),
      ...stores.wearing.unclear,
    ];
    if (wearing.length === 0) return unseen.length > 0 ? unknown(unseen, 'pods-unseen') : COMPLIANT;
    if (self.length === 0)
      return unknown([facts === null ? 'groups-unseen' : 'rules-unseen'], 'rules-unseen');
    const byRule = judged('store-admits-no-node-or-cluster-group');
    const isTold = (rule: Rule): boolean =>
      byRule?.disposition(ruleOfStore(rule, store, cluster.arn)) === 'violation';
    if (self.some(isTold)) return NOT_JUDGED;
    const workloads = workloadsOf(wearing);
    return violated({
      said: [
        say('shared', {
          store: store.store.name,
          group,
          workloads: countText(workloads.length, 'workload'),
          pods: countText(wearing.length, 'pod'),
          rules: self.map(({ id }) => id),
          ports: portsText(self),
        }),
      ],
      expected: ['a group of the store that no pod wears'],
      observed: self.map(ruleIdentity),
      evidence: [
        storeEvidence(store),
        { kind: 'group', id: group },
        ...firstOf('rules', self.map(ruleEvidence)),
        ...firstOf('policies', policiesOf(wearing, item).map(policyEvidence)),
        ...workloadEvidence(workloads),
        ...firstOf('pods', wearing.map(podEvidence)),
      ],
      fix: {
        summary:
          'Make a group for the store that admits the group of its clients at its port, and let the store wear it instead: clients go on as before.',
        commands: [wearInstead(store, group)],
      },
    });
  },
  rationale:
    'One group for both sides, with a rule that names itself, lets every member reach every other: pods reach pods, the store’s side reaches pods, and whoever gets the group for another reason is a client of the store.',
  unknownWhen:
    'Rules of the group, pods, their interfaces or what some of them wear were not seen.',
  remediation: {
    summary: 'Give the store a group of its own that admits the group of its clients.',
    commands: [
      'aws ec2 create-security-group --group-name NAME --description TEXT --vpc-id VPC',
      'aws ec2 authorize-security-group-ingress --group-id NEW_GROUP --protocol tcp --port PORT --source-group SG',
      'aws rds modify-db-instance --db-instance-identifier NAME --vpc-security-group-ids NEW_GROUP',
    ],
  },
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html',
  ],
  since: '0.1.0',
});
