/** One raw item for each call, as AWS CLI v2 and kubectl print them; by the file of the call. */
type RawItem = Readonly<Record<string, unknown>>;

const ACCOUNT = '111122223333';
const VPC = 'vpc-0a1b2c3d4e5f60718';
const SUBNET = 'subnet-0aaaaaaaaaaaaaaa1';
const arn = (service: string, resource: string): string =>
  `arn:aws:${service}:us-west-2:${ACCOUNT}:${resource}`;

export const branchInterface: RawItem = {
  AvailabilityZone: 'us-west-2a',
  Description: 'aws-k8s-branch-eni',
  Groups: [
    { GroupName: 'web', GroupId: 'sg-0bbbbbbbbbbbbbbb2' },
    { GroupName: 'base', GroupId: 'sg-0aaaaaaaaaaaaaaa1' },
  ],
  InterfaceType: 'branch',
  Ipv6Addresses: [],
  MacAddress: '02:0a:0b:0c:0d:0e',
  NetworkInterfaceId: 'eni-0123456789abcdef0',
  OwnerId: ACCOUNT,
  PrivateDnsName: 'ip-10-0-1-20.us-west-2.compute.internal',
  PrivateIpAddress: '10.0.1.20',
  PrivateIpAddresses: [
    { Primary: true, PrivateDnsName: 'ip-10-0-1-20', PrivateIpAddress: '10.0.1.20' },
  ],
  RequesterId: '444455556666',
  RequesterManaged: false,
  SourceDestCheck: true,
  Status: 'in-use',
  SubnetId: SUBNET,
  TagSet: [
    { Key: 'eks:eni:owner', Value: 'eks-vpc-resource-controller' },
    { Key: 'kubernetes.io/cluster/lab', Value: 'owned' },
    { Key: 'vpcresources.k8s.aws/vlan-id', Value: '3' },
    { Key: 'vpcresources.k8s.aws/trunk-eni-id', Value: 'eni-0fedcba9876543210' },
  ],
  VpcId: VPC,
};

export const nodeInterface: RawItem = {
  Association: { IpOwnerId: 'amazon', PublicDnsName: '', PublicIp: '203.0.113.9' },
  Attachment: {
    AttachTime: '2026-11-01T10:00:00+00:00',
    AttachmentId: 'eni-attach-0123456789abcdef0',
    DeleteOnTermination: true,
    DeviceIndex: 0,
    NetworkCardIndex: 0,
    InstanceId: 'i-0123456789abcdef0',
    InstanceOwnerId: ACCOUNT,
    Status: 'attached',
  },
  AvailabilityZone: 'us-west-2a',
  Description: '',
  Groups: [{ GroupName: 'nodes', GroupId: 'sg-0ccccccccccccccc3' }],
  InterfaceType: 'interface',
  Ipv4Prefixes: [{ Ipv4Prefix: '10.0.4.16/28' }],
  Ipv6Addresses: [{ Ipv6Address: '2001:db8:1::5', IsPrimaryIpv6: false }],
  Ipv6Prefixes: [{ Ipv6Prefix: '2001:db8:1:0:aa::/80' }],
  MacAddress: '02:0a:0b:0c:0d:0f',
  NetworkInterfaceId: 'eni-0fedcba9876543210',
  Operator: { Managed: true, Principal: 'eks.amazonaws.com' },
  OwnerId: ACCOUNT,
  PrivateIpAddress: '10.0.1.10',
  PrivateIpAddresses: [
    { Primary: false, PrivateIpAddress: '10.0.1.11' },
    { Primary: true, PrivateIpAddress: '10.0.1.10' },
  ],
  RequesterManaged: false,
  Status: 'in-use',
  SubnetId: SUBNET,
  TagSet: [],
  VpcId: VPC,
};

