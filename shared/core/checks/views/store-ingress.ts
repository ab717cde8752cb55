import type { Estate, StoreView } from '../../estate/index.ts';
import {
  type GroupId,
  type Rule,
  ruleIdentity,
  sortedUnique,
  type StoreArn,
} from '../../model/index.ts';
import { ruleServes } from '../../reach/index.ts';
import { TCP } from '../../net/index.ts';
import type { StoreIngress } from '../contract/store-views.ts';
import { listenersByGroup } from './listeners.ts';

interface Draft {
  readonly rule: Rule;
  readonly ids: string[];
}

/** Every permission of a group, each once: two listings may show the same one. */
function permissionsOf(estate: Estate, group: GroupId): ReadonlyMap<string, Draft> {
  const drafts = new Map<string, Draft>();
  for (const rule of estate.network.groups.get(group)?.ingress ?? []) {
    const identity = ruleIdentity(rule);
    const draft = drafts.get(identity) ?? { rule, ids: [] };
    drafts.set(identity, draft);
    draft.ids.push(rule.id);
  }
  return drafts;
}

/** The ports of the store behind a group that a rule admits. */
function servedPorts({ doors }: StoreView, rule: Rule): readonly number[] {
  const ports = doors
    .filter(({ door }) => door.groups.includes(rule.groupId))
    .map(({ door }) => door.port)
    .filter((port) => ruleServes(rule, { protocol: TCP, port }));
  return [...new Set(ports)].toSorted((a, b) => a - b);
}

export interface StoreIngressIndex {
  readonly all: readonly StoreIngress[];
  find(store: StoreArn, identity: string): StoreIngress | null;
}

/** Everything that the groups of the stores admit, at their ports and beside them. */
export function indexStoreIngress(
  estate: Estate,
  homeOf: (store: StoreView) => boolean | null,
): StoreIngressIndex {
  const listenersOf = listenersByGroup(estate);
  const known = new Map<GroupId, ReadonlyMap<string, Draft>>();
  const byStore = new Map<StoreArn, ReadonlyMap<string, StoreIngress>>();
  for (const store of estate.stores) {
    const own = new Map<string, StoreIngress>();
    for (const group of sortedUnique(store.doors.flatMap(({ door }) => door.groups))) {
      const permissions = known.get(group) ?? permissionsOf(estate, group);
      known.set(group, permissions);
      for (const [identity, { rule, ids }] of permissions) {
        own.set(identity, {
          store,
          identity,
          rule,
          ids: sortedUnique(ids),
          serves: servedPorts(store, rule),
          listeners: listenersOf(group),
          isHome: homeOf(store),
        });
      }
    }
    byStore.set(store.store.arn, own);
  }
  return {
    all: [...byStore.values()].flatMap((rules) => [...rules.values()]),
    find: (store, identity) => byStore.get(store)?.get(identity) ?? null,
  };
}
