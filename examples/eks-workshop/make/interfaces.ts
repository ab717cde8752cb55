import { databaseAddress, databaseInterface, databaseSubnet } from './database.ts';
import { clusterGroup, databaseGroup, groupId } from './groups.ts';
import { awsId, macAddress } from './identifiers.ts';
import { fields, type JsonObject } from './json.ts';
import type { BranchSpec, GroupSpec, Lab } from './lab.ts';
import { allNodes, type NodePlace, nodes } from './nodes.ts';
import {
  account,
  clusterName,
  eksAccount,
  labTags,
  privateDnsName,
  privateSubnets,
  publicSubnets,
  type Subnet,
  tags,
  vpc,
} from './place.ts';
import { clusterCreatedAt, ec2Time, later, nodesJoinedAt } from './times.ts';

interface InterfaceSpec {
  readonly eniId: string;
  readonly subnet: Subnet;
  readonly address: string;
  readonly description: string;
  readonly groups: readonly GroupSpec[];
  readonly type?: 'trunk' | 'branch' | 'nat_gateway';
  readonly association?: JsonObject;
  readonly attachment?: JsonObject;
  readonly prefix?: string;
  readonly requesterId?: string;
  readonly requesterManaged?: true;
  readonly tags: Readonly<Record<string, string>>;
}

function networkInterface(spec: InterfaceSpec): JsonObject {
  return fields({
    Association: spec.association,
    Attachment: spec.attachment,
    AvailabilityZone: spec.subnet.zone,
    Description: spec.description,
    Groups: spec.groups.map(({ key, name }) => ({ GroupId: groupId(key), GroupName: name })),
    InterfaceType: spec.type ?? 'interface',
    Ipv6Addresses: [],
    MacAddress: macAddress(spec.eniId),
    NetworkInterfaceId: spec.eniId,
    OwnerId: account,
    PrivateDnsName: privateDnsName(spec.address),
    PrivateIpAddress: spec.address,
    PrivateIpAddresses: [primaryAddress(spec)],
    Ipv4Prefixes: spec.prefix === undefined ? undefined : [{ Ipv4Prefix: spec.prefix }],
    RequesterId: spec.requesterId,
    RequesterManaged: spec.requesterManaged ?? false,
    SourceDestCheck: spec.type !== 'nat_gateway',
    Status: 'in-use',
    SubnetId: spec.subnet.id,
    TagSet: tags(spec.tags),
    VpcId: vpc.id,
    Operator: { Managed: false },
    AvailabilityZoneId: spec.subnet.zoneId,
  });
}

const primaryAddress = (spec: InterfaceSpec): JsonObject =>
  fields({
    Association: spec.association,
    Primary: true,
    PrivateDnsName: privateDnsName(spec.address),
    PrivateIpAddress: spec.address,
  });

interface AttachmentSpec {
  readonly at: string;
  readonly device: number;
  readonly instanceId?: string;
  readonly instanceOwner?: string;
  readonly keep?: true;
}

const attachment = (eniId: string, spec: AttachmentSpec): JsonObject =>
  fields({
    AttachTime: ec2Time(spec.at),
    AttachmentId: awsId('eni-attach', eniId),
    DeleteOnTermination: spec.keep !== true,
    DeviceIndex: spec.device,
    NetworkCardIndex: 0,
    InstanceId: spec.instanceId,
    InstanceOwnerId: spec.instanceOwner ?? account,
    Status: 'attached',
  });

const onNode = (node: NodePlace, eniId: string, device: number, delay: number): JsonObject =>
  attachment(eniId, { at: later(nodesJoinedAt, delay), device, instanceId: node.instanceId });

/** EC2 made it with the instance: the node's own address, and a prefix for pods. */
const primary = (node: NodePlace): InterfaceSpec => ({
  ...node.primary,
  subnet: node.subnet,
  address: node.address,
  description: '',
  groups: [clusterGroup],
  attachment: onNode(node, node.primary.eniId, 0, -70),
  tags: {
    'eks:cluster-name': clusterName,
    'eks:nodegroup-name': 'default',
    'node.k8s.amazonaws.com/instance_id': node.instanceId,
    'cluster.k8s.amazonaws.com/name': clusterName,
  },
});

/** Made by the VPC CNI, with the groups of the primary interface (ipamd keeps them equal). */
const secondary = (node: NodePlace): InterfaceSpec => ({
  ...node.secondary,
  subnet: node.subnet,
  description: `aws-K8S-${node.instanceId}`,
  groups: [clusterGroup],
  attachment: onNode(node, node.secondary.eniId, 1, 45),
  requesterId: 'AROAEXAMPLENODEROLE01:' + node.instanceId,
  tags: {
    'cluster.k8s.amazonaws.com/name': clusterName,
    'eks:eni:owner': 'amazon-vpc-cni',
    'node.k8s.amazonaws.com/createdAt': later(nodesJoinedAt, 43),
    'node.k8s.amazonaws.com/instance_id': node.instanceId,
  },
});

const controllerTags = (node: NodePlace): Readonly<Record<string, string>> => ({
  'eks:eni:owner': 'eks-vpc-resource-controller',
  [`kubernetes.io/cluster/${clusterName}`]: 'owned',
  'node.k8s.amazonaws.com/instance_id': node.instanceId,
});