export const securityGroup: RawItem = {
  GroupId: 'sg-0aaaaaaaaaaaaaaa1',
  IpPermissionsEgress: [
    {
      IpProtocol: '-1',
      UserIdGroupPairs: [],
      IpRanges: [{ CidrIp: '0.0.0.0/0' }],
      Ipv6Ranges: [{ CidrIpv6: '::/0' }],
      PrefixListIds: [],
    },
  ],
  Tags: [{ Key: 'Name', Value: 'db' }],
  VpcId: VPC,
  SecurityGroupArn: arn('ec2', 'security-group/sg-0aaaaaaaaaaaaaaa1'),
  OwnerId: ACCOUNT,
  GroupName: 'db',
  Description: 'database',
  IpPermissions: [
    {
      IpProtocol: 'tcp',
      FromPort: 3306,
      ToPort: 3306,
      UserIdGroupPairs: [
        {
          Description: 'from pods',
          UserId: ACCOUNT,
          GroupId: 'sg-0bbbbbbbbbbbbbbb2',
          VpcId: 'vpc-0ffffffffffffffff',
          VpcPeeringConnectionId: 'pcx-0123456789abcdef0',
          PeeringStatus: 'active',
        },
      ],
      IpRanges: [{ Description: 'office', CidrIp: '10.1.2.3/16' }],
      Ipv6Ranges: [],
      PrefixListIds: [{ PrefixListId: 'pl-0123456789abcdef0' }],
    },
  ],
};

export const securityGroupRule: RawItem = {
  SecurityGroupRuleId: 'sgr-0123456789abcdef0',
  GroupId: 'sg-0aaaaaaaaaaaaaaa1',
  GroupOwnerId: ACCOUNT,
  IsEgress: false,
  IpProtocol: 'tcp',
  FromPort: 3306,
  ToPort: 3306,
  ReferencedGroupInfo: { GroupId: 'sg-0bbbbbbbbbbbbbbb2', UserId: ACCOUNT },
  Description: 'from pods',
  Tags: [],
};

export const networkAcl: RawItem = {
  Associations: [
    {
      NetworkAclAssociationId: 'aclassoc-1',
      NetworkAclId: 'acl-0aaaaaaaaaaaaaaa1',
      SubnetId: SUBNET,
    },
  ],
  Entries: [
    {
      CidrBlock: '0.0.0.0/0',
      Egress: false,
      Protocol: '-1',
      RuleAction: 'deny',
      RuleNumber: 32767,
    },
    {
      CidrBlock: '10.0.0.0/16',
      Egress: false,
      PortRange: { From: 3306, To: 3306 },
      Protocol: '6',
      RuleAction: 'allow',
      RuleNumber: 100,
    },
    { Ipv6CidrBlock: '::/0', Egress: true, Protocol: '-1', RuleAction: 'allow', RuleNumber: 101 },
    {
      CidrBlock: '0.0.0.0/0',
      Egress: true,
      IcmpTypeCode: { Code: -1, Type: -1 },
      Protocol: '1',
      RuleAction: 'allow',
      RuleNumber: 99,
    },
  ],
  IsDefault: true,
  NetworkAclId: 'acl-0aaaaaaaaaaaaaaa1',
  Tags: [],
  VpcId: VPC,
  OwnerId: ACCOUNT,
};

export const routeTable: RawItem = {
  Associations: [
    {
      Main: true,
      RouteTableAssociationId: 'rtbassoc-1',
      RouteTableId: 'rtb-0aaaaaaaaaaaaaaa1',
      AssociationState: { State: 'associated' },
    },
    { Main: false, SubnetId: SUBNET, AssociationState: { State: 'associated' } },
    {
      Main: false,
      SubnetId: 'subnet-0bbbbbbbbbbbbbbb2',
      AssociationState: { State: 'disassociated' },
    },
  ],
  PropagatingVgws: [],
  RouteTableId: 'rtb-0aaaaaaaaaaaaaaa1',
  Routes: [
    {
      DestinationCidrBlock: '10.0.0.0/16',
      GatewayId: 'local',
      Origin: 'CreateRouteTable',
      State: 'active',
    },
    { DestinationCidrBlock: '0.0.0.0/0', NatGatewayId: 'nat-0aaaaaaaaaaaaaaa1', State: 'active' },
    {
      DestinationCidrBlock: '10.9.0.0/16',
      VpcPeeringConnectionId: 'pcx-0123456789abcdef0',
      State: 'blackhole',
    },
    {
      DestinationPrefixListId: 'pl-63a5400a',
      GatewayId: 'vpce-0aaaaaaaaaaaaaaa1',
      State: 'active',
    },
  ],
  Tags: [],
  VpcId: VPC,
  OwnerId: ACCOUNT,
};

