import type { Estate, StoreView } from '../../estate/index.ts';
import { type GroupId, type Rule, ruleIdentity } from '../../model/index.ts';
import { ruleServes } from '../../reach/index.ts';
import { TCP } from '../../net/index.ts';
import type { GroupRule } from '../contract/store-views.ts';
import { doorsBehind } from './doors-behind.ts';
import { unseenWearers } from './unseen-wearers.ts';

export interface GroupRuleIndex {
  readonly all: readonly GroupRule[];
  find(group: string, identity: string): GroupRule | null;
  /** A store, or a proxy in front of one, wears the group. */
  isWorn(group: string): boolean;
}

/** Stores by the groups that they, or the proxies in front of them, wear, with the ports behind each group. */
function storesBehind(
  stores: readonly StoreView[],
): ReadonlyMap<GroupId, ReadonlyMap<StoreView, readonly number[]>> {
  const behind = new Map<GroupId, Map<StoreView, number[]>>();
  for (const store of stores) {
    for (const { door } of doorsBehind(store)) {
      for (const group of door.groups) {
        const own = behind.get(group) ?? new Map<StoreView, number[]>();
        behind.set(group, own);
        own.set(store, [...(own.get(store) ?? []), door.port]);
      }
    }
  }
  return behind;
}

/** One of them that tells is enough; none tells for sure while the home of one is not known. */
function isHome(
  stores: Iterable<StoreView>,
  homeOf: (store: StoreView) => boolean | null,
): boolean | null {
  const answers = new Set([...stores].map(homeOf));
  if (answers.has(true)) return true;
  return answers.has(null) ? null : false;
}

/** Rules that name a group, by what they are: over two peerings one peer may stand in two of them. */
function rulesByIdentity(estate: Estate, group: GroupId): ReadonlyMap<string, readonly Rule[]> {
  const rules = estate.network.groups.get(group)?.ingress ?? [];
  return Map.groupBy(
    rules.filter(({ peer }) => peer.kind === 'group'),
    ruleIdentity,
  );
}

/** Of the groups that stores and their proxies wear, the rules that name a group: each once, however many wear it. */
export function indexGroupRules(
  estate: Estate,
  homeOf: (store: StoreView) => boolean | null,
): GroupRuleIndex {
  const accounts = new Set(estate.scopes.map(({ accountId }) => accountId));
  const unseenOf = unseenWearers(estate);
  const byGroup = new Map<string, ReadonlyMap<string, GroupRule>>();
  for (const [group, ports] of storesBehind(estate.stores)) {
    const shared = {
      group,
      stores: [...ports.keys()],
      isHome: isHome(ports.keys(), homeOf),
    };
    const listening = new Set([...ports.values()].flat());
    const items = [...rulesByIdentity(estate, group)].flatMap(([identity, rules]) => {
      const [{ peer } = { peer: null }] = rules;
      if (peer?.kind !== 'group') return [];
      const { groupId, ownerId } = peer;
      const item: GroupRule = {
        ...shared,
        identity,
        peer: groupId,
        rules: rules.map((rule) => ({ rule, reference: estate.referenceOf(rule) })),
        serves: [...listening].some((port) =>
          rules.some((rule) => ruleServes(rule, { protocol: TCP, port })),
        ),
        isForeign: ownerId !== null && !accounts.has(ownerId),
        wearers: estate.wearers.get(groupId) ?? [],
        unseenWearers: unseenOf(groupId),
      };
      return [[identity, item] as const];
    });
    byGroup.set(group, new Map(items));
  }
  return {
    all: [...byGroup.values()].flatMap((rules) => [...rules.values()]),
    find: (group, identity) => byGroup.get(group)?.get(identity) ?? null,
    isWorn: (group) => byGroup.has(group),
  };
}
