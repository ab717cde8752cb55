import type { StoreView } from '../estate/index.ts';
import { type Rule, sortedUnique } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, IDLE, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import type { PairEntry } from './contract/views.ts';
import { firstOf } from './pods/evidence.ts';
import {
  egressEvidence,
  opennessOf,
  podsEvidence,
  portsOf,
  reasonsFor,
  ruleIds,
  viasOf,
} from './stores/open-pairs.ts';
import { revoke } from './stores/revoke.ts';
import { ruleEvidence, storeEvidence } from './stores/store-evidence.ts';
import { workloadEvidence, workloadName } from './stores/unintended.ts';

/** The rules of the proxies' own doors that the answers cite: to close the proxy is to close the way. */
function proxyRules(store: StoreView, open: readonly PairEntry[]): readonly Rule[] {
  const ids = new Set<string>(ruleIds(open, 'ingressRules'));
  const through = new Set(open.map(({ entry }) => entry.through));
  const doors = store.proxies
    .filter(({ path }) => through.has(path.proxyArn))
    .flatMap((proxy) => proxy.endpoints.flatMap((endpoint) => endpoint.doors));
  const rules = doors.flatMap(({ ingress }) => ingress.rules.filter((rule) => ids.has(rule.id)));
  return [...new Set(rules)];
}

export const onlyIntendedPodsReachStoreByProxy = defineCheck({
  id: 'only-intended-pods-reach-store-by-proxy',
  reference: 'R-11',
  title: 'Only pods that a policy intends for a data store reach it through an RDS Proxy',
  severity: 'high',
  over: 'workload-store',
  needs: ['pods', 'policies', 'interfaces', 'rules', 'stores'],
  isWhole: ({ stores }) => stores.areProxiesSeen,
  appliesTo: (store, stores) => store.proxies.length > 0 && stores.isPodManaged(store) !== false,
  unsettled: { byWorkload: () => [], byStore: (store) => store.unseenPorts },
  messages: {
    reaches: {
      severity: 'high',
      text: '{workload} reaches {store} through {proxies} on port {ports} from its {via} interface, and no policy intends it.',
    },
  },
  judge(pair, _views, say) {
    const { workload, store } = pair;
    const { open, unclear, unmanaged } = opennessOf(pair, 'rds-proxy');
    if (open.length > 0) {
      const proxies = sortedUnique(open.flatMap(({ entry }) => entry.through ?? []));
      const rules = proxyRules(store, open);
      const pods = new Set(open.flatMap(({ entry }) => entry.pods)).size;
      return violated({
        said: [
          say('reaches', {
            workload: workloadName(workload),
            store: store.store.name,
            proxies,
            ports: portsOf(open),
            via: viasOf(open),
          }),
        ],
        expected: ['pods to which a policy gives a group that the proxy or the store admits'],
        observed: ruleIds(open, 'ingressRules'),
        evidence: [
          storeEvidence(store),
          ...proxies.map((id) => ({ kind: 'proxy', id }) as const),
          ...firstOf('rules', rules.map(ruleEvidence)),
          ...egressEvidence(open),
          ...workloadEvidence([{ workload, pods }]),
          ...podsEvidence(open),
        ],
        fix: revoke(
          rules,
          store.store.region,
          'Let the proxy admit the groups of the intended pods only: whoever reaches the proxy reaches the store.',
        ),
      });
    }
    if (unclear.length > 0) return unknown(reasonsFor(unclear), 'policies-unseen');
    if (unmanaged.length > 0) return NOT_JUDGED;
    return store.proxies.length > 0 ? COMPLIANT : IDLE;
  },
  rationale:
    'The store sees the proxy and not the pod behind it: the groups of the proxy decide who gets in, and they are easily forgotten.',
  unknownWhen:
    'Something on the way to the proxy or from it was not seen, or it is not known which store is behind the proxy.',
  remediation: {
    summary: 'Close the groups of the proxy as those of the store are closed.',
    commands: ['aws ec2 revoke-security-group-ingress --group-id SG --security-group-rule-ids SGR'],
  },
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-proxy-network-prereqs.html',
  ],
  since: '0.1.0',
});
