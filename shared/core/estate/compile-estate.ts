import type {
  AwsScope,
  ClusterSnapshot,
  DataStoreAccess,
  EpochMs,
  GroupId,
  InterfaceId,
  NetworkInterface,
  ProxyPath,
  Rule,
  Snapshot,
  Store,
  StoreArn,
  UnknownReason,
} from '../model/index.ts';
import { compareText } from '../model/index.ts';
import type { Network } from '../reach/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings/index.ts';
import { type CompiledStores, compileStores, type StoreGap } from '../stores/index.ts';
import { indexAddresses } from './address-index.ts';
import { compileCluster } from './compile-cluster.ts';
import { compileDoors, type IsDeleted } from './compile-doors.ts';
import { compileNetwork } from './compile-network.ts';
import { indexAttached } from './compile-nodes.ts';
import type { Estate, ProxyView, StoreView } from './estate.ts';

export interface EstateOptions {
  readonly now: EpochMs;
  readonly settings?: Settings;
  /** Documents that close stores. */
  readonly intents?: readonly DataStoreAccess[];
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

/** What of a store or proxy leaves room for an opening that is not listed: its groups, its port, its endpoints. */
const OPENING_ASPECTS: ReadonlySet<string> = new Set(['groups', 'port', 'endpoints']);

function uncertaintyOf(gaps: readonly StoreGap[]): (arn: StoreArn) => readonly UnknownReason[] {
  const byStore = Map.groupBy(
    gaps.filter(({ aspect }) => OPENING_ASPECTS.has(aspect)),
    ({ store }) => store,
  );
  return (arn) => (byStore.get(arn) ?? []).map(({ reason }) => reason);
}

/** Doors that may exist and are not listed: options that open ports, and stores of which no door is known. */
function unseenDoors(
  { stores, gaps }: CompiledStores,
  scopes: readonly AwsScope[],
): Estate['storeGaps'] {
  const doorless = new Set(stores.filter((one) => one.doors.length === 0).map((one) => one.arn));
  const scopeOfStore = new Map(
    stores.map((one) => [
      one.arn,
      scopes.find((scope) => scope.accountId === one.accountId && scope.region === one.region) ??
        scopes[0],
    ]),
  );
  return gaps
    .filter(
      ({ store, aspect }) => aspect === 'options' || (aspect === 'port' && doorless.has(store)),
    )
    .flatMap(({ store, source }) => {
      const scope = scopeOfStore.get(store);
      return scope === undefined ? [] : [{ source, scope }];
    });
}

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
  const { settings = DEFAULT_SETTINGS, intents = [] } = options;
  const interfaces = new Map<InterfaceId, NetworkInterface>(
    scopes.flatMap((scope) => scope.interfaces.items.map((eni) => [eni.id, eni] as const)),
  );
  const network = compileNetwork(scopes);
  const wearers = wearersOf(interfaces.values());
  const isDeleted = deletionCheck(scopes, network, wearers);
  const compiled = compileStores(scopes, settings.stores);
  const uncertainty = uncertaintyOf(compiled.gaps);
  const doorsOf = (store: Store, proxy?: ProxyPath): StoreView['doors'] =>
    compileDoors(store, interfaces, network, isDeleted, [
      ...uncertainty(store.arn),
      ...(proxy === undefined ? [] : uncertainty(proxy.proxyArn)),
    ]);
  const proxies: readonly ProxyView[] = compiled.proxies.map((path) => ({
    path,
    endpoints: path.endpoints.map((store) => ({ store, doors: doorsOf(store, path) })),
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
    storeGaps: [...compiled.unseen, ...unseenDoors(compiled, scopes)],
    unassignedProxies: proxies.filter(({ path }) => !path.targetsKnown),
    network,
    interfaces,
    wearers,
    protectedGroups: protectedBy(stores, settings.protectedGroups),
    settings,
    intents,
    scopes,
    gaps: snapshot.gaps,
    inputs: snapshot.inputs,
    storeByArn: (arn) => byArn.get(arn) ?? null,
  };
}
