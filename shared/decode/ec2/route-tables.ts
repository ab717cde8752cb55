import {
  type Route,
  type RouteTable,
  type RouteTarget,
  toPeeringId,
  toPrefixListId,
  toRouteTableId,
  toSubnetId,
  toVpcId,
} from '../../core/model/index.ts';
import { prefixOrNull } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  idOf,
  idOrNull,
  Malformed,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireList,
  textOrNull,
} from '../raw.ts';
import { isAssociated } from './subnets.ts';

/** The members of a route that name its target, and what each kind of target is. */
const TARGETS: Readonly<Record<string, (id: string) => RouteTarget>> = {
  GatewayId: gatewayTarget,
  VpcPeeringConnectionId: (id) => ({ kind: 'peering', id: idOf(id, 'the peering', toPeeringId) }),
  TransitGatewayId: (id) => ({ kind: 'transit-gateway', id }),
  NatGatewayId: (id) => ({ kind: 'nat-gateway', id }),
  EgressOnlyInternetGatewayId: (id) => ({ kind: 'egress-only-gateway', id }),
  NetworkInterfaceId: (id) => ({ kind: 'appliance', id }),
  InstanceId: (id) => ({ kind: 'appliance', id }),
  LocalGatewayId: (id) => ({ kind: 'other', id }),
  CarrierGatewayId: (id) => ({ kind: 'other', id }),
  CoreNetworkArn: (id) => ({ kind: 'other', id }),
  OdbNetworkArn: (id) => ({ kind: 'other', id }),
};

export const routeTables = defineListing<RouteTable>({
  file: 'ec2/describe-route-tables',
  command: 'aws ec2 describe-route-tables',
  key: 'RouteTables',
  effect: 'Whether a route leads from one VPC to another, or through an appliance, is not known.',
  fields: {
    RouteTableId: KEEP,
    VpcId: KEEP,
    Associations: [{ Main: KEEP, SubnetId: KEEP, AssociationState: { State: KEEP } }],
    Routes: [
      {
        DestinationCidrBlock: KEEP,
        DestinationIpv6CidrBlock: KEEP,
        DestinationPrefixListId: KEEP,
        State: KEEP,
        ...Object.fromEntries(Object.keys(TARGETS).map((key) => [key, KEEP] as const)),
      },
    ],
  },
  nameOf: namedBy('RouteTableId'),
  keyOf: (table) => table.id,
  decode: (value, context) => {
    const raw = objectOf(value, 'the route table');
    const associations = objectsOrEmpty(raw, 'Associations').filter((entry) =>
      isAssociated(entry, 'AssociationState'),
    );
    const subnetIds = associations.map((entry) => idOrNull(entry, 'SubnetId', toSubnetId));
    return {
      id: requireId(raw, 'RouteTableId', toRouteTableId),
      vpcId: context.intern.text(requireId(raw, 'VpcId', toVpcId)),
      isMain: associations.some((entry) => flagAt(entry, 'Main')),
      subnetIds: subnetIds.filter((id) => id !== null),
      ...decodeRoutes(raw, context),
    };
  },
});

function decodeRoutes(
  raw: RawObject,
  context: ItemContext,
): Pick<RouteTable, 'routes' | 'complete'> {
  const routes: Route[] = [];
  const all = requireList(raw, 'Routes');
  for (const [index, route] of all.entries()) {
    try {
      routes.push(decodeRoute(objectOf(route, 'the route')));
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      context.partial(`Routes[${index}]: ${error.message}`);
    }
  }
  return { routes, complete: routes.length === all.length };
}

function decodeRoute(raw: RawObject): Route {
  const state = textOrNull(raw, 'State') ?? 'active';
  if (state !== 'active' && state !== 'blackhole') throw new Malformed(`its state is ${state}`);
  return { destination: decodeDestination(raw), target: decodeTarget(raw), state };
}

function decodeDestination(raw: RawObject): Route['destination'] {
  const prefix =
    prefixOrNull(raw, 'DestinationCidrBlock', 4) ??
    prefixOrNull(raw, 'DestinationIpv6CidrBlock', 6);
  if (prefix !== null) return { kind: 'cidr', prefix };
  const id = idOrNull(raw, 'DestinationPrefixListId', toPrefixListId);
  if (id !== null) return { kind: 'prefix-list', id };
  throw new Malformed('it names no destination');
}

function decodeTarget(raw: RawObject): RouteTarget {
  for (const [key, target] of Object.entries(TARGETS)) {
    const id = textOrNull(raw, key);
    if (id !== null && id !== '') return target(id);
  }
  throw new Malformed('it names no target that podfence knows');
}

/** One member for four kinds of gateway; `vpce-…` is a gateway load balancer or firewall endpoint. */
function gatewayTarget(id: string): RouteTarget {
  if (id === 'local') return { kind: 'local' };
  if (id.startsWith('igw-')) return { kind: 'internet-gateway', id };
  if (id.startsWith('vgw-')) return { kind: 'vpn-gateway', id };
  if (id.startsWith('vpce-')) return { kind: 'appliance', id };
  return { kind: 'other', id };
}
