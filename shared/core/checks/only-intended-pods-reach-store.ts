import type { Rule } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_JUDGED, observed, unknown, violated } from './contract/outcome.ts';
import type { PairEntry, PeerAddresses } from './contract/views.ts';
import { authorityOf, documentNames } from './stores/document-evidence.ts';
import { opennessOf, portsOf, reasonsFor, viasOf } from './stores/open-pairs.ts';
import { AUTHORITIES, breachOf, openingOf } from './stores/opening.ts';
import { isRestricted } from './stores/restricted.ts';
import { TOLD_BY_RULE, toldOf } from './stores/told-answers.ts';
import { workloadName } from './stores/unintended.ts';

export const onlyIntendedPodsReachStore = defineCheck({
  id: 'only-intended-pods-reach-store',
  reference: 'R-01',
  title: 'Only pods that a policy or a document intends for a data store reach it',
  severity: 'high',
  over: 'workload-store',
  needs: ['pods', 'policies', 'interfaces', 'rules', 'stores'],
  uses: ['cluster'],
  after: TOLD_BY_RULE,
  appliesTo: (store, stores) => stores.isPodManaged(store) !== false || stores.isWatched(store),
  unsettled: { byWorkload: () => [], byStore: (store) => store.unseenPorts },
  messages: {
    restricted: {
      severity: 'critical',
      text: '{workload} reaches {store}, which is restricted, on port {ports} from its {via} interface by {rules}, and no {authority} intends it.',
    },
    reaches: {
      severity: 'high',
      text: '{workload} reaches {store} on port {ports} from its {via} interface by {rules}, and no {authority} intends it.',
    },
    watched: {
      severity: 'info',
      text: '{workload} reaches {store} on port {ports} from its {via} interface by {rules}; once enforced, {documents} would not allow it.',
    },
  },
  judge(pair, { cluster, rules: views, stores, settings }, say, judged) {
    const { workload, store } = pair;
    const { open, unclear, unmanaged, watched } = opennessOf(pair, 'direct');
    const told = toldOf(judged, store, cluster.arn);
    const addressesOf = (rule: Rule): PeerAddresses | null => views.addressesOf(rule);
    const named = (some: readonly PairEntry[]) => ({
      workload: workloadName(workload),
      store: store.store.name,
      ports: portsOf(some),
      via: viasOf(some),
    });
    const opening = openingOf(open, told, addressesOf);
    if (opening.untold.length > 0) {
      const authority = authorityOf(open);
      const said = say(isRestricted(store, settings) ? 'restricted' : 'reaches', {
        ...named(open),
        rules: opening.untold.map((rule) => rule.id),
        authority,
      });
      return violated(breachOf(pair, open, opening, said, AUTHORITIES[authority], stores));
    }
    if (unclear.length > 0) return unknown(reasonsFor(unclear), 'policies-unseen');
    const seen = openingOf(watched, told, addressesOf);
    if (seen.untold.length > 0) {
      const rules = seen.untold.map((rule) => rule.id);
      const documents = documentNames(watched);
      const said = say('watched', { ...named(watched), rules, documents });
      return observed(breachOf(pair, watched, seen, said, AUTHORITIES.document, stores));
    }
    return open.length + unmanaged.length + watched.length > 0 ? NOT_JUDGED : COMPLIANT;
  },
  rationale:
    'A store that admits groups by reference is closed for pods by the policies that give out these groups, and one that a document selects by that document. A pod that gets in otherwise, by another group, by its address or with a group that was attached by hand, has access that nobody declared.',
  unknownWhen:
    'Something on the way was not seen (groups, rules, NACLs, routes, prefix lists, the identity that the pod presents), or whether the pod is intended could not be decided. A way that is surely open to a pod that is surely not intended is a violation whatever else is unknown.',
  remediation: {
    summary:
      'Declare the access in a policy or a document, or revoke the rule that lets the pod in.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html',
    'https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html',
  ],
  since: '0.1.0',
});
