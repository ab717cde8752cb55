import type { Access } from '../../access/index.ts';
import type { ClusterView, Estate, StoreView } from '../../estate/index.ts';
import { IpSet } from '../../net/index.ts';
import type { RouteTable } from '../../model/index.ts';
import type { GroupFacts } from '../../reach/index.ts';
import { needState } from '../contract/need.ts';
import type { StoresView } from '../contract/views.ts';
import { documentViews } from './document-views.ts';
import { clientsView } from './clients.ts';
import { declaredReader } from './declared-clients.ts';
import { indexGroupRules } from './group-rules.ts';
import { homeReader } from './home.ts';
import { managedUnseen } from './managed-unseen.ts';
import { once } from './once.ts';
import { outsideDoors } from './outside-doors.ts';
import { indexPairs } from './pairs.ts';
import { indexPolicyStores } from './policy-stores.ts';
import { indexStoreGroups } from './store-groups.ts';
import { indexStoreIngress } from './store-ingress.ts';
import { indexStores } from './store-items.ts';
import { indexStoreRules } from './store-rules.ts';
import { strangersView } from './strangers.ts';
import { planReader } from './vpc-plans.ts';
import { wearingOf } from './wearing.ts';

function vpcAddresses(estate: Estate, { store }: StoreView): IpSet {
  const vpc = store.vpcId === null ? undefined : estate.network.vpcs.get(store.vpcId);
  return vpc === undefined ? IpSet.empty : IpSet.fromPrefixes(vpc.blocks);
}

function routeTables(estate: Estate, { store }: StoreView): readonly (RouteTable | null)[] | null {
  if (store.subnetIds === null) return null;
  return store.subnetIds.map((id) => estate.network.subnets.get(id)?.routeTable ?? null);
}

function isPodManaged(access: Access, store: StoreView): boolean | null {
  const doors = access.doorsOf(store).map(({ podManaged }) => podManaged);
  if (doors.includes(true)) return true;
  // A door that was not seen may be closed.
  return doors.includes(null) || store.unseenPorts.length > 0 ? null : false;
}

/** Stores, and what the reach engine answers for the pods of one cluster. */
export function storeViews(estate: Estate, access: Access, cluster: ClusterView): StoresView {
  const { complete } = needState(estate, cluster, 'stores');
  const pairs = once(() => indexPairs(access, cluster));
  const rules = once(() => indexStoreRules(estate, cluster, pairs()));
  const groups = once(() => indexStoreGroups(estate, homeReader(estate, cluster)));
  const policyStores = once(() => indexPolicyStores(estate, cluster));
  const groupRules = once(() => indexGroupRules(estate, homeReader(estate, cluster)));
  const factsByName = once(() => new Map<string, GroupFacts>(estate.network.groups));
  const items = once(() => indexStores(estate, access, cluster, homeReader(estate, cluster)));
  const ingress = once(() => indexStoreIngress(estate, homeReader(estate, cluster)));
  return {
    complete,
    areProxiesSeen: estate.scopes.every(({ dbProxies }) => dbProxies.complete),
    all: estate.stores,
    get pairs() {
      return pairs().all;
    },
    pair: (workload, store) => pairs().find(workload, store),
    get rules() {
      return rules().all;
    },
    rule: (store, identity) => rules().find(store, identity),
    get ingress() {
      return ingress().all;
    },
    ingressRule: (store, identity) => ingress().find(store, identity),
    get groups() {
      return groups().all;
    },
    group: (store, group) => groups().find(store, group),
    wearing: wearingOf(cluster),
    strangers: strangersView(estate, access, cluster),
    get groupRules() {
      return groupRules().all;
    },
    groupRule: (group, identity) => groupRules().find(group, identity),
    isWorn: (group) => groupRules().isWorn(group),
    groupFacts: (group) => factsByName().get(group) ?? null,
    clients: clientsView(estate),
    managedUnseen: (store) => managedUnseen(estate, access, store),
    planOf: planReader(estate),
    declaredClients: declaredReader(estate),
    referenceOf: estate.referenceOf,
    clusterAccounts: estate.clusters.map(({ accountId }) => accountId),
    get items() {
      return items().all;
    },
    item: (store) => items().find(store),
    get policyStores() {
      return policyStores().all;
    },
    policyStore: (namespace, name, store) => policyStores().find(namespace, name, store),
    isPodManaged: (store) => isPodManaged(access, store),
    ...documentViews(access),
    byArn: (store) => estate.storeByArn(store),
    outsideDoors: once(() => outsideDoors(estate, access, cluster)),
    intentUnseen: (store) => access.doorsOf(store).flatMap(({ intent }) => intent.reasons),
    vpcAddresses: (store) => vpcAddresses(estate, store),
    routeTables: (store) => routeTables(estate, store),
  };
}
