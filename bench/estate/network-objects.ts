import { sizeOf, toCidr } from './addresses.ts';
import { ACCOUNT_ID, FOREIGN_ACCOUNT_ID, REGION } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import { nameTag } from './name-tag.ts';
import type { EstatePlan, Network, PrefixList, Subnet } from './plan.ts';

const PEER_CIDR = '10.99.0.0/16';

export function vpcObject({ vpcId, cidrs, ipv6Cidr }: Network, ids: Ids): JsonObject {
  const state = { State: 'associated' };
  return {
    OwnerId: ACCOUNT_ID,
    InstanceTenancy: 'default',
    Ipv6CidrBlockAssociationSet: [
      {
        AssociationId: ids.resource('vpc-cidr-assoc', 1000),
        Ipv6CidrBlock: ipv6Cidr,
        Ipv6CidrBlockState: state,
        NetworkBorderGroup: REGION,
        Ipv6Pool: 'Amazon',
      },
    ],
    CidrBlockAssociationSet: cidrs.map((cidr, index) => ({
      AssociationId: ids.resource('vpc-cidr-assoc', index),
      CidrBlock: toCidr(cidr),
      CidrBlockState: state,
    })),
    IsDefault: false,
    Tags: nameTag('bench'),
    VpcId: vpcId,
    State: 'available',
    CidrBlock: '10.42.0.0/16',
    DhcpOptionsId: ids.resource('dopt', 0),
  };
}

export function subnetObject(subnet: Subnet, { vpcId }: Network): JsonObject {
  return {
    AvailabilityZoneId: subnet.zone.id,
    MapCustomerOwnedIpOnLaunch: false,
    OwnerId: ACCOUNT_ID,
    AssignIpv6AddressOnCreation: false,
    Ipv6CidrBlockAssociationSet: [
      {
        AssociationId: subnet.id.replace('subnet', 'subnet-cidr-assoc'),
        Ipv6CidrBlock: `${subnet.ipv6Base}/64`,
        Ipv6CidrBlockState: { State: 'associated' },
      },
    ],
    Tags: subnetTags(subnet),
    SubnetArn: `arn:aws:ec2:${REGION}:${ACCOUNT_ID}:subnet/${subnet.id}`,
    EnableDns64: false,
    Ipv6Native: false,
    SubnetId: subnet.id,
    State: 'available',
    VpcId: vpcId,
    CidrBlock: toCidr(subnet.cidr),
    AvailableIpAddressCount: sizeOf(subnet.cidr) - 5 - subnet.space.taken,
    AvailabilityZone: subnet.zone.name,
    DefaultForAz: false,
    MapPublicIpOnLaunch: subnet.tier === 'public',
  };
}

function subnetTags({ name, tier }: Subnet): Json {
  const role =
    tier === 'public'
      ? 'kubernetes.io/role/elb'
      : tier === 'node'
        ? 'kubernetes.io/role/internal-elb'
        : undefined;
  const tags = [{ Key: 'Name', Value: name }];
  return role === undefined ? tags : [...tags, { Key: role, Value: '1' }];
}

/** The main table for all private subnets, and one with an internet gateway for the public ones. */
export function routeTableObjects({ network }: EstatePlan, ids: Ids): readonly JsonObject[] {
  const own = { GatewayId: 'local', Origin: 'CreateRouteTable', State: 'active' };
  const local = [
    ...network.cidrs.map((cidr) => Object.assign({ DestinationCidrBlock: toCidr(cidr) }, own)),
    { DestinationIpv6CidrBlock: network.ipv6Cidr, ...own },
  ];
  const made = { Origin: 'CreateRoute', State: 'active' };
  const privateRoutes = [
    ...local,
    { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: ids.resource('nat', 0), ...made },
    { DestinationCidrBlock: PEER_CIDR, VpcPeeringConnectionId: network.peeringId, ...made },
    { DestinationCidrBlock: '10.98.0.0/16', VpcPeeringConnectionId: network.gonePeeringId, Origin: 'CreateRoute', State: 'blackhole' },
  ]; // prettier-ignore
  const gateway = ids.resource('igw', 0);
  const publicRoutes = [
    ...local,
    { DestinationCidrBlock: '0.0.0.0/0', GatewayId: gateway, ...made },
    { DestinationIpv6CidrBlock: '::/0', GatewayId: gateway, ...made },
  ];
  const main = { Main: true, RouteTableAssociationId: ids.resource('rtbassoc', 0) };
  const explicit = network.tier('public').map((subnet) => ({
    Main: false,
    RouteTableAssociationId: subnet.id.replace('subnet', 'rtbassoc'),
    SubnetId: subnet.id,
  }));
  return [
    routeTable(network, ids.resource('rtb', 0), 'private', [main], privateRoutes),
    routeTable(network, ids.resource('rtb', 1), 'public', explicit, publicRoutes),
  ];
}

function routeTable(
  { vpcId }: Network,
  id: string,
  name: string,
  associations: readonly JsonObject[],
  routes: readonly JsonObject[],
): JsonObject {
  return {
    Associations: associations.map((association) => ({
      ...association,
      RouteTableId: id,
      AssociationState: { State: 'associated' },
    })),
    PropagatingVgws: [],
    RouteTableId: id,
    Routes: routes,
    Tags: nameTag(`bench-${name}`),
    VpcId: vpcId,
    OwnerId: ACCOUNT_ID,
  };
}

export function internetGatewayObject({ vpcId }: Network, ids: Ids): JsonObject {
  return {
    Attachments: [{ State: 'available', VpcId: vpcId }],
    InternetGatewayId: ids.resource('igw', 0),
    OwnerId: ACCOUNT_ID,
    Tags: nameTag('bench'),
  };
}

/** One peering that works, to another account, and one that was deleted. */
export function peeringObjects(network: Network, ids: Ids): readonly JsonObject[] {
  const requester = {
    CidrBlock: '10.42.0.0/16',
    OwnerId: ACCOUNT_ID,
    VpcId: network.vpcId,
    Region: REGION,
  };
  const peering = (id: string, accepter: number, cidr: string, status: string): JsonObject => ({
    AccepterVpcInfo: {
      CidrBlock: cidr,
      CidrBlockSet: [{ CidrBlock: cidr }],
      OwnerId: FOREIGN_ACCOUNT_ID,
      VpcId: ids.resource('vpc', accepter),
      Region: REGION,
    },
    RequesterVpcInfo: {
      ...requester,
      CidrBlockSet: network.cidrs.map((block) => ({ CidrBlock: toCidr(block) })),
    },
    Status: { Code: status, Message: status },
    Tags: [],
    VpcPeeringConnectionId: id,
  });
  return [
    peering(network.peeringId, 1, PEER_CIDR, 'active'),
    peering(network.gonePeeringId, 2, '10.98.0.0/16', 'deleted'),
  ];
}

export function prefixListObject(list: PrefixList): JsonObject {
  const isOurs = list.ownerId === ACCOUNT_ID;
  return {
    PrefixListId: list.id,
    AddressFamily: list.family,
    State: 'create-complete',
    PrefixListArn: `arn:aws:ec2:${REGION}:${isOurs ? list.ownerId : 'aws'}:prefix-list/${list.id}`,
    PrefixListName: list.name,
    ...(isOurs ? { MaxEntries: 20, Version: 3 } : {}),
    Tags: [],
    OwnerId: list.ownerId,
  };
}

export function prefixListEntries(list: PrefixList): readonly JsonObject[] {
  return list.entries.map(({ cidr, description }) => ({ Cidr: cidr, Description: description }));
}
