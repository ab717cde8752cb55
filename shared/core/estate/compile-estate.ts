import type {
  AwsScope,
  ClusterSnapshot,
  EpochMs,
  GroupId,
  InterfaceId,
  Listing,
  NetworkInterface,
  Rule,
  Snapshot,
  Store,
  StoreArn,
} from '../model/index.ts';
import { compareText } from '../model/index.ts';
import type { Network } from '../reach/index.ts';
import { compileStores } from '../stores/index.ts';
import { indexAddresses } from './address-index.ts';
import { compileCluster } from './compile-cluster.ts';
import { compileDoors, type IsDeleted } from './compile-doors.ts';
import { compileNetwork } from './compile-network.ts';
import { indexAttached } from './compile-nodes.ts';
import type { Estate, ProxyView, StoreView } from './estate.ts';

export interface EstateOptions {
  readonly now: EpochMs;
  /** Groups that the configuration names as protected, beside those that stores admit or carry. */
  readonly protectedGroups?: readonly GroupId[];
}

function wearersOf(interfaces: Iterable<NetworkInterface>): Map<GroupId, NetworkInterface[]> {
  const wearers = new Map<GroupId, NetworkInterface[]>();
  for (const eni of interfaces) {
    for (const group of eni.groups) {
      const list = wearers.get(group);
      if (list === undefined) wearers.set(group, [eni]);
      else list.push(eni);
    }
  }
  return wearers;
}

/**
 * A referenced group is deleted when its account's listing is complete and lacks it, and nothing wears it. A group of an
 * account that was not read may exist.
 */
function deletionCheck(
  scopes: readonly AwsScope[],
  network: Network,
  wearers: ReadonlyMap<GroupId, unknown>,
): IsDeleted {
  const complete = scopes.every((scope) => scope.groups.complete);
  const accounts = new Set(scopes.map((scope) => scope.accountId));
  return ({ peer }: Rule) =>
    peer.kind === 'group' &&
    complete &&
    (peer.ownerId === null || accounts.has(peer.ownerId)) &&
    !network.groups.has(peer.groupId) &&
    !wearers.has(peer.groupId);
}

/** The account and region that a cluster lies in: by id, else the only one that could be meant. */
function scopeOf(cluster: ClusterSnapshot, scopes: readonly AwsScope[]): AwsScope {
  const same = scopes.find(
    (scope) => scope.accountId === cluster.accountId && scope.region === cluster.region,
  );
  const found = same ?? scopes[0];
  if (found === undefined) throw new Error(`no account and region for cluster ${cluster.arn}`);
  return found;
}

const storeListings = (scope: AwsScope): readonly Listing<unknown>[] => [
  scope.dbInstances,
  scope.dbClusters,
  scope.dbProxies,
  scope.cacheClusters,
  scope.replicationGroups,
  scope.serverlessCaches,
];

function protectedBy(
  stores: readonly StoreView[],
  named: readonly GroupId[],
): ReadonlySet<GroupId> {
  const doors = stores.flatMap((store) => [
    ...store.doors,
    ...store.proxies.flatMap((proxy) => proxy.endpoints.flatMap((endpoint) => endpoint.doors)),
  ]);
  return new Set([
    ...named,
    ...doors.flatMap(({ door, ingress }) => [...door.groups, ...ingress.referencedGroups]),
  ]);
}

/** Snapshot → Estate: every join made once. Pure: equal snapshots and options give equal estates. */
export function compileEstate(snapshot: Snapshot, options: EstateOptions): Estate {
  const { scopes } = snapshot;
  const interfaces = new Map<InterfaceId, NetworkInterface>(
    scopes.flatMap((scope) => scope.interfaces.items.map((eni) => [eni.id, eni] as const)),
  );
  const network = compileNetwork(scopes);
  const wearers = wearersOf(interfaces.values());
  const isDeleted = deletionCheck(scopes, network, wearers);
  const compiled = compileStores(scopes);
  const doorsOf = (store: Store): StoreView['doors'] =>
    compileDoors(store, interfaces, network, isDeleted);
  const proxies: readonly ProxyView[] = compiled.proxies.map((path) => ({
    path,
    endpoints: path.endpoints.map((store) => ({ store, doors: doorsOf(store) })),
  }));
  const stores = compiled.stores
    .map((store): StoreView => ({
      store,
      doors: doorsOf(store),
      proxies: proxies.filter(({ path }) => path.targets.some((one) => one.store === store.arn)),
      candidates: store.candidateInterfaces.flatMap((id) => interfaces.get(id) ?? []),
    }))
    .toSorted((a, b) => compareText(a.store.arn, b.store.arn));
  const context = {
    interfaces,
    addresses: indexAddresses(interfaces.values()),
    attached: indexAttached(interfaces.values()),
    clusterNames: new Set(snapshot.clusters.map((one) => one.name)),
  };
  const byArn = new Map<StoreArn, StoreView>(stores.map((one) => [one.store.arn, one]));
  return {
    takenAt: snapshot.takenAt,
    now: options.now,
    clusters: snapshot.clusters
      .map((one) => compileCluster(one, { ...context, aws: scopeOf(one, scopes) }))
      .toSorted((a, b) => compareText(a.arn, b.arn)),
    stores,
    storeGaps: scopes.flatMap((scope) =>
      storeListings(scope)
        .filter((one) => !one.complete)
        .map((one) => ({ source: one.source, scope })),
    ),
    unassignedProxies: proxies.filter(({ path }) => !path.targetsKnown),
    network,
    interfaces,
    wearers,
    protectedGroups: protectedBy(stores, options.protectedGroups ?? []),
    scopes,
    gaps: snapshot.gaps,
    inputs: snapshot.inputs,
    storeByArn: (arn) => byArn.get(arn) ?? null,
  };
}
