import type { Family, Prefix } from '../net/index.ts';
import type { Nacl, RouteTable, Rule } from '../model/index.ts';
import type { Network, Place, Target } from './flow.ts';
import { ruleServes } from './group-layer.ts';

/** Ascending first addresses of the cells into which a target's rules divide the sources of one family. */
export type Cuts = readonly (number | bigint)[];

/** Which cell an address lies in: how many cuts are at or below it. */
export function cellOf(cuts: Cuts, value: number | bigint): number {
  let low = 0;
  let high = cuts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const cut = cuts[middle];
    if (cut !== undefined && cut <= value) low = middle + 1;
    else high = middle;
  }
  return low;
}

const rulePrefixes = (network: Network, { peer }: Rule): readonly Prefix[] => {
  if (peer.kind === 'cidr') return [peer.prefix];
  return peer.kind === 'prefix-list' ? (network.prefixLists.get(peer.id)?.prefixes ?? []) : [];
};

const naclPrefixes = (nacl: Nacl | null): readonly Prefix[] =>
  (nacl?.entries ?? []).map((entry) => entry.prefix);

const routePrefixes = (network: Network, table: RouteTable | null): readonly Prefix[] =>
  (table?.routes ?? []).flatMap(({ destination }) =>
    destination.kind === 'cidr'
      ? [destination.prefix]
      : (network.prefixLists.get(destination.id)?.prefixes ?? []),
  );

/** Every prefix on the store's side that could tell two source addresses apart. */
function* dividingPrefixes(
  network: Network,
  target: Target,
  places: readonly Place[],
): Generator<Prefix> {
  for (const id of target.groups) {
    for (const rule of network.groups.get(id)?.ingress ?? []) {
      if (ruleServes(rule, target)) yield* rulePrefixes(network, rule);
    }
  }
  for (const place of places) {
    const subnet = place.subnetId === null ? undefined : network.subnets.get(place.subnetId);
    yield* naclPrefixes(subnet?.nacl ?? null);
    yield* routePrefixes(network, subnet?.routeTable ?? null);
    // A source whose own subnet was not seen may share this one.
    yield* subnet?.cidrs.toPrefixes() ?? [];
  }
  // The way back compares the source with the blocks of the VPC that it lies in.
  for (const vpc of network.vpcs.values()) yield* vpc.blocks;
  for (const peering of network.peerings.values()) {
    yield* peering.requester.cidrs;
    yield* peering.accepter.cidrs;
  }
}

export function targetCuts(
  network: Network,
  target: Target,
  places: readonly Place[],
  family: Family,
): Cuts {
  const v4 = new Set<number>();
  const v6 = new Set<bigint>();
  for (const prefix of dividingPrefixes(network, target, places)) {
    if (prefix.family === 4) v4.add(prefix.first).add(prefix.last + 1);
    else v6.add(prefix.first).add(prefix.last + 1n);
  }
  return family === 4
    ? [...v4].toSorted((a, b) => a - b)
    : [...v6].toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));
}
