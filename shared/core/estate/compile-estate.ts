import type {
  AwsScope,
  ClusterSnapshot,
  DataStoreAccess,
  EpochMs,
  GroupId,
  InterfaceId,
  NetworkInterface,
  ProxyPath,
  Snapshot,
  Store,
  StoreArn,
  UnknownReason,
} from '../model/index.ts';
import { compareText } from '../model/index.ts';
import { documentsFor } from '../intent/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../settings/index.ts';
import { type CompiledStores, compileStores, type StoreGap } from '../stores/index.ts';
import { indexAddresses } from './address-index.ts';
import { compileCluster } from './compile-cluster.ts';
import { compileDocuments, grantsIn } from './compile-documents.ts';
import { compileDoors } from './compile-doors.ts';
import { compileNetwork } from './compile-network.ts';
import { indexAttached } from './compile-nodes.ts';
import type { Estate, ProxyView, StoreView } from './estate.ts';
import { referenceReader } from './rule-references.ts';

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

/** What of a store leaves room for a port that is not listed. */
const PORT_ASPECTS: ReadonlySet<string> = new Set(['port', 'options', 'cluster']);

function reasonsFor(
  gaps: readonly StoreGap[],
  aspects: ReadonlySet<string>,
): (arn: StoreArn) => readonly UnknownReason[] {
  const byStore = Map.groupBy(
    gaps.filter(({ aspect }) => aspects.has(aspect)),
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
  const referenceOf = referenceReader(scopes, network, wearers);
  const compiled = compileStores(scopes, settings.stores);
  const uncertainty = reasonsFor(compiled.gaps, OPENING_ASPECTS);
  const unseenPorts = reasonsFor(compiled.gaps, PORT_ASPECTS);
  const unseenFamilies = reasonsFor(compiled.gaps, new Set(['families']));
  const doorsOf = (store: Store, proxy?: ProxyPath): StoreView['doors'] =>
    compileDoors(store, interfaces, network, referenceOf, [
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
      documents: documentsFor(intents, store),
      doors: doorsOf(store),
      proxies: proxies.filter(({ path }) => path.targets.some((one) => one.store === store.arn)),
      unseenPorts: unseenPorts(store.arn),
      unseenFamilies: unseenFamilies(store.arn),
      candidates: store.candidateInterfaces.flatMap((id) => interfaces.get(id) ?? []),
    }))
    .toSorted((a, b) => compareText(a.store.arn, b.store.arn));
  const context = {
    interfaces,
    addresses: indexAddresses(interfaces.values()),
    attached: indexAttached(interfaces.values()),
    clusterNames: new Set(snapshot.clusters.map((one) => one.name)),
  };
  const storeGaps = [...compiled.unseen, ...unseenDoors(compiled, scopes)];
  const grants = new Map(snapshot.clusters.map((one) => [one, grantsIn(one, intents)] as const));
  const clusters = [...grants]
    .map(([one, own]) =>
      compileCluster(one, { ...context, aws: scopeOf(one, scopes), grants: own }),
    )
    .toSorted((a, b) => compareText(a.arn, b.arn));
  const byArn = new Map<StoreArn, StoreView>(stores.map((one) => [one.store.arn, one]));
  return {
    takenAt: snapshot.takenAt,
    now: options.now,
    clusters,
    stores,
    storeGaps,
    unassignedProxies: proxies.filter(({ path }) => !path.targetsKnown),
    network,
    interfaces,
    wearers,
    referenceOf,
    protectedGroups: protectedBy(stores, settings.protectedGroups),
    settings,
    intents,
    documents: compileDocuments(intents, { stores, areStoresSeen: storeGaps.length === 0, grants }),
    scopes,
    gaps: snapshot.gaps,
    inputs: snapshot.inputs,
    storeByArn: (arn) => byArn.get(arn) ?? null,
  };
}
