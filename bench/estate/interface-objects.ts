import { toIpv4 } from './addresses.ts';
import {
  ACCOUNT_ID,
  CLUSTER_NAME,
  EKS_ACCOUNT_ID,
  REGION,
  toAwsTime,
  TAKEN_AT,
  DAY,
} from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import type {
  BranchInterface,
  EstatePlan,
  Node,
  NodeInterface,
  PlacedNode,
  ServiceInterface,
  Subnet,
} from './plan.ts';
import { FIRST_BRANCH } from './pods.ts';

interface InterfaceFacts {
  readonly id: string;
  readonly index: number;
  readonly description: string;
  readonly interfaceType: string;
  readonly subnet: Subnet;
  readonly groupIds: readonly string[];
  readonly address: number;
  readonly secondaryAddresses: readonly number[];
  readonly prefixes: readonly number[];
  readonly ipv6: string | undefined;
  readonly publicIp: string | undefined;
  readonly requesterId: string;
  readonly requesterManaged: boolean;
  readonly status: string;
  readonly attachment: JsonObject | undefined;
  readonly tags: readonly (readonly [string, string])[];
}

/** Every interface of the VPC as DescribeNetworkInterfaces gives it: nodes', pods', services'. */
export function* interfaceObjects(plan: EstatePlan, ids: Ids): Generator<JsonObject> {
  const names = new Map(plan.groups.all.map((group) => [group.id, group.name]));
  const show = (facts: InterfaceFacts): JsonObject =>
    interfaceObject(facts, plan.network.vpcId, names, ids);
  for (const node of plan.nodes) {
    const { placed } = node;
    if (placed === undefined) continue;
    for (const own of placed.interfaces) yield show(nodeFacts(node, placed, own, ids));
    const trunk = placed.interfaces.find(({ role }) => role === 'trunk');
    for (const branch of node.branches) {
      if (branch.state !== 'unlisted')
        yield show(branchFacts(node, placed.subnet, branch, trunk?.id ?? ''));
    }
  }
  for (const service of plan.services) yield show(serviceFacts(service, ids));
}

function interfaceObject(
  facts: InterfaceFacts,
  vpcId: string,
  names: ReadonlyMap<string, string>,
  ids: Ids,
): JsonObject {
  const { address, subnet, publicIp } = facts;
  const association =
    publicIp === undefined
      ? undefined
      : { IpOwnerId: ACCOUNT_ID, PublicDnsName: '', PublicIp: publicIp };
  const secondary = facts.secondaryAddresses.map((one) => addressObject(one, false));
  const primary = {
    ...(association === undefined ? {} : { Association: association }),
    ...addressObject(address, true),
  };
  return {
    ...(association === undefined ? {} : { Association: association }),
    ...(facts.attachment === undefined ? {} : { Attachment: facts.attachment }),
    AvailabilityZone: subnet.zone.name,
    Description: facts.description,
    Groups: facts.groupIds.map((GroupId) => ({ GroupId, GroupName: names.get(GroupId) ?? '' })),
    InterfaceType: facts.interfaceType,
    Ipv6Addresses:
      facts.ipv6 === undefined ? [] : [{ Ipv6Address: facts.ipv6, IsPrimaryIpv6: false }],
    ...(facts.prefixes.length === 0
      ? {}
      : { Ipv4Prefixes: facts.prefixes.map((base) => ({ Ipv4Prefix: `${toIpv4(base)}/28` })) }),
    MacAddress: ids.mac(facts.index),
    NetworkInterfaceId: facts.id,
    OwnerId: ACCOUNT_ID,
    PrivateDnsName: dnsName(address),
    PrivateIpAddress: toIpv4(address),
    PrivateIpAddresses: [primary, ...secondary],
    ...(facts.requesterId === '' ? {} : { RequesterId: facts.requesterId }),
    RequesterManaged: facts.requesterManaged,
    SourceDestCheck: facts.interfaceType !== 'nat_gateway',
    Status: facts.status,
    SubnetId: subnet.id,
    TagSet: facts.tags.map(([Key, Value]) => ({ Key, Value })),
    VpcId: vpcId,
  };
}

function dnsName(address: number): string {
  return `ip-${toIpv4(address).replaceAll('.', '-')}.${REGION}.compute.internal`;
}

function addressObject(address: number, isPrimary: boolean): JsonObject {
  return {
    Primary: isPrimary,
    PrivateDnsName: dnsName(address),
    PrivateIpAddress: toIpv4(address),
  };
}

