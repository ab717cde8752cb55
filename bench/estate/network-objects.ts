import { sizeOf, toCidr } from './addresses.ts';
import { ACCOUNT_ID, FOREIGN_ACCOUNT_ID, REGION } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import type { EstatePlan, Network, PrefixList, Subnet, SubnetTier } from './plan.ts';

const PEER_CIDR = '10.99.0.0/16';

function named(name: string): Json {
  return [{ Key: 'Name', Value: name }];
}

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
    Tags: named('bench'),
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

const LAST_IPV4 = 32_767;
const LAST_IPV6 = 32_768;

interface AclEntry {
  readonly number: number;
  readonly egress: boolean;
  readonly allow: boolean;
  readonly protocol: string;
  readonly cidr: string;
  readonly ports?: readonly [number, number];
}

/** Three NACLs: the default one, one that admits every ephemeral port back, one that admits only Linux's. */
export function aclObjects({ network }: EstatePlan, ids: Ids): readonly JsonObject[] {
  const own: readonly SubnetTier[] = ['restricted', 'partial'];
  const others = network.subnets.filter(({ tier }) => !own.includes(tier));
  return [
    aclObject(network, ids, 0, 'default', others, defaultEntries()),
    aclObject(
      network,
      ids,
      1,
      'restricted',
      network.tier('restricted'),
      dataEntries([1024, 65_535]),
    ),
    aclObject(network, ids, 2, 'partial', network.tier('partial'), dataEntries([32_768, 60_999])),
  ];
}

function defaultEntries(): readonly AclEntry[] {
  return [false, true].flatMap((egress) => [
    { number: 100, egress, allow: true, protocol: '-1', cidr: '0.0.0.0/0' },
    { number: 101, egress, allow: true, protocol: '-1', cidr: '::/0' },
  ]);
}

/** In no particular order, as the API gives them: the numbers decide. */
function dataEntries(back: readonly [number, number]): readonly AclEntry[] {
  const inside = ['10.42.0.0/16', '100.64.0.0/10'];
  const protocol = '6';
  const databases: readonly (readonly [number, number])[] = [
    [1433, 1521],
    [3306, 3306],
    [5432, 5432],
    [6379, 6380],
    [8182, 8182],
    [11_211, 27_017],
  ];
  const doors = inside.flatMap((cidr, block) =>
    databases.map((ports, index) => ({
      protocol,
      number: 200 + block * 10 + index,
      egress: false,
      allow: true,
      cidr,
      ports,
    })),
  );
  const returns = inside.map((cidr, block) => ({
    protocol,
    number: 200 + block,
    egress: true,
    allow: true,
    cidr,
    ports: back,
  }));
  return [
    ...doors.toReversed(),
    ...returns,
    {
      protocol,
      number: 90,
      egress: false,
      allow: false,
      cidr: '10.42.231.0/24',
      ports: [0, 65_535],
    },
    { number: 95, egress: false, allow: true, protocol: '-1', cidr: '10.42.192.0/19' },
    { number: 95, egress: true, allow: true, protocol: '-1', cidr: '10.42.192.0/19' },
    { protocol, number: 120, egress: true, allow: true, cidr: '0.0.0.0/0', ports: [443, 443] },
  ];
}

function aclObject(
  { vpcId }: Network,
  ids: Ids,
  index: number,
  name: string,
  subnets: readonly Subnet[],
  entries: readonly AclEntry[],
): JsonObject {
  const id = ids.resource('acl', index);
  const last = [false, true].flatMap((egress) => [
    { number: LAST_IPV4, egress, allow: false, protocol: '-1', cidr: '0.0.0.0/0' },
    { number: LAST_IPV6, egress, allow: false, protocol: '-1', cidr: '::/0' },
  ]);
  return {
    Associations: subnets.map((subnet) => ({
      NetworkAclAssociationId: subnet.id.replace('subnet', 'aclassoc'),
      NetworkAclId: id,
      SubnetId: subnet.id,
    })),
    Entries: [...entries, ...last].map(aclEntryObject),
    IsDefault: index === 0,
    NetworkAclId: id,
    Tags: named(`bench-${name}`),
    VpcId: vpcId,
    OwnerId: ACCOUNT_ID,
  };
}

function aclEntryObject({ number, egress, allow, protocol, cidr, ports }: AclEntry): JsonObject {
  const family = cidr.includes(':') ? { Ipv6CidrBlock: cidr } : { CidrBlock: cidr };
  return {
    ...family,
    Egress: egress,
    ...(ports === undefined ? {} : { PortRange: { From: ports[0], To: ports[1] } }),
    Protocol: protocol,
    RuleAction: allow ? 'allow' : 'deny',
    RuleNumber: number,
  };
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
    Tags: named(`bench-${name}`),
    VpcId: vpcId,
    OwnerId: ACCOUNT_ID,
  };
}

export function internetGatewayObject({ vpcId }: Network, ids: Ids): JsonObject {
  return {
    Attachments: [{ State: 'available', VpcId: vpcId }],
    InternetGatewayId: ids.resource('igw', 0),
    OwnerId: ACCOUNT_ID,
    Tags: named('bench'),
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
