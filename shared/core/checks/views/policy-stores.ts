import type { ClusterView, Estate, PolicyView, StoreView } from '../../estate/index.ts';
import type { GroupId, Policy, StoreArn } from '../../model/index.ts';
import { compileSelector, selectorMatches } from '../../policy/index.ts';
import type { PolicyStore } from '../contract/store-views.ts';
import { doorsBehind } from './doors-behind.ts';

export interface PolicyStoreIndex {
  readonly all: readonly PolicyStore[];
  find(namespace: string, name: string, store: StoreArn): PolicyStore | null;
}

/** Whether an account selector matches the account of every pod that names none; null where that was not seen. */
function matchesDefaultAccount(
  { namespace, serviceAccountSelector }: Policy,
  { snapshot: { serviceAccounts } }: ClusterView,
): boolean | null {
  const selector = compileSelector(serviceAccountSelector);
  if (selector.kind !== 'requirements') return selector.kind === 'everything';
  const account = serviceAccounts.items.find(
    (one) => one.namespace === namespace && one.name === 'default',
  );
  if (account !== undefined) return selectorMatches(selector, account.labels);
  return serviceAccounts.complete ? false : null;
}

/** Stores by the groups that their doors, or the proxies in front of them, let in. */
function storesByGroup(stores: readonly StoreView[]): ReadonlyMap<GroupId, readonly StoreView[]> {
  const byGroup = new Map<GroupId, StoreView[]>();
  for (const store of stores) {
    const groups = new Set(
      doorsBehind(store).flatMap(({ ingress }) => [...ingress.referencedGroups]),
    );
    for (const group of groups) {
      const list = byGroup.get(group);
      if (list === undefined) byGroup.set(group, [store]);
      else list.push(store);
    }
  }
  return byGroup;
}

/** Pods of one policy whose account was not seen may be selected by it as well. */
function undecidedPolicies({ pods }: ClusterView): ReadonlySet<Policy> {
  return new Set(pods.flatMap(({ declaration }) => declaration.undecided));
}

function itemsOf(
  view: PolicyView,
  stores: ReadonlyMap<GroupId, readonly StoreView[]>,
  isLiving: (group: GroupId) => boolean,
  facts: Pick<PolicyStore, 'isDefaultAccount' | 'isUndecided'>,
): readonly PolicyStore[] {
  const opened = new Map<StoreView, GroupId[]>();
  for (const group of view.groups) {
    for (const store of stores.get(group) ?? []) {
      const groups = opened.get(store);
      if (groups === undefined) opened.set(store, [group]);
      else groups.push(group);
    }
  }
  return [...opened].map(([store, groups]) => ({
    policy: view,
    store,
    groups,
    isLiving: groups.some(isLiving),
    ...facts,
  }));
}

/** Policies with the stores to which a group of theirs is let in. */
export function indexPolicyStores(
  { network, wearers, stores }: Estate,
  cluster: ClusterView,
): PolicyStoreIndex {
  const byGroup = storesByGroup(stores);
  const isLiving = (group: GroupId): boolean => network.groups.has(group) || wearers.has(group);
  const undecided = undecidedPolicies(cluster);
  const all = cluster.policies.flatMap((view) =>
    itemsOf(view, byGroup, isLiving, {
      isDefaultAccount: matchesDefaultAccount(view.policy, cluster),
      isUndecided: undecided.has(view.policy),
    }),
  );
  return {
    all,
    find: (namespace, name, arn) =>
      all.find(
        ({ policy: { policy }, store }) =>
          policy.namespace === namespace && policy.name === name && store.store.arn === arn,
      ) ?? null,
  };
}
