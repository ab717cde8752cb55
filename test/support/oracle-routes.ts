import { type IpAddress, prefixContains } from '../../shared/core/net/index.ts';
import {
  type Peering,
  type PeeringId,
  type PeeringSide,
  type Route,
  type VpcId,
} from '../../shared/core/model/index.ts';
import type { Network } from '../../shared/core/reach/flow.ts';
import { type Said, YES, NO, because, type End } from './oracle-said.ts';
import type { References } from './oracle-groups.ts';

type Choice = Route['target'] | 'blackhole';

/** The route with the longest prefix that holds the address; `unsure` when a list may have a longer one. */
function longestMatch(
  network: Network,
  routes: readonly Route[],
  where: IpAddress,
): { readonly length: number; readonly choice: Choice | null; readonly unsure: boolean } {
  let length = -1;
  let choice: Choice | null = null;
  let unsure = false;
  for (const { destination, target, state } of routes) {
    const list =
      destination.kind === 'prefix-list' ? network.prefixLists.get(destination.id) : undefined;
    const prefixes = destination.kind === 'cidr' ? [destination.prefix] : (list?.prefixes ?? []);
    if (destination.kind === 'prefix-list' && !list?.complete) unsure = true;
    for (const prefix of prefixes) {
      if (!prefixContains(prefix, where) || prefix.length <= length) continue;
      length = prefix.length;
      choice = state === 'blackhole' ? 'blackhole' : target;
    }
  }
  return { length, choice, unsure };
}

/** Inside one VPC: local, unless a known route is more specific (or has taken the local route's place). */
function wayInside(network: Network, from: End, to: End): Said {
  const table = from.subnet?.routeTable;
  const { where } = to;
  if (!table || where === null) return YES;
  const best = longestMatch(network, table.routes, where);
  if (best.choice === null || (best.choice !== 'blackhole' && best.choice.kind === 'local'))
    return YES;
  const blocks = network.vpcs.get(to.vpcId)?.blocks ?? [];
  const locals = table.routes.flatMap(({ destination, target }) =>
    target.kind === 'local' && destination.kind === 'cidr' ? [destination.prefix] : [],
  );
  const known = [...blocks, ...locals].filter((one) => prefixContains(one, where));
  if (known.length === 0 || known.some((one) => one.length > best.length)) return YES;
  return best.choice === 'blackhole' ? NO : because('middlebox');
}

function wayAcross(network: Network, from: End, to: End): Said {
  if (to.where === null) return because('store-address-unseen');
  const table = from.subnet?.routeTable;
  if (!table?.complete) return because('routes-unseen');
  const best = longestMatch(network, table.routes, to.where);
  if (best.unsure) return because('prefix-list-unreadable');
  if (best.choice === null || best.choice === 'blackhole') return NO;
  switch (best.choice.kind) {
    case 'peering':
      return wayOverPeering(network, best.choice.id, from, to, to.where);
    case 'transit-gateway':
      return because('transit-gateway');
    case 'appliance':
      return because('middlebox');
    case 'local':
    case 'internet-gateway':
    case 'egress-only-gateway':
      return NO;
    case 'nat-gateway':
      // The default route through NAT leads to the internet; a narrower one is a private NAT gateway's.
      return best.length === 0 ? NO : because('middlebox');
    case 'vpn-gateway':
    case 'other':
      return because('unsupported');
  }
}

/** Its two sides in the order here, there; null when it joins other VPCs. */
function sidesOf(
  peering: Peering,
  here: VpcId,
  there: VpcId,
): readonly [PeeringSide, PeeringSide] | null {
  const { requester, accepter } = peering;
  if (requester.vpcId === here && accepter.vpcId === there) return [requester, accepter];
  return accepter.vpcId === here && requester.vpcId === there ? [accepter, requester] : null;
}

function wayOverPeering(
  network: Network,
  id: PeeringId,
  from: End,
  to: End,
  where: IpAddress,
): Said {
  const peering = network.peerings.get(id);
  if (peering === undefined) return because('routes-unseen');
  const sides = sidesOf(peering, from.vpcId, to.vpcId);
  if (peering.status !== 'active' || sides === null) return NO;
  const blocks = network.vpcs.get(to.vpcId)?.blocks ?? sides[1].cidrs;
  return blocks.some((block) => prefixContains(block, where)) ? YES : NO;
}

export const wayOf = (network: Network, from: End, to: End): Said =>
  from.vpcId === to.vpcId ? wayInside(network, from, to) : wayAcross(network, from, to);

/** Groups are recognised inside a VPC and across an active peering of one Region; no VPC pair has two of them. */
export function referencesOf(network: Network, here: VpcId, there: VpcId): References {
  if (here === there) return 'kept';
  const peering = [...network.peerings.values()].find(
    (one) => one.status === 'active' && sidesOf(one, here, there) !== null,
  );
  if (!peering?.requester.region || !peering.accepter.region) return 'unclear';
  return peering.requester.region === peering.accepter.region ? 'kept' : 'lost';
}
