import {
  type AwsScope,
  type InterfaceId,
  type NetworkInterface,
  sortedUnique,
  type VpcId,
} from '../model/index.ts';
import type { WornGroups } from './attached-groups.ts';
import type { Placement } from './placement.ts';

/**
 * Interfaces that the data services made, by all that their descriptions tell: RDS, Neptune and DocumentDB name no
 * database, so theirs are found by VPC; proxies and caches are named.
 */
export interface ServiceInterfaces {
  readonly databases: ReadonlyMap<VpcId, readonly NetworkInterface[]>;
  /** By the proxy's name. */
  readonly proxies: ReadonlyMap<string, readonly NetworkInterface[]>;
  /** By the id of the cache cluster or replication group. */
  readonly caches: ReadonlyMap<string, readonly NetworkInterface[]>;
}

const PROXY = 'Network interface for DBProxy ';
const CACHE = /^ElastiCache[ +](\S+)$/;

/** Only RDS may call itself amazon-rds; an interface that somebody made by hand carries its maker's id. */
const isDatabase = (eni: NetworkInterface): boolean =>
  eni.description === 'RDSNetworkInterface' &&
  (eni.requesterId === null || eni.requesterId === 'amazon-rds');

function push<K>(map: Map<K, NetworkInterface[]>, key: K, eni: NetworkInterface): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [eni]);
  else list.push(eni);
}

/** An interface in a shared VPC is listed by its owner and by the VPC's: it counts once. */
export function indexServiceInterfaces(scopes: readonly AwsScope[]): ServiceInterfaces {
  const databases = new Map<VpcId, NetworkInterface[]>();
  const proxies = new Map<string, NetworkInterface[]>();
  const caches = new Map<string, NetworkInterface[]>();
  const seen = new Set<InterfaceId>();
  for (const eni of scopes.flatMap((scope) => scope.interfaces.items)) {
    if (seen.has(eni.id)) continue;
    seen.add(eni.id);
    const cache = CACHE.exec(eni.description)?.[1];
    if (isDatabase(eni)) push(databases, eni.vpcId, eni);
    else if (cache !== undefined) push(caches, cache, eni);
    else if (eni.description.startsWith(PROXY))
      push(proxies, eni.description.slice(PROXY.length).trim(), eni);
  }
  return { databases, proxies, caches };
}

const wears = (eni: NetworkInterface, { surely, possibly }: WornGroups): boolean =>
  eni.groups.length > 0 &&
  eni.groups.every((group) => possibly.has(group)) &&
  surely.every((group) => eni.groups.includes(group));

/** An interface that is `available` is attached to nothing any more: nobody answers there. */
const isPlaced = (eni: NetworkInterface, { vpcId, subnetIds }: Placement): boolean =>
  eni.status !== 'available' &&
  (vpcId === null || eni.vpcId === vpcId) &&
  (subnetIds === null || (eni.subnetId !== null && subnetIds.includes(eni.subnetId)));

/** Those that are the store's, or may be: in its place, with exactly its groups. Sorted. */
export function candidatesAmong(
  interfaces: readonly NetworkInterface[],
  place: Placement,
  worn: WornGroups,
): readonly InterfaceId[] {
  const matching = interfaces.filter((eni) => isPlaced(eni, place) && wears(eni, worn));
  return sortedUnique(matching.map((eni) => eni.id));
}

/** For databases, which only their place and groups tell apart: none when the place was not seen. */
export function databaseCandidates(
  interfaces: ServiceInterfaces,
  place: Placement,
  worn: WornGroups,
): readonly InterfaceId[] {
  if (place.vpcId === null || place.subnetIds === null) return [];
  return candidatesAmong(interfaces.databases.get(place.vpcId) ?? [], place, worn);
}
