import type { StoreView } from '../estate/index.ts';
import { compareText, type Rule, ruleIdentity } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import { firstOf } from './pods/evidence.ts';
import { admittingRules } from './stores/admitting-rules.ts';
import {
  egressEvidence,
  opennessOf,
  podsEvidence,
  portsOf,
  reasonsFor,
  uniqueRules,
  viasOf,
} from './stores/open-pairs.ts';
import { TOLD_BY_RULE, toldOf } from './stores/told-answers.ts';
import { revoke } from './stores/revoke.ts';
import { ruleEvidence, storeEvidence } from './stores/store-evidence.ts';
import { workloadEvidence, workloadName } from './stores/unintended.ts';

/** A tag with the value `restricted`, whatever its key (`data-class`, `classification`, …). */
export const isRestricted = ({ store }: StoreView): boolean =>
  [...store.tags.values()].some((value) => value.toLowerCase() === 'restricted');

const byIdentity = (a: Rule, b: Rule): number => compareText(ruleIdentity(a), ruleIdentity(b));

export const onlyIntendedPodsReachStore = defineCheck({
  id: 'only-intended-pods-reach-store',
  reference: 'R-01',
  title: 'Only pods that a policy intends for a data store reach it',
  severity: 'high',
  over: 'workload-store',
  needs: ['pods', 'policies', 'interfaces', 'rules', 'stores'],
  uses: ['cluster'],
  after: TOLD_BY_RULE,
  appliesTo: (store, stores) => stores.isPodManaged(store) !== false,
  unsettled: { byWorkload: () => [], byStore: (store) => store.unseenPorts },
  messages: {
    restricted: {
      severity: 'critical',
      text: '{workload} reaches {store}, which is restricted, on port {ports} from its {via} interface by {rules}, and no policy intends it.',
    },
    reaches: {
      severity: 'high',
      text: '{workload} reaches {store} on port {ports} from its {via} interface by {rules}, and no policy intends it.',
    },
  },
  judge(pair, { cluster, rules: views }, say, judged) {
    const { workload, store } = pair;
    const { open, unclear, unmanaged } = opennessOf(pair, 'direct');
    const told = toldOf(judged, store, cluster.arn);
    const rules = open.every((one) => told.answer(one))
      ? []
      : uniqueRules(
          open.flatMap((one) => admittingRules(one, (rule) => views.addressesOf(rule))),
        ).toSorted(byIdentity);
    const untold = rules.filter((rule) => !told.rule(rule));
    if (untold.length > 0) {
      const said = say(isRestricted(store) ? 'restricted' : 'reaches', {
        workload: workloadName(workload),
        store: store.store.name,
        ports: portsOf(open),
        via: viasOf(open),
        rules: untold.map((rule) => rule.id),
      });
      const pods = new Set(open.flatMap(({ entry }) => entry.pods)).size;
      return violated({
        said: [said],
        expected: ['pods to which a policy gives a group that the store admits'],
        observed: rules.map(ruleIdentity),
        evidence: [
          storeEvidence(store),
          ...firstOf('rules', rules.map(ruleEvidence)),
          ...egressEvidence(open),
          ...workloadEvidence([{ workload, pods }]),
          ...podsEvidence(open),
        ],
        fix: revoke(
          untold,
          store.store.region,
          'Give the workload a policy if it is meant to reach the store; else take the group off its interface, or revoke the rule.',
        ),
      });
    }
    if (unclear.length > 0) return unknown(reasonsFor(unclear), 'policies-unseen');
    return open.length + unmanaged.length > 0 ? NOT_JUDGED : COMPLIANT;
  },
  rationale:
    'A store that admits groups by reference is closed for pods by the policies that give out these groups. A pod that gets in otherwise, by another group, by its address or with a group that was attached by hand, has access that nobody declared.',
  unknownWhen:
    'Something on the way was not seen (groups, rules, NACLs, routes, prefix lists, the identity that the pod presents), or whether the pod is intended could not be decided. A way that is surely open to a pod that is surely not intended is a violation whatever else is unknown.',
  remediation: {
    summary: 'Declare the access in a policy, or revoke the rule that lets the pod in.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html',
  ],
  since: '0.1.0',
});