const podMetadata: RawItem = {
  annotations: {
    'kubernetes.io/psp': 'eks.privileged',
    'vpc.amazonaws.com/pod-eni': JSON.stringify([
      {
        eniId: 'eni-0123456789abcdef0',
        ifAddress: '02:0a:0b:0c:0d:0e',
        privateIp: '10.0.1.20',
        ipv6Addr: '',
        vlanId: 3,
        subnetCidr: '10.0.1.0/24',
        subnetV6Cidr: '',
        associationID: 'trunk-assoc-0123456789abcdef0',
      },
    ]),
  },
  creationTimestamp: '2026-11-20T09:00:00Z',
  generateName: 'web-6d4cf56db6-',
  labels: { app: 'web', 'pod-template-hash': '6d4cf56db6' },
  managedFields: [
    {
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      fieldsV1: {
        'f:metadata': {
          'f:generateName': {},
          'f:labels': { '.': {}, 'f:app': {}, 'f:pod-template-hash': {} },
          'f:ownerReferences': {},
        },
        'f:spec': { 'f:containers': { 'k:{"name":"app"}': {} } },
      },
      manager: 'kube-controller-manager',
      operation: 'Update',
      time: '2026-11-20T09:00:00Z',
    },
    {
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      fieldsV1: { 'f:metadata': { 'f:annotations': { 'f:vpc.amazonaws.com/pod-eni': {} } } },
      manager: 'controller',
      operation: 'Update',
      time: '2026-11-20T09:00:04Z',
    },
  ],
  name: 'web-6d4cf56db6-abcde',
  namespace: 'shop',
  ownerReferences: [
    {
      apiVersion: 'apps/v1',
      blockOwnerDeletion: true,
      controller: true,
      kind: 'ReplicaSet',
      name: 'web-6d4cf56db6',
      uid: '11111111-0000-4000-8000-000000000001',
    },
  ],
  resourceVersion: '123456',
  uid: '22222222-0000-4000-8000-000000000002',
};

export const pod: RawItem = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: podMetadata,
  spec: {
    containers: [
      {
        env: [{ name: 'DATABASE_PASSWORD', value: 'hunter2' }],
        image: 'shop/web:1',
        name: 'app',
        resources: {
          limits: { cpu: '1', 'vpc.amazonaws.com/pod-eni': '1' },
          requests: { cpu: '1', 'vpc.amazonaws.com/pod-eni': '1' },
        },
      },
      { image: 'proxy:1', name: 'sidecar', resources: {} },
    ],
    nodeName: 'ip-10-0-1-10.us-west-2.compute.internal',
    nodeSelector: { 'kubernetes.io/os': 'linux', disk: 'fast' },
    serviceAccount: 'web',
    serviceAccountName: 'web',
    tolerations: [],
  },
  status: {
    conditions: [
      {
        lastProbeTime: null,
        lastTransitionTime: '2026-11-20T09:00:01Z',
        status: 'True',
        type: 'PodScheduled',
      },
      {
        lastProbeTime: null,
        lastTransitionTime: '2026-11-20T09:00:09Z',
        status: 'True',
        type: 'Ready',
      },
    ],
    hostIP: '10.0.1.10',
    phase: 'Running',
    podIP: '10.0.1.20',
    podIPs: [{ ip: '10.0.1.20' }],
    startTime: '2026-11-20T09:00:02Z',
  },
};

