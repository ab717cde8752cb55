import type { Family, IpAddress, IpSet, Prefix } from '../net/index.ts';
import type { GroupId, UnknownReason } from '../model/index.ts';
import type { Network, Place, Source, Spot } from './flow.ts';
import { ruleServes, type Service } from './group-layer.ts';

/** Every prefix that could tell two addresses of a store's subnet apart, for one source. */
function cuttingPrefixes(
  network: Network,
  source: Source,
  service: Service,
  place: Place,
): readonly Prefix[] {
  const subnet = source.subnetId === null ? undefined : network.subnets.get(source.subnetId);
  return [
    ...egressPrefixes(network, source.groups, service),
    ...(subnet?.nacl?.entries ?? []).map((entry) => entry.prefix),
    ...(subnet?.routeTable?.routes ?? []).flatMap((route) =>
      route.destination.kind === 'cidr'
        ? [route.destination.prefix]
        : (network.prefixLists.get(route.destination.id)?.prefixes ?? []),
    ),
    ...(network.vpcs.get(place.vpcId)?.blocks ?? peeredBlocks(network, place)),
  ];
}

/** What peerings say of a VPC that was not listed itself. */
const peeredBlocks = (network: Network, { vpcId }: Place): readonly Prefix[] =>
  [...network.peerings.values()]
    .flatMap(({ requester, accepter }) => [requester, accepter])
    .flatMap((side) => (side.vpcId === vpcId ? side.cidrs : []));

function egressPrefixes(
  network: Network,
  groups: readonly GroupId[] | UnknownReason,
  service: Service,
): readonly Prefix[] {
  if (typeof groups === 'string') return [];
  const rules = groups.flatMap((id) => network.groups.get(id)?.egress ?? []);
  return rules.flatMap((rule) => {
    if (!ruleServes(rule, service)) return [];
    const { peer } = rule;
    if (peer.kind === 'cidr') return [peer.prefix];
    return peer.kind === 'prefix-list' ? (network.prefixLists.get(peer.id)?.prefixes ?? []) : [];
  });
}

function v4Atoms(set: IpSet, prefixes: readonly Prefix[]): IpAddress[] {
  const cuts = prefixes.flatMap((one) => (one.family === 4 ? [one.first, one.last + 1] : []));
  return set
    .v4Intervals()
    .flatMap(([first, last]) => [
      first,
      ...new Set(cuts.filter((cut) => first < cut && cut <= last)),
    ])
    .toSorted((a, b) => a - b)
    .map((value) => ({ family: 4, value }));
}

function v6Atoms(set: IpSet, prefixes: readonly Prefix[]): IpAddress[] {
  const cuts = prefixes.flatMap((one) => (one.family === 6 ? [one.first, one.last + 1n] : []));
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