/** Made by the VPC resource controller, at the highest free device index of an m5.large. */
const trunk = (node: NodePlace): InterfaceSpec => ({
  ...node.trunk,
  subnet: node.subnet,
  description: 'aws-k8s-trunk-eni',
  groups: [clusterGroup],
  type: 'trunk',
  attachment: onNode(node, node.trunk.eniId, 2, 20),
  requesterId: eksAccount,
  tags: controllerTags(node),
});

export const branchId = (spec: BranchSpec): string => awsId('eni', `branch ${spec.key}`);

/** EC2 shows no attachment and no time for a branch ENI: only its tags tell the trunk and the node. */
function branch(spec: BranchSpec, groups: readonly GroupSpec[]): InterfaceSpec {
  const node = nodes[spec.node];
  return {
    eniId: branchId(spec),
    subnet: node.subnet,
    address: spec.address,
    description: 'aws-k8s-branch-eni',
    groups: groups.filter(({ key }) => spec.groups.includes(key)),
    type: 'branch',
    requesterId: eksAccount,
    tags: {
      'vpcresources.k8s.aws/vlan-id': String(spec.vlan),
      'vpcresources.k8s.aws/trunk-eni-id': node.trunk.eniId,
      ...controllerTags(node),
    },
  };
}

/** The EKS control plane's feet in the VPC. They wear the cluster group and are no pods. */
function controlPlane(subnet: Subnet, address: string): InterfaceSpec {
  const eniId = awsId('eni', `control plane ${subnet.zone}`);
  const at = later(clusterCreatedAt, 310);
  return {
    eniId,
    subnet,
    address,
    description: `Amazon EKS ${clusterName}`,
    groups: [clusterGroup],
    attachment: attachment(eniId, { at, device: 1, instanceOwner: eksAccount }),
    requesterId: 'AROAEXAMPLEEKSROLE001:AmazonEKS',
    tags: {},
  };
}

const database: InterfaceSpec = {
  eniId: databaseInterface.eniId,
  subnet: databaseSubnet,
  address: databaseAddress,
  description: 'RDSNetworkInterface',
  groups: [databaseGroup],
  attachment: attachment(databaseInterface.eniId, {
    at: databaseInterface.attachedAt,
    device: 1,
    instanceOwner: 'amazon-rds',
    keep: true,
  }),
  requesterId: 'amazon-rds',
  requesterManaged: true,
  tags: {},
};

export const natGateway = {
  id: awsId('nat', clusterName),
  eniId: awsId('eni', 'nat gateway'),
} as const;

const nat: InterfaceSpec = {
  eniId: natGateway.eniId,
  subnet: publicSubnets[0],
  address: '10.42.12.180',
  description: `Interface for NAT Gateway ${natGateway.id}`,
  groups: [],
  type: 'nat_gateway',
  association: {
    AllocationId: awsId('eipalloc', 'nat gateway'),
    AssociationId: awsId('eipassoc', 'nat gateway'),
    IpOwnerId: account,
    PublicDnsName: 'ec2-203-0-113-25.us-west-2.compute.amazonaws.com',
    PublicIp: '203.0.113.25',
  },
  attachment: attachment(natGateway.eniId, {
    at: later(clusterCreatedAt, -600),
    device: 1,
    instanceOwner: 'amazon-aws',
    keep: true,
  }),
  requesterId: account,
  requesterManaged: true,
  tags: { Name: `${clusterName}-us-west-2a`, ...labTags },
};

const nodeInterfaces = (node: NodePlace): JsonObject[] =>
  [primary(node), secondary(node), trunk(node)].map(networkInterface);

export function describeNetworkInterfaces(lab: Lab): JsonObject {
  const branches = lab.branches
    .filter((spec) => spec.deleted !== true)
    .map((spec) => branch(spec, lab.groups));
  const others = [
    controlPlane(privateSubnets[0], '10.42.97.33'),
    controlPlane(privateSubnets[1], '10.42.158.104'),
    database,
    nat,
  ];
  return {
    NetworkInterfaces: [
      ...allNodes.flatMap(nodeInterfaces),
      ...[...branches, ...others].map(networkInterface),
    ],
  };
}

/** The same interfaces as DescribeInstances shows them: those that are attached, so no branch ENIs. */
export const instanceInterfaces = (node: NodePlace): JsonObject[] =>
  [primary(node), secondary(node), trunk(node)].map((spec) =>
    fields({
      Attachment: withoutInstance(spec.attachment),
      Description: spec.description,
      Groups: spec.groups.map(({ key, name }) => ({ GroupId: groupId(key), GroupName: name })),
      Ipv6Addresses: [],
      MacAddress: macAddress(spec.eniId),
      NetworkInterfaceId: spec.eniId,
      OwnerId: account,
      PrivateDnsName: privateDnsName(spec.address),
      PrivateIpAddress: spec.address,
      PrivateIpAddresses: [primaryAddress(spec)],
      SourceDestCheck: true,
      Status: 'in-use',
      SubnetId: spec.subnet.id,
      VpcId: vpc.id,
      InterfaceType: spec.type ?? 'interface',
      Ipv4Prefixes: spec.prefix === undefined ? undefined : [{ Ipv4Prefix: spec.prefix }],
      Operator: { Managed: false },
    }),
  );

const withoutInstance = (whole: JsonObject = {}): JsonObject =>
  fields({
    AttachTime: whole['AttachTime'],
    AttachmentId: whole['AttachmentId'],
    DeleteOnTermination: whole['DeleteOnTermination'],
    DeviceIndex: whole['DeviceIndex'],
    Status: whole['Status'],
    NetworkCardIndex: whole['NetworkCardIndex'],
  });