const cniPodSpec: RawItem = {
  containers: [
    {
      name: 'aws-node',
      image: '444455556666.dkr.ecr.us-west-2.amazonaws.com/amazon-k8s-cni:v1.20.4',
      env: [
        { name: 'ENABLE_POD_ENI', value: 'true' },
        { name: 'POD_SECURITY_GROUP_ENFORCING_MODE', value: 'standard' },
        { name: 'MY_NODE_NAME', valueFrom: { fieldRef: { fieldPath: 'spec.nodeName' } } },
      ],
    },
    { name: 'aws-eks-nodeagent', image: 'agent:1', env: [] },
  ],
  hostNetwork: true,
  initContainers: [
    {
      name: 'aws-vpc-cni-init',
      image: 'init:1',
      env: [{ name: 'DISABLE_TCP_EARLY_DEMUX', value: 'true' }],
    },
  ],
  serviceAccountName: 'aws-node',
};

export const cniPod: RawItem = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    creationTimestamp: '2026-11-01T10:01:00Z',
    labels: { 'app.kubernetes.io/name': 'aws-node', 'k8s-app': 'aws-node' },
    name: 'aws-node-x7k2p',
    namespace: 'kube-system',
    uid: '33333333-0000-4000-8000-000000000003',
  },
  spec: { ...cniPodSpec, nodeName: 'ip-10-0-1-10.us-west-2.compute.internal' },
  status: { phase: 'Running', podIP: '10.0.1.10', startTime: '2026-11-01T10:01:00Z' },
};

const template = (labels: RawItem): RawItem => ({
  metadata: { labels },
  spec: {
    containers: [{ name: 'app', env: [{ name: 'TOKEN', value: 'hunter2' }] }],
    nodeSelector: { 'kubernetes.io/os': 'linux' },
    serviceAccountName: 'web',
  },
});

const workload = (kind: string, spec: RawItem): RawItem => ({
  apiVersion: 'apps/v1',
  kind,
  metadata: {
    name: `web-${kind.toLowerCase()}`,
    namespace: 'shop',
    uid: `44444444-${kind}`,
    ownerReferences: [
      { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: '5', controller: true },
    ],
  },
  spec,
});

export const policy: RawItem = {
  apiVersion: 'vpcresources.k8s.aws/v1beta1',
  kind: 'SecurityGroupPolicy',
  metadata: {
    annotations: {
      'kubectl.kubernetes.io/last-applied-configuration': JSON.stringify({
        spec: { serviceAccountSelector: { matchNames: ['web'] } },
      }),
    },
    creationTimestamp: '2026-11-19T09:00:00Z',
    generation: 2,
    managedFields: [
      {
        fieldsV1: { 'f:spec': { '.': {}, 'f:podSelector': {} } },
        manager: 'kubectl-client-side-apply',
        operation: 'Update',
        time: '2026-11-19T09:30:00Z',
      },
    ],
    name: 'web',
    namespace: 'shop',
    uid: '66666666-0000-4000-8000-000000000006',
  },
  spec: {
    podSelector: {
      matchExpressions: [{ key: 'tier', operator: 'NotIn', values: ['test'] }],
      matchLabels: { app: 'web' },
    },
    securityGroups: { groupIds: ['sg-0bbbbbbbbbbbbbbb2', 'sg-0bbbbbbbbbbbbbbb2', ''] },
    serviceAccountSelector: {},
  },
};

export const dbInstance: RawItem = {
  DBInstanceIdentifier: 'catalog',
  Engine: 'sqlserver-ee',
  DBInstanceStatus: 'available',
  MasterUsername: 'admin',
  Endpoint: { Address: 'catalog.abc.us-west-2.rds.amazonaws.com', Port: 1433, HostedZoneId: 'Z1' },
  ListenerEndpoint: {
    Address: 'l.abc.us-west-2.rds.amazonaws.com',
    Port: 1434,
    HostedZoneId: 'Z1',
  },
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa1', Status: 'active' }],
  DBSubnetGroup: {
    DBSubnetGroupName: 'db',
    VpcId: VPC,
    Subnets: [{ SubnetIdentifier: SUBNET, SubnetAvailabilityZone: { Name: 'us-west-2a' } }],
  },
  PubliclyAccessible: true,
  NetworkType: 'DUAL',
  OptionGroupMemberships: [{ OptionGroupName: 'oem', Status: 'in-sync' }],
  ReadReplicaSourceDBInstanceIdentifier: 'catalog-main',
  DbInstancePort: 0,
  DBInstanceArn: arn('rds', 'db:catalog'),
  TagList: [{ Key: 'team', Value: 'shop' }],
};

