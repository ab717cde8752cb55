import type { Family, IpAddress, IpSet, Prefix } from '../net/index.ts';
import type { GroupId, UnknownReason } from '../model/index.ts';
import type { Network, Place, Source, Spot } from './flow.ts';
import { ruleServes, type Service } from './group-layer.ts';

const NONE: readonly Prefix[] = [];

/** Every prefix that could tell two addresses of a store's subnet apart, for one source. */
function* cuttingPrefixes(
  network: Network,
  source: Source,
  service: Service,
  place: Place,
): Generator<Prefix> {
  const subnet = source.subnetId === null ? undefined : network.subnets.get(source.subnetId);
  yield* egressPrefixes(network, source.groups, service);
  for (const { prefix } of subnet?.nacl?.entries ?? []) yield prefix;
  for (const { destination } of subnet?.routeTable?.routes ?? []) {
    if (destination.kind === 'cidr') yield destination.prefix;
    else yield* network.prefixLists.get(destination.id)?.prefixes ?? NONE;
  }
  yield* network.vpcs.get(place.vpcId)?.blocks ?? peeredBlocks(network, place);
}

/** What peerings say of a VPC that was not listed itself. */
const peeredBlocks = (network: Network, { vpcId }: Place): readonly Prefix[] =>
  [...network.peerings.values()]
    .flatMap(({ requester, accepter }) => [requester, accepter])
    .flatMap((side) => (side.vpcId === vpcId ? side.cidrs : []));

function* egressPrefixes(
  network: Network,
  groups: readonly GroupId[] | UnknownReason,
  service: Service,
): Generator<Prefix> {
  if (typeof groups === 'string') return;
  for (const id of groups) {
    for (const rule of network.groups.get(id)?.egress ?? []) {
      const { peer } = rule;
      if (peer.kind === 'group' || !ruleServes(rule, service)) continue;
      if (peer.kind === 'cidr') yield peer.prefix;
      else yield* network.prefixLists.get(peer.id)?.prefixes ?? NONE;
    }
  }
}

function v4Atoms(set: IpSet, prefixes: Iterable<Prefix>): IpAddress[] {
  const cuts = [...prefixes].flatMap((one) => (one.family === 4 ? [one.first, one.last + 1] : []));
  return set
    .v4Intervals()
    .flatMap(([first, last]) => [
      first,
      ...new Set(cuts.filter((cut) => first < cut && cut <= last)),
    ])
    .toSorted((a, b) => a - b)
    .map((value) => ({ family: 4, value }));
}

function v6Atoms(set: IpSet, prefixes: Iterable<Prefix>): IpAddress[] {
  const cuts = [...prefixes].flatMap((one) => (one.family === 6 ? [one.first, one.last + 1n] : []));
  return set
    .v6Intervals()
    .flatMap(([first, last]) => [
      first,
      ...new Set(cuts.filter((cut) => first < cut && cut <= last)),
    ])
    .toSorted((a, b) => (a < b ? -1 : 1))
    .map((value) => ({ family: 6, value }));
}

/**
 * One address for every part of a place that some rule, NACL entry or route of this source could tell apart: what holds
 * for the representative holds for the whole part.
 */
export function placeAtoms(
  network: Network,
  source: Source,
  service: Service,
  place: Place,
  family: Family,
): readonly Spot[] {
  if (place.addresses === null) return [{ family, value: null }];
  const prefixes = cuttingPrefixes(network, source, service, place);
  return family === 4 ? v4Atoms(place.addresses, prefixes) : v6Atoms(place.addresses, prefixes);
}

/** Whether a prefix begins or ends within a range, so that it holds a part of it only. */
const divides = (prefix: Prefix, first: number | bigint, last: number | bigint): boolean =>
  (first < prefix.first && prefix.first <= last) || (first <= prefix.last && prefix.last < last);

/**
 * The address that stands for the whole of a place with one run of addresses, or null where this source could tell parts
 * of it apart: what {@link placeAtoms} says when it says one thing.
 */
export function soleSpot(
  network: Network,
  source: Source,
  service: Service,
  place: Place,
  family: Family,
): Spot | null {
  if (place.addresses === null) return { family, value: null };
  const ranges = family === 4 ? place.addresses.v4Intervals() : place.addresses.v6Intervals();
  const [range] = ranges;
  if (range === undefined || ranges.length > 1) return null;
  const [first, last] = range;
  if (first !== last) {
    for (const prefix of cuttingPrefixes(network, source, service, place)) {
      if (prefix.family === family && divides(prefix, first, last)) return null;
    }
  }
  return typeof first === 'bigint' ? { family: 6, value: first } : { family: 4, value: first };
}