function nodeFacts(node: Node, placed: PlacedNode, own: NodeInterface, ids: Ids): InterfaceFacts {
  const { role } = own;
  return {
    ...own,
    description: nodeDescription(node, role),
    interfaceType: role === 'trunk' ? 'trunk' : 'interface',
    subnet: placed.subnet,
    publicIp: undefined,
    requesterId: role === 'trunk' ? EKS_ACCOUNT_ID : '',
    requesterManaged: role === 'fargate',
    status: 'in-use',
    attachment: {
      AttachTime: toAwsTime(node.createdAt),
      AttachmentId: ids.resource('eni-attach', own.index),
      DeleteOnTermination: true,
      DeviceIndex: own.deviceIndex,
      NetworkCardIndex: 0,
      ...(role === 'fargate' ? {} : { InstanceId: node.instanceId }),
      InstanceOwnerId: role === 'fargate' ? EKS_ACCOUNT_ID : ACCOUNT_ID,
      Status: 'attached',
    },
    tags: nodeTags(node, role),
  };
}

function nodeDescription(node: Node, role: NodeInterface['role']): string {
  switch (role) {
    case 'primary':
      return '';
    case 'secondary':
      return `aws-K8S-${node.instanceId}`;
    case 'trunk':
      return 'aws-k8s-trunk-eni';
    case 'fargate':
      return 'Synthetic interface of a Fargate pod';
  }
}

/** The CNI tags its interfaces with another key than the resource controller does. */
function nodeTags(node: Node, role: NodeInterface['role']): readonly (readonly [string, string])[] {
  const instance = ['node.k8s.amazonaws.com/instance_id', node.instanceId] as const;
  switch (role) {
    case 'primary':
      return [[`kubernetes.io/cluster/${CLUSTER_NAME}`, 'owned'], instance];
    case 'secondary':
      return [
        ['eks:eni:owner', 'amazon-vpc-cni'],
        ['cluster.k8s.amazonaws.com/name', CLUSTER_NAME],
        ['node.k8s.amazonaws.com/createdAt', new Date(node.createdAt * 1000).toISOString()],
        instance,
      ];
    case 'trunk':
      return controllerTags(node, CLUSTER_NAME);
    case 'fargate':
      return [];
  }
}

function controllerTags(node: Node, clusterName: string): readonly (readonly [string, string])[] {
  return [
    ['eks:eni:owner', 'eks-vpc-resource-controller'],
    [`kubernetes.io/cluster/${clusterName}`, 'owned'],
    ['node.k8s.amazonaws.com/instance_id', node.instanceId],
  ];
}

/** A branch interface has no attachment: DescribeNetworkInterfaces says nothing of its node but the tags. */
function branchFacts(
  node: Node,
  subnet: Subnet,
  branch: BranchInterface,
  trunkId: string,
): InterfaceFacts {
  const isOurs = branch.clusterName === CLUSTER_NAME;
  return {
    id: branch.id,
    index: FIRST_BRANCH + branch.index,
    description: 'aws-k8s-branch-eni',
    interfaceType: branch.state === 'in-use' ? 'branch' : 'interface',
    subnet,
    groupIds: branch.groupIds,
    address: branch.address,
    secondaryAddresses: [],
    prefixes: [],
    ipv6: undefined,
    publicIp: undefined,
    requesterId: EKS_ACCOUNT_ID,
    requesterManaged: false,
    status: branch.state,
    attachment: undefined,
    tags: [
      ...controllerTags(node, branch.clusterName),
      ['vpcresources.k8s.aws/vlan-id', String(branch.vlan)],
      ['vpcresources.k8s.aws/trunk-eni-id', isOurs ? trunkId : trunkId.replace(/.$/, '0')],
    ],
  };
}

function serviceFacts(service: ServiceInterface, ids: Ids): InterfaceFacts {
  const attachment: Record<string, Json> = {
    AttachTime: toAwsTime(TAKEN_AT - 90 * DAY),
    AttachmentId: ids.resource('eni-attach', service.index),
    DeleteOnTermination: service.attachment === 'instance',
    DeviceIndex: service.attachment === 'instance' ? 0 : 1,
  };
  if (service.instanceId !== undefined) attachment['InstanceId'] = service.instanceId;
  return {
    ...service,
    secondaryAddresses: [],
    prefixes: [],
    status: 'in-use',
    attachment: { ...attachment, InstanceOwnerId: service.instanceOwnerId, Status: 'attached' },
    tags: [],
  };
}