export const dbCluster: RawItem = {
  DBClusterIdentifier: 'orders',
  Engine: 'aurora-postgresql',
  Status: 'available',
  Port: 5432,
  DBClusterArn: arn('rds', 'cluster:orders'),
  DBSubnetGroup: 'db',
  DBClusterMembers: [{ DBInstanceIdentifier: 'orders-1', IsClusterWriter: true }],
  VpcSecurityGroups: [{ VpcSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa1', Status: 'active' }],
  HttpEndpointEnabled: true,
  NetworkType: 'IPV4',
  TagList: [],
};

const proxyPlace: RawItem = {
  VpcId: VPC,
  VpcSecurityGroupIds: ['sg-0aaaaaaaaaaaaaaa1'],
  VpcSubnetIds: [SUBNET],
};

export const cacheCluster: RawItem = {
  CacheClusterId: 'sessions-001',
  Engine: 'redis',
  CacheClusterStatus: 'available',
  CacheNodes: [{ CacheNodeId: '0001', Endpoint: { Address: 'a.cache.amazonaws.com', Port: 6379 } }],
  CacheSubnetGroupName: 'cache',
  ReplicationGroupId: 'sessions',
  SecurityGroups: [{ SecurityGroupId: 'sg-0aaaaaaaaaaaaaaa1', Status: 'active' }],
  ARN: arn('elasticache', 'cluster:sessions-001'),
  NetworkType: 'ipv4',
};

export const replicationGroup: RawItem = {
  ReplicationGroupId: 'sessions',
  Status: 'available',
  MemberClusters: ['sessions-001', 'sessions-002'],
  NodeGroups: [
    {
      NodeGroupId: '0001',
      PrimaryEndpoint: { Address: 'p.cache.amazonaws.com', Port: 6379 },
      ReaderEndpoint: { Address: 'r.cache.amazonaws.com', Port: 6380 },
      NodeGroupMembers: [{ CacheClusterId: 'sessions-001', ReadEndpoint: { Port: 6379 } }],
    },
  ],
  ARN: arn('elasticache', 'replicationgroup:sessions'),
};

export const eksCluster: RawItem = {
  name: 'lab',
  arn: arn('eks', 'cluster/lab'),
  version: '1.33',
  platformVersion: 'eks.18',
  roleArn: `arn:aws:iam::${ACCOUNT}:role/lab-cluster`,
  resourcesVpcConfig: {
    subnetIds: [SUBNET],
    securityGroupIds: ['sg-0ddddddddddddddd4'],
    clusterSecurityGroupId: 'sg-0ccccccccccccccc3',
    vpcId: VPC,
  },
  kubernetesNetworkConfig: { serviceIpv4Cidr: '172.20.0.0/16', ipFamily: 'ipv4' },
  computeConfig: { enabled: true },
  remoteNetworkConfig: { remoteNodeNetworks: [{ cidrs: ['10.80.0.0/16'] }] },
  certificateAuthority: { data: 'c3ludGhldGlj' },
};

export const mutatingWebhook: RawItem = {
  apiVersion: 'admissionregistration.k8s.io/v1',
  kind: 'MutatingWebhookConfiguration',
  metadata: { name: 'vpc-resource-mutating-webhook' },
  webhooks: [
    {
      admissionReviewVersions: ['v1'],
      clientConfig: { caBundle: 'c3ludGhldGlj', url: 'https://127.0.0.1:9443/mutate-v1-pod' },
      failurePolicy: 'Ignore',
      matchPolicy: 'Equivalent',
      name: 'mpod.vpc.k8s.aws',
      namespaceSelector: {},
      objectSelector: {},
      rules: [
        {
          apiGroups: [''],
          apiVersions: ['v1'],
          operations: ['CREATE'],
          resources: ['pods'],
          scope: '*',
        },
      ],
      timeoutSeconds: 30,
    },
  ],
};

export const daemonSet: RawItem = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'aws-node', namespace: 'kube-system', generation: 4 },
  spec: { template: { metadata: { labels: { 'k8s-app': 'aws-node' } }, spec: cniPodSpec } },
};

