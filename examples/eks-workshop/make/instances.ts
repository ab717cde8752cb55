import { clusterGroup, groupId } from './groups.ts';
import { awsId } from './identifiers.ts';
import { instanceInterfaces } from './interfaces.ts';
import type { JsonObject } from './json.ts';
import { allNodes, type NodePlace } from './nodes.ts';
import { account, clusterName, tags, vpc } from './place.ts';
import { ec2Time, later, nodesJoinedAt } from './times.ts';

const launchedAt = ec2Time(later(nodesJoinedAt, -70));

const machine: JsonObject = {
  EbsOptimized: false,
  EnaSupport: true,
  Hypervisor: 'xen',
  IamInstanceProfile: {
    Arn: `arn:aws:iam::${account}:instance-profile/eks-00000000-0000-4000-a000-000000000002`,
    Id: 'AIPAEXAMPLEPROFILE001',
  },
};

const settings: JsonObject = {
  VirtualizationType: 'hvm',
  CpuOptions: { CoreCount: 1, ThreadsPerCore: 2 },
  HibernationOptions: { Configured: false },
  MetadataOptions: {
    State: 'applied',
    HttpTokens: 'required',
    HttpPutResponseHopLimit: 2,
    HttpEndpoint: 'enabled',
    HttpProtocolIpv6: 'disabled',
    InstanceMetadataTags: 'disabled',
  },
  PlatformDetails: 'Linux/UNIX',
  UsageOperation: 'RunInstances',
  UsageOperationUpdateTime: launchedAt,
  Operator: { Managed: false },
};

const instance = (node: NodePlace): JsonObject => ({
  Architecture: 'x86_64',
  BlockDeviceMappings: [],
  ClientToken: `fleet-${node.instanceId}`,
  ...machine,
  NetworkInterfaces: instanceInterfaces(node),
  RootDeviceName: '/dev/xvda',
  RootDeviceType: 'ebs',
  SecurityGroups: [{ GroupId: groupId(clusterGroup.key), GroupName: clusterGroup.name }],
  SourceDestCheck: true,
  Tags: tags({
    Name: 'default',
    'aws:autoscaling:groupName': `eks-default-${clusterName}`,
    'eks:cluster-name': clusterName,
    'eks:nodegroup-name': 'default',
    [`kubernetes.io/cluster/${clusterName}`]: 'owned',
  }),
  ...settings,
  InstanceId: node.instanceId,
  ImageId: awsId('ami', 'amazon-eks-node-al2023-x86_64-standard'),
  State: { Code: 16, Name: 'running' },
  PrivateDnsName: node.name,
  PublicDnsName: '',
  StateTransitionReason: '',
  AmiLaunchIndex: 0,
  ProductCodes: [],
  InstanceType: 'm5.large',
  LaunchTime: launchedAt,
  Placement: { GroupName: '', Tenancy: 'default', AvailabilityZone: node.subnet.zone },
  Monitoring: { State: 'disabled' },
  SubnetId: node.subnet.id,
  VpcId: vpc.id,
  PrivateIpAddress: node.address,
});

export const describeInstances: JsonObject = {
  Reservations: allNodes.map((node) => ({
    ReservationId: awsId('r', node.name),
    OwnerId: account,
    RequesterId: account,
    Groups: [],
    Instances: [instance(node)],
  })),
};
