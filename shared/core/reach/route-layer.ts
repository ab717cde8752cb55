import type { IpAddress, Prefix } from '../net/index.ts';
import { prefixContains } from '../net/index.ts';
import type { Peering, Route, RouteTable, UnknownReason, VpcId } from '../model/index.ts';
import type { Network, Spot, SubnetFacts } from './flow.ts';
import type { References } from './group-layer.ts';
import { deny, type LayerVerdict, pass, unknown } from './layer.ts';

/** The route that decides for an address: the longest prefix that contains it. */
export interface BestRoute {
  readonly route: Route | null;
  /** Prefix length of the match; -1 without one. */
  readonly length: number;
  /** Why a longer match may exist that was not seen. */
  readonly unclear: UnknownReason | null;
}

function matchLength(network: Network, { destination }: Route, address: IpAddress): number | null {
  if (destination.kind === 'cidr') return longestMatch([destination.prefix], address);
  return longestMatch(network.prefixLists.get(destination.id)?.prefixes ?? [], address);
}

const isReadable = (network: Network, { destination }: Route): boolean =>
  destination.kind === 'cidr' || network.prefixLists.get(destination.id)?.complete === true;

function longestMatch(prefixes: readonly Prefix[], address: IpAddress): number | null {
  const lengths = prefixes.filter((one) => prefixContains(one, address)).map((one) => one.length);
  return lengths.length === 0 ? null : Math.max(...lengths);
}

export function bestRoute(network: Network, table: RouteTable, address: IpAddress): BestRoute {
  let best: Route | null = null;
  let bestLength = -1;
  let unclear: UnknownReason | null = table.complete ? null : 'routes-unseen';
  for (const route of table.routes) {
    const length = matchLength(network, route, address);
    if (length !== null && length > bestLength) [best, bestLength] = [route, length];
    if (!isReadable(network, route)) unclear ??= 'prefix-list-unreadable';
  }
  return { route: best, length: bestLength, unclear };
}

/** Inside one VPC the route is local, unless a more specific one is known to say otherwise (a middlebox, or nothing). */
function localRoute(
  network: Network,
  from: SubnetFacts | undefined,
  address: IpAddress,
): LayerVerdict {
  const table = from?.routeTable ?? null;
  if (table === null) return pass('local');
  const { route, length } = bestRoute(network, table, address);
  if (route === null || route.target.kind === 'local') return pass(table.id);
  // Every table has `local` routes as wide as the VPC's blocks; one that is not listed had its target replaced.
  const block = longestMatch(network.vpcs.get(table.vpcId)?.blocks ?? [], address);
  const hasLocal = table.routes.some(
    (one) => one.target.kind === 'local' && matchLength(network, one, address) !== null,
  );
  const isMoreSpecific = hasLocal || (block !== null && length >= block);
  if (!isMoreSpecific) return pass(table.id);
  if (route.state === 'blackhole') return deny(table.id, 'BAD_STATE_ROUTE');
  return unknown(table.id, 'middlebox');
}

function peeringRoute(
  network: Network,
  table: RouteTable,
  peering: Peering,
  to: VpcId,
  address: IpAddress,
): LayerVerdict {
  if (peering.status !== 'active')
    return deny(peering.id, 'BAD_STATE_ROUTE', `peering is ${peering.status}`);
  const far = peering.requester.vpcId === table.vpcId ? peering.accepter : peering.requester;
  const near = far === peering.accepter ? peering.requester : peering.accepter;
  // Peering is not transitive: it joins its two VPCs and no others.
  if (far.vpcId !== to || near.vpcId !== table.vpcId) return deny(peering.id, 'NO_PATH');
  const blocks = network.vpcs.get(to)?.blocks ?? far.cidrs;
  if (longestMatch(blocks, address) !== null) return pass(peering.id);
  if (blocks.length === 0) return unknown(peering.id, 'routes-unseen');
  return deny(peering.id, 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR');
}

/** One way across VPCs: the sender's subnet must route the address through an active peering with the other VPC. */
function crossRoute(
  network: Network,
  from: SubnetFacts | undefined,
  to: VpcId,
  address: IpAddress,
): LayerVerdict {
  const table = from?.routeTable ?? null;
  if (table === null) return unknown('', 'routes-unseen');
  const { route, length, unclear } = bestRoute(network, table, address);
  if (unclear !== null) return unknown(table.id, unclear);
  if (route === null) return deny(table.id, 'NO_ROUTE_TO_DESTINATION');
  // A blackhole still wins its prefix: the packet is dropped, not sent by a wider route.
  if (route.state === 'blackhole') return deny(table.id, 'BAD_STATE_ROUTE');
  switch (route.target.kind) {
    case 'peering': {
      const peering = network.peerings.get(route.target.id);
      if (peering !== undefined) return peeringRoute(network, table, peering, to, address);
      return unknown(route.target.id, 'routes-unseen');
    }
    case 'transit-gateway':
      return unknown(route.target.id, 'transit-gateway');
    case 'appliance':
      return unknown(route.target.id, 'middlebox');
    case 'local':
      return deny(table.id, 'DISCONNECTED_VPCS');
    case 'nat-gateway':
      // A narrow route leads to a private NAT gateway, which sends the packet on under its own address.
      if (length > 0) return unknown(route.target.id, 'middlebox');
      return deny(table.id, 'NO_ROUTE_TO_DESTINATION');
    case 'internet-gateway':
    case 'egress-only-gateway':
      // A private address of another VPC is not reached through the internet.
      return deny(table.id, 'NO_ROUTE_TO_DESTINATION');
    case 'vpn-gateway':
    case 'other':
      return unknown(route.target.id, 'unsupported');
  }
}

/** The way from one subnet to an address in a VPC. */
export function routeLayer(
  network: Network,
  from: { readonly vpcId: VpcId; readonly subnet: SubnetFacts | undefined },
  to: VpcId,
  address: Spot,
): LayerVerdict {
  if (address.value === null) {
    return from.vpcId === to ? pass('local') : unknown('', 'store-address-unseen');
  }
  return from.vpcId === to
    ? localRoute(network, from.subnet, address)
    : crossRoute(network, from.subnet, to, address);
}

/** Group references survive inside a VPC and across an active peering in one Region; across Regions only CIDRs match. */
export function referencesBetween(network: Network, a: VpcId, b: VpcId): References {
  if (a === b) return 'match';
  for (const peering of network.peerings.values()) {
    const { requester, accepter, status } = peering;
    if (status !== 'active') continue;
    const joins =
      (requester.vpcId === a && accepter.vpcId === b) ||
      (requester.vpcId === b && accepter.vpcId === a);
    if (!joins) continue;
    if (requester.region === null || accepter.region === null) return 'unknown';
    return requester.region === accepter.region ? 'match' : 'lost';
  }
  return 'unknown';
}