export const RAW_ITEMS: Readonly<Record<string, readonly unknown[]>> = {
  'ec2/describe-network-interfaces': [branchInterface, nodeInterface],
  'ec2/describe-security-groups': [securityGroup],
  'ec2/describe-security-group-rules': [securityGroupRule],
  'ec2/describe-security-group-vpc-associations': [
    { GroupId: 'sg-0aaaaaaaaaaaaaaa1', VpcId: VPC, VpcOwnerId: ACCOUNT, State: 'associated' },
  ],
  'ec2/get-security-groups-for-vpc': [
    {
      GroupId: 'sg-0eeeeeeeeeeeeeee5',
      GroupName: 'shared',
      OwnerId: '444455556666',
      PrimaryVpcId: 'vpc-0ffffffffffffffff',
      Tags: [],
    },
  ],
  'ec2/describe-managed-prefix-lists': [
    {
      PrefixListId: 'pl-63a5400a',
      PrefixListName: 'com.amazonaws.us-west-2.s3',
      OwnerId: 'AWS',
      AddressFamily: 'IPv4',
    },
    {
      PrefixListId: 'pl-0123456789abcdef0',
      PrefixListName: 'offices',
      OwnerId: ACCOUNT,
      Version: 3,
    },
  ],
  'ec2/get-managed-prefix-list-entries': [{ Cidr: '10.1.0.0/16', Description: 'office' }],
  'ec2/describe-subnets': [
    {
      AvailabilityZone: 'us-west-2a',
      AvailabilityZoneId: 'usw2-az1',
      CidrBlock: '10.0.1.0/24',
      MapPublicIpOnLaunch: true,
      SubnetId: SUBNET,
      VpcId: VPC,
      OwnerId: ACCOUNT,
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: '2001:db8:1::/64', Ipv6CidrBlockState: { State: 'associated' } },
        { Ipv6CidrBlock: '2001:db8:2::/64', Ipv6CidrBlockState: { State: 'disassociated' } },
      ],
      Tags: [{ Key: 'Name', Value: 'private-a' }],
    },
  ],
  'ec2/describe-vpcs': [
    {
      CidrBlock: '10.0.0.0/16',
      VpcId: VPC,
      OwnerId: ACCOUNT,
      IsDefault: false,
      CidrBlockAssociationSet: [
        { CidrBlock: '10.0.0.0/16', CidrBlockState: { State: 'associated' } },
        { CidrBlock: '100.64.0.0/16', CidrBlockState: { State: 'associated' } },
        { CidrBlock: '10.7.0.0/16', CidrBlockState: { State: 'disassociated' } },
      ],
      Ipv6CidrBlockAssociationSet: [
        { Ipv6CidrBlock: '2001:db8:1::/56', Ipv6CidrBlockState: { State: 'associated' } },
      ],
    },
  ],
  'ec2/describe-network-acls': [networkAcl],
  'ec2/describe-route-tables': [routeTable],
  'ec2/describe-vpc-peering-connections': [
    {
      AccepterVpcInfo: {
        CidrBlock: '10.9.0.0/16',
        CidrBlockSet: [{ CidrBlock: '10.9.0.0/16' }, { CidrBlock: '10.10.0.0/16' }],
        Ipv6CidrBlockSet: [{ Ipv6CidrBlock: '2001:db8:9::/56' }],
        OwnerId: '444455556666',
        VpcId: 'vpc-0ffffffffffffffff',
        Region: 'us-west-2',
      },
      RequesterVpcInfo: {
        CidrBlock: '10.0.0.0/16',
        OwnerId: ACCOUNT,
        VpcId: VPC,
        Region: 'us-west-2',
      },
      Status: { Code: 'active', Message: 'Active' },
      Tags: [],
      VpcPeeringConnectionId: 'pcx-0123456789abcdef0',
    },
  ],
  'ec2/describe-instances': [
    {
      OwnerId: ACCOUNT,
      ReservationId: 'r-0123456789abcdef0',
      Instances: [
        {
          InstanceId: 'i-0123456789abcdef0',
          InstanceType: 'm5.large',
          PrivateDnsName: 'ip-10-0-1-10.us-west-2.compute.internal',
          State: { Code: 16, Name: 'running' },
          VpcId: VPC,
          Tags: [{ Key: 'Name', Value: 'node' }],
        },
        { InstanceId: 'i-0fedcba9876543210', State: { Code: 48, Name: 'terminated' } },
      ],
    },
  ],
  'rds/describe-db-instances': [dbInstance],
  'rds/describe-db-clusters': [dbCluster],
  'rds/describe-db-subnet-groups': [
    {
      DBSubnetGroupName: 'db',
      VpcId: VPC,
      SubnetGroupStatus: 'Complete',
      Subnets: [{ SubnetIdentifier: SUBNET }],
    },
  ],
  'rds/describe-db-proxies': [
    {
      DBProxyName: 'orders-proxy',
      DBProxyArn: arn('rds', 'db-proxy:prx-1'),
      Status: 'available',
      EngineFamily: 'POSTGRESQL',
      Endpoint: 'orders-proxy.proxy-abc.us-west-2.rds.amazonaws.com',
      Auth: [{ SecretArn: 'arn:aws:secretsmanager:us-west-2:111122223333:secret:orders' }],
      ...proxyPlace,
    },
  ],
  'rds/describe-db-proxy-targets': [
    { Type: 'TRACKED_CLUSTER', TrackedClusterId: 'orders', RdsResourceId: 'orders', Port: 5432 },
    {
      Type: 'RDS_INSTANCE',
      RdsResourceId: 'orders-1',
      TargetArn: arn('rds', 'db:orders-1'),
      Port: 5432,
      TargetHealth: { State: 'AVAILABLE' },
    },
  ],
  'rds/describe-db-proxy-endpoints': [
    {
      DBProxyEndpointName: 'readers',
      DBProxyEndpointArn: arn('rds', 'db-proxy-endpoint:prx-endpoint-1'),
      DBProxyName: 'orders-proxy',
      Status: 'available',
      IsDefault: false,
      ...proxyPlace,
    },
  ],
  'rds/describe-option-groups': [
    {
      OptionGroupName: 'oem',
      Options: [
        {
          OptionName: 'OEM',
          Port: 5500,
          VpcSecurityGroupMemberships: [
            { VpcSecurityGroupId: 'sg-0aaaaaaaaaaaaaaa1', Status: 'active' },
          ],
        },
        { OptionName: 'TIMEZONE', VpcSecurityGroupMemberships: [] },
      ],
    },
  ],
  'elasticache/describe-cache-clusters': [cacheCluster],
  'elasticache/describe-replication-groups': [replicationGroup],
  'elasticache/describe-serverless-caches': [
    {
      ServerlessCacheName: 'carts',
      Engine: 'valkey',
      Status: 'available',
      Endpoint: { Address: 'c.serverless.cache.amazonaws.com', Port: 6379 },
      ReaderEndpoint: { Address: 'c.serverless.cache.amazonaws.com', Port: 6380 },
      ARN: arn('elasticache', 'serverlesscache:carts'),
      SecurityGroupIds: ['sg-0aaaaaaaaaaaaaaa1'],
      SubnetIds: [SUBNET],
    },
  ],
  'elasticache/describe-cache-subnet-groups': [
    { CacheSubnetGroupName: 'cache', VpcId: VPC, Subnets: [{ SubnetIdentifier: SUBNET }] },
  ],
  'eks/describe-cluster': [eksCluster],
  'eks/describe-addon-vpc-cni': [
    {
      addonName: 'vpc-cni',
      clusterName: 'lab',
      status: 'ACTIVE',
      addonVersion: 'v1.20.4-eksbuild.1',
      configurationValues: '{"env":{"ENABLE_POD_ENI":"true"}}',
    },
  ],
  'eks/list-clusters': ['lab', 'other'],
  'k8s/pods': [pod, cniPod],
  'k8s/securitygrouppolicies': [policy],
  'k8s/serviceaccounts': [
    {
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: {
        annotations: { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::111122223333:role/web' },
        creationTimestamp: '2026-11-18T09:00:00Z',
        labels: { team: 'shop' },
        managedFields: podMetadata['managedFields'],
        name: 'web',
        namespace: 'shop',
      },
    },
  ],
  'k8s/namespaces': [
    {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: { name: 'shop', labels: { team: 'shop' } },
      status: { phase: 'Active' },
    },
  ],
  'k8s/nodes': [
    {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        annotations: { 'k8s.amazonaws.com/eniConfig': 'us-west-2a' },
        creationTimestamp: '2026-11-01T10:00:30Z',
        labels: { 'node.kubernetes.io/instance-type': 'm5.large', 'kubernetes.io/os': 'linux' },
        name: 'ip-10-0-1-10.us-west-2.compute.internal',
      },
      spec: { providerID: 'aws:///us-west-2a/i-0123456789abcdef0' },
      status: {
        addresses: [
          { address: '10.0.1.10', type: 'InternalIP' },
          { address: '203.0.113.9', type: 'ExternalIP' },
          { address: 'ip-10-0-1-10.us-west-2.compute.internal', type: 'InternalDNS' },
        ],
        allocatable: { cpu: '1930m', 'vpc.amazonaws.com/pod-eni': '9' },
      },
    },
  ],
  'k8s/daemonset-aws-node': [daemonSet],
  'k8s/configmap-amazon-vpc-cni': [
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'amazon-vpc-cni', namespace: 'kube-system' },
      data: { 'branch-eni-cooldown': '60' },
    },
  ],
  'k8s/cninodes': [
    {
      apiVersion: 'vpcresources.k8s.aws/v1alpha1',
      kind: 'CNINode',
      metadata: { name: 'ip-10-0-1-10.us-west-2.compute.internal' },
      spec: {
        features: [
          { name: 'SecurityGroupsForPods' },
          { name: 'CustomNetworking', value: 'us-west-2a' },
        ],
        managedBy: 'eks-auto-mode',
      },
      status: {
        trunkInterface: {
          id: 'eni-0fedcba9876543210',
          branches: [
            {
              id: 'eni-0123456789abcdef0',
              vlanID: 3,
              securityGroups: ['sg-0bbbbbbbbbbbbbbb2'],
              ipv4CIDRs: ['10.0.1.20/32'],
              ipv6CIDRs: [],
            },
          ],
        },
      },
    },
  ],
  'k8s/eniconfigs': [
    {
      apiVersion: 'crd.k8s.amazonaws.com/v1alpha1',
      kind: 'ENIConfig',
      metadata: { name: 'us-west-2a' },
      spec: { subnet: SUBNET, securityGroups: ['sg-0ccccccccccccccc3'] },
    },
  ],
  'k8s/webhookconfigurations': [mutatingWebhook],
  'k8s/replicasets': [workload('ReplicaSet', { replicas: 1, template: template({ app: 'web' }) })],
  'k8s/jobs': [workload('Job', { template: template({ app: 'batch' }) })],
  'k8s/deployments': [workload('Deployment', { replicas: 1, template: template({ app: 'web' }) })],
  'k8s/statefulsets': [workload('StatefulSet', { template: template({ app: 'db' }) })],
  'k8s/daemonsets': [daemonSet, workload('DaemonSet', { template: template({ app: 'agent' }) })],
  'k8s/cronjobs': [
    workload('CronJob', { jobTemplate: { spec: { template: template({ app: 'night' }) } } }),
  ],
  'k8s/controllerrevisions': [
    {
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      metadata: {
        name: 'aws-node-6f8b5d7c9',
        namespace: 'kube-system',
        creationTimestamp: '2026-11-01T10:00:40Z',
      },
      data: { spec: { template: { $patch: 'replace', spec: cniPodSpec } } },
      revision: 3,
    },
  ],
};
