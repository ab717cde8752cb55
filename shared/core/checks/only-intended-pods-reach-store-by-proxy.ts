import type { StoreView } from '../estate/index.ts';
import { type Rule, sortedUnique } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import type { Said } from './contract/message.ts';
import {
  type BreachParts,
  COMPLIANT,
  IDLE,
  NOT_JUDGED,
  observed,
  unknown,
  violated,
} from './contract/outcome.ts';
import type { Pair, PairEntry } from './contract/views.ts';
import { firstOf } from './pods/evidence.ts';
import { authorityOf, documentEvidence, documentNames } from './stores/document-evidence.ts';
import {
  egressEvidence,
  opennessOf,
  podsEvidence,
  portsOf,
  reasonsFor,
  ruleIds,
  viasOf,
} from './stores/open-pairs.ts';
import { isMarkedRestricted } from './stores/restricted.ts';
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

const proxiesOf = (entries: readonly PairEntry[]): readonly string[] =>
  sortedUnique(entries.flatMap(({ entry }) => entry.through ?? []));

const EXPECTED = {
  policy: 'pods to which a policy gives a group that the proxy or the store admits',
  document: 'pods that a document allows by way of an RDS Proxy',
} as const;

function breachOf(
  { workload, store }: Pair,
  entries: readonly PairEntry[],
  said: Said,
  authority: keyof typeof EXPECTED,
): BreachParts {
  const rules = proxyRules(store, entries);
  const pods = new Set(entries.flatMap(({ entry }) => entry.pods)).size;
  return {
    said: [said],
    expected: [EXPECTED[authority]],
    observed: ruleIds(entries, 'ingressRules'),
    evidence: [
      storeEvidence(store),
      ...documentEvidence(entries),
      ...proxiesOf(entries).map((id) => ({ kind: 'proxy', id }) as const),
      ...firstOf('rules', rules.map(ruleEvidence)),
      ...egressEvidence(entries),
      ...workloadEvidence([{ workload, pods }]),
      ...podsEvidence(entries),
    ],
    fix: revoke(
      rules,
      store.store.region,
      'Let the proxy admit the groups of the intended pods only: whoever reaches the proxy reaches the store.',
    ),
  };
}

export const onlyIntendedPodsReachStoreByProxy = defineCheck({
  id: 'only-intended-pods-reach-store-by-proxy',
  reference: 'R-11',
  title: 'Only pods that a policy or a document intends reach a data store through an RDS Proxy',
  severity: 'high',
  over: 'workload-store',
  needs: ['pods', 'policies', 'interfaces', 'rules', 'stores'],
  isWhole: ({ stores }) => stores.areProxiesSeen,
  appliesTo: (store, stores) =>
    store.proxies.length > 0 && (stores.isPodManaged(store) !== false || stores.isWatched(store)),
  unsettled: { byWorkload: () => [], byStore: (store) => store.unseenPorts },
  messages: {
    reaches: {
      severity: 'high',
      text: '{workload} reaches {store} through {proxies} on port {ports} from its {via} interface, and no {authority} intends it.',
    },
    restricted: {
      severity: 'critical',
      text: '{workload} reaches {store}, which is restricted, through {proxies} on port {ports} from its {via} interface, and no {authority} intends it.',
    },
    watched: {
      severity: 'info',
      text: '{workload} reaches {store} through {proxies} on port {ports} from its {via} interface; once enforced, {documents} would not allow it.',
    },
  },
  judge(pair, { settings }, say) {
    const { workload, store } = pair;
    const { open, unclear, unmanaged, watched } = opennessOf(pair, 'rds-proxy');
    const named = (some: readonly PairEntry[]) => ({
      workload: workloadName(workload),
      store: store.store.name,
      proxies: proxiesOf(some),
      ports: portsOf(some),
      via: viasOf(some),
    });
    if (open.length > 0) {
      const authority = authorityOf(open);
      const said = say(isMarkedRestricted(store, settings) ? 'restricted' : 'reaches', {
        ...named(open),
        authority,
      });
      return violated(breachOf(pair, open, said, authority));
    }
    if (unclear.length > 0) return unknown(reasonsFor(unclear), 'policies-unseen');
    if (watched.length > 0) {
      const said = say('watched', { ...named(watched), documents: documentNames(watched) });
      return observed(breachOf(pair, watched, said, 'document'));
    }
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
