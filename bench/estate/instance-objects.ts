import { toIpv4 } from './addresses.ts';
import { ACCOUNT_ID, CLUSTER_NAME, DAY, EKS_ACCOUNT_ID, TAKEN_AT, toAwsTime } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { EstatePlan, Node, NodeInterface, PlacedNode, ServiceInterface } from './plan.ts';

/** Every instance in a reservation of its own, as DescribeInstances gives them. */
export function* reservationObjects(plan: EstatePlan, ids: Ids): Generator<JsonObject> {
  const vpcId = plan.network.vpcId;
  for (const node of plan.nodes) {
    const { placed } = node;
    if (placed === undefined || node.group.provisioner === 'fargate') continue;
    yield reservation(ids, node.index, nodeInstance(node, placed, vpcId, ids));
  }
  for (const service of plan.services) {
    if (service.instanceId === undefined) continue;
    yield reservation(ids, service.index, plainInstance(service, service.instanceId, vpcId));
  }
}

function reservation(ids: Ids, index: number, instance: JsonObject): JsonObject {
  return {
    ReservationId: ids.resource('r', index),
    OwnerId: ACCOUNT_ID,
    RequesterId: EKS_ACCOUNT_ID,
    Groups: [],
    Instances: [instance],
  };
}

function nodeInstance(node: Node, placed: PlacedNode, vpcId: string, ids: Ids): JsonObject {
  const { group } = node;
  return {
    ...instanceFacts(node.instanceId, group.instanceType, node.zone.name, node.createdAt),
    IamInstanceProfile: {
      Arn: `arn:aws:iam::${ACCOUNT_ID}:instance-profile/bench-${group.name}`,
      Id: 'AIPAEXAMPLEEXAMPLE',
    },
    BlockDeviceMappings: [
      {
        DeviceName: '/dev/xvda',
        Ebs: {
          AttachTime: toAwsTime(node.createdAt),
          DeleteOnTermination: true,
          Status: 'attached',
          VolumeId: ids.resource('vol', node.index),
        },
      },
    ],
    NetworkInterfaces: placed.interfaces.map((own) => instanceInterface(placed, own, vpcId, ids)),
    ...(group.os === 'windows' ? { Platform: 'windows' } : {}),
    PrivateDnsName: placed.name,
    PrivateIpAddress: toIpv4(placed.address),
    SecurityGroups: group.groupIds.map((GroupId) => ({ GroupId, GroupName: '' })),
    SubnetId: placed.subnet.id,
    Tags: instanceTags(node),
    VpcId: vpcId,
  };
}

function instanceFacts(id: string, type: string, zone: string, createdAt: number): JsonObject {
  return {
    Architecture: 'x86_64',
    EbsOptimized: true,
    EnaSupport: true,
    Hypervisor: 'xen',
    ImageId: 'ami-00000000000000001',
    InstanceId: id,
    InstanceType: type,
    LaunchTime: toAwsTime(createdAt),
    MetadataOptions: {
      HttpEndpoint: 'enabled',
      HttpPutResponseHopLimit: 1,
      HttpTokens: 'required',
    },
    Monitoring: { State: 'disabled' },
    Placement: { AvailabilityZone: zone, GroupName: '', Tenancy: 'default' },
    SourceDestCheck: true,
    State: { Code: 16, Name: 'running' },
    VirtualizationType: 'hvm',
  };
}

function instanceInterface(
  placed: PlacedNode,
  own: NodeInterface,
  vpcId: string,
  ids: Ids,
): JsonObject {
  return {
    Attachment: {
      AttachmentId: ids.resource('eni-attach', own.index),
      DeleteOnTermination: true,
      DeviceIndex: own.deviceIndex,
      NetworkCardIndex: 0,
      Status: 'attached',
    },
    Groups: own.groupIds.map((GroupId) => ({ GroupId, GroupName: '' })),
    InterfaceType: own.role === 'trunk' ? 'trunk' : 'interface',
    Ipv6Addresses: own.ipv6 === undefined ? [] : [{ Ipv6Address: own.ipv6 }],
    NetworkInterfaceId: own.id,
    OwnerId: ACCOUNT_ID,
    PrivateIpAddress: toIpv4(own.address),
    PrivateIpAddresses: [own.address, ...own.secondaryAddresses].map((address, position) => ({
      Primary: position === 0,
      PrivateIpAddress: toIpv4(address),
    })),
    ...(own.prefixes.length === 0
      ? {}
      : { Ipv4Prefixes: own.prefixes.map((base) => ({ Ipv4Prefix: `${toIpv4(base)}/28` })) }),
    SourceDestCheck: true,
    Status: 'in-use',
    SubnetId: placed.subnet.id,
    VpcId: vpcId,
    MacAddress: ids.mac(own.index),
  };
}

function instanceTags({ group }: Node): readonly JsonObject[] {
  const own: readonly (readonly [string, string])[] =
    group.provisioner === 'karpenter'
      ? [
          ['karpenter.sh/nodepool', group.name],
          ['karpenter.sh/nodeclaim', `${group.name}-claim`],
        ]
      : [
          ['eks:nodegroup-name', group.name],
          ['eks:cluster-name', CLUSTER_NAME],
        ];
  return [[`kubernetes.io/cluster/${CLUSTER_NAME}`, 'owned'] as const, ...own].map(
    ([Key, Value]) => ({ Key, Value }),
  );
}

function plainInstance(service: ServiceInterface, id: string, vpcId: string): JsonObject {
  const { subnet, groupIds, address } = service;
  const groups = groupIds.map((GroupId) => ({ GroupId, GroupName: '' }));
  return {
    ...instanceFacts(id, 't3.micro', subnet.zone.name, TAKEN_AT - 90 * DAY),
    NetworkInterfaces: [
      {
        Groups: groups,
        InterfaceType: 'interface',
        NetworkInterfaceId: service.id,
        PrivateIpAddress: toIpv4(address),
        Status: 'in-use',
        SubnetId: subnet.id,
        VpcId: vpcId,
      },
    ],
    PrivateIpAddress: toIpv4(address),
    SecurityGroups: groups,
    SubnetId: subnet.id,
    Tags: [{ Key: 'Name', Value: 'bastion' }],
    VpcId: vpcId,
  };
}
