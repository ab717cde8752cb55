import { awsId } from './identifiers.ts';
import { fields, type JsonObject } from './json.ts';
import { natGateway } from './interfaces.ts';
import {
  account,
  clusterName,
  labTags,
  privateSubnets,
  publicSubnets,
  region,
  type Subnet,
  tags,
  vpc,
} from './place.ts';

const blockPublicAccess = { InternetGatewayBlockMode: 'off' };
const internetGatewayId = awsId('igw', clusterName);

const describedVpc: JsonObject = {
  OwnerId: account,
  InstanceTenancy: 'default',
  CidrBlockAssociationSet: [
    {
      AssociationId: awsId('vpc-cidr-assoc', clusterName),
      CidrBlock: vpc.cidr,
      CidrBlockState: { State: 'associated' },
    },
  ],
  IsDefault: false,
  Tags: tags({ Name: clusterName, ...labTags }),
  BlockPublicAccessStates: blockPublicAccess,
  VpcId: vpc.id,
  State: 'available',
  CidrBlock: vpc.cidr,
  DhcpOptionsId: awsId('dopt', region),
};

const describeSubnet = (subnet: Subnet): JsonObject => ({
  AvailabilityZoneId: subnet.zoneId,
  MapCustomerOwnedIpOnLaunch: false,
  OwnerId: account,
  AssignIpv6AddressOnCreation: false,
  Ipv6CidrBlockAssociationSet: [],
  Tags: tags({
    Name: subnet.name,
    [subnet.public ? 'kubernetes.io/role/elb' : 'kubernetes.io/role/internal-elb']: '1',
    ...labTags,
  }),
  SubnetArn: `arn:aws:ec2:${region}:${account}:subnet/${subnet.id}`,
  EnableDns64: false,
  Ipv6Native: false,
  PrivateDnsNameOptionsOnLaunch: {
    HostnameType: 'ip-name',
    EnableResourceNameDnsARecord: false,
    EnableResourceNameDnsAAAARecord: false,
  },
  BlockPublicAccessStates: blockPublicAccess,
  SubnetId: subnet.id,
  State: 'available',
  VpcId: vpc.id,
  CidrBlock: subnet.cidr,
  AvailableIpAddressCount: subnet.public ? 8186 : 8147,
  AvailabilityZone: subnet.zone,
  DefaultForAz: false,
  MapPublicIpOnLaunch: false,
});

const subnets: readonly Subnet[] = [...publicSubnets, ...privateSubnets];

const naclEntry = (egress: boolean, allow: boolean): JsonObject => ({
  CidrBlock: '0.0.0.0/0',
  Egress: egress,
  Protocol: '-1',
  RuleAction: allow ? 'allow' : 'deny',
  RuleNumber: allow ? 100 : 32_767,
});

/** Every subnet has the VPC's default NACL, which lets everything through. */
const defaultNacl: JsonObject = {
  Associations: subnets.map((subnet) => ({
    NetworkAclAssociationId: awsId('aclassoc', subnet.name),
    NetworkAclId: awsId('acl', clusterName),
    SubnetId: subnet.id,
  })),
  Entries: [
    naclEntry(true, true),
    naclEntry(true, false),
    naclEntry(false, true),
    naclEntry(false, false),
  ],
  IsDefault: true,
  NetworkAclId: awsId('acl', clusterName),
  Tags: tags({ Name: `${clusterName}-default`, ...labTags }),
  VpcId: vpc.id,
  OwnerId: account,
};

const localRoute: JsonObject = {
  DestinationCidrBlock: vpc.cidr,
  GatewayId: 'local',
  Origin: 'CreateRouteTable',
  State: 'active',
};

const defaultRoute = (target: JsonObject): JsonObject => ({
  DestinationCidrBlock: '0.0.0.0/0',
  ...target,
  Origin: 'CreateRoute',
  State: 'active',
});

interface RouteTableSpec {
  readonly name: string;
  readonly routes: readonly JsonObject[];
  /** No subnets: the VPC's main table. */
  readonly subnets: readonly Subnet[];
}

function routeTable(spec: RouteTableSpec): JsonObject {
  const id = awsId('rtb', spec.name);
  const association = (subnet?: Subnet): JsonObject =>
    fields({
      Main: subnet === undefined,
      RouteTableAssociationId: awsId('rtbassoc', subnet?.name ?? spec.name),
      RouteTableId: id,
      SubnetId: subnet?.id,
      AssociationState: { State: 'associated' },
    });
  return {
    Associations: spec.subnets.length === 0 ? [association()] : spec.subnets.map(association),
    PropagatingVgws: [],
    RouteTableId: id,
    Routes: [...spec.routes, localRoute],
    Tags: tags({ Name: spec.name, ...labTags }),
    VpcId: vpc.id,
    OwnerId: account,
  };
}

const routeTables = [
  routeTable({ name: `${clusterName}-default`, routes: [], subnets: [] }),
  routeTable({
    name: `${clusterName}-SubnetPublic`,
    routes: [defaultRoute({ GatewayId: internetGatewayId })],
    subnets: publicSubnets,
  }),
  routeTable({
    name: `${clusterName}-SubnetPrivate`,
    routes: [defaultRoute({ NatGatewayId: natGateway.id })],
    subnets: privateSubnets,
  }),
];

const internetGateway: JsonObject = {
  Attachments: [{ State: 'available', VpcId: vpc.id }],
  InternetGatewayId: internetGatewayId,
  OwnerId: account,
  Tags: tags({ Name: clusterName, ...labTags }),
};

/** AWS's own lists show no version. No rule of the lab names one, so no entries were read. */
const awsPrefixList = (id: string, service: string): JsonObject => ({
  PrefixListId: id,
  AddressFamily: 'IPv4',
  State: 'create-complete',
  PrefixListArn: `arn:aws:ec2:${region}:aws:prefix-list/${id}`,
  PrefixListName: `com.amazonaws.${region}.${service}`,
  Tags: [],
  OwnerId: 'AWS',
});

/** The calls about the VPC itself, which no chapter changes. */
export const networkFiles: Readonly<Record<string, JsonObject>> = {
  'ec2/describe-vpcs.json': { Vpcs: [describedVpc] },
  'ec2/describe-subnets.json': { Subnets: subnets.map(describeSubnet) },
  'ec2/describe-network-acls.json': { NetworkAcls: [defaultNacl] },
  'ec2/describe-route-tables.json': { RouteTables: routeTables },
  'ec2/describe-internet-gateways.json': { InternetGateways: [internetGateway] },
  'ec2/describe-vpc-peering-connections.json': { VpcPeeringConnections: [] },
  'ec2/describe-security-group-vpc-associations.json': { SecurityGroupVpcAssociations: [] },
  'ec2/describe-managed-prefix-lists.json': {
    PrefixLists: [awsPrefixList('pl-0a1b2c3d', 's3'), awsPrefixList('pl-0d3c2b1a', 'dynamodb')],
  },
  'ec2/describe-transit-gateways.json': { TransitGateways: [] },
  'ec2/describe-transit-gateway-attachments.json': { TransitGatewayAttachments: [] },
  'ec2/describe-transit-gateway-vpc-attachments.json': { TransitGatewayVpcAttachments: [] },
  'ec2/describe-transit-gateway-route-tables.json': { TransitGatewayRouteTables: [] },
};
