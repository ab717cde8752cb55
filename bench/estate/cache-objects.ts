import { ACCOUNT_ID, REGION, toAwsTime } from './cluster.ts';
import type { JsonObject } from './json.ts';
import type { EstatePlan, Network, Store, SubnetTier } from './plan.ts';

function endpoint(name: string, port: number): JsonObject {
  return { Address: `${name}.c0example.usw2.cache.amazonaws.com`, Port: port };
}

/** The cache clusters: memcached and standalone ones, and one for each node of a replication group. */
export function* cacheClusterObjects(plan: EstatePlan): Generator<JsonObject> {
  for (const store of plan.stores) {
    if (store.kind === 'cache-cluster')
      yield cacheCluster(store, store.name, store.arn, store.members, plan.network);
    if (store.kind !== 'replication-group') continue;
    for (const name of memberNames(store)) {
      const arn = `arn:aws:elasticache:${REGION}:${ACCOUNT_ID}:cluster:${name}`;
      yield { ...cacheCluster(store, name, arn, 1, plan.network), ReplicationGroupId: store.name };
    }
  }
}

function memberNames(store: Store): readonly string[] {
  return Array.from({ length: store.members }, (_, member) => `${store.name}-00${member + 1}`);
}

function cacheCluster(
  store: Store,
  name: string,
  arn: string,
  nodes: number,
  network: Network,
): JsonObject {
  const zone = network.zones[store.index % network.zones.length]?.name ?? '';
  return {
    CacheClusterId: name,
    ...(store.engine.name === 'memcached'
      ? { ConfigurationEndpoint: endpoint(`${name}.cfg`, store.port) }
      : {}),
    ClientDownloadLandingPage: 'https://console.aws.amazon.com/elasticache/home#client-download:',
    CacheNodeType: 'cache.r7g.large',
    Engine: store.engine.name,
    EngineVersion: store.engine.version,
    CacheClusterStatus: 'available',
    NumCacheNodes: nodes,
    PreferredAvailabilityZone: zone,
    CacheClusterCreateTime: toAwsTime(store.createdAt),
    PreferredMaintenanceWindow: 'sun:08:00-sun:09:00',
    PendingModifiedValues: {},
    CacheSecurityGroups: [],
    CacheParameterGroup: {
      CacheParameterGroupName: `default.${store.engine.name}`,
      ParameterApplyStatus: 'in-sync',
      CacheNodeIdsToReboot: [],
    },
    CacheSubnetGroupName: `bench-${store.tier}`,
    CacheNodes: Array.from({ length: nodes }, (_, node) => ({
      CacheNodeId: `000${node + 1}`,
      CacheNodeStatus: 'available',
      CacheNodeCreateTime: toAwsTime(store.createdAt),
      Endpoint: endpoint(`${name}.000${node + 1}`, store.port),
      ParameterGroupStatus: 'in-sync',
      CustomerAvailabilityZone: zone,
    })),
    AutoMinorVersionUpgrade: true,
    SecurityGroups: store.groups.map((group) => ({ SecurityGroupId: group.id, Status: 'active' })),
    SnapshotRetentionLimit: 1,
    AuthTokenEnabled: false,
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    ARN: arn,
    NetworkType: store.dualStack ? 'dual_stack' : 'ipv4',
    IpDiscovery: 'ipv4',
  };
}

/** A replication group names its members and its endpoints, but not its groups. */
export function* replicationGroupObjects(plan: EstatePlan): Generator<JsonObject> {
  for (const store of plan.stores)
    if (store.kind === 'replication-group') yield replicationGroup(store, plan.network);
}

function replicationGroup(store: Store, network: Network): JsonObject {
  const members = memberNames(store);
  return {
    ReplicationGroupId: store.name,
    Description: store.name,
    GlobalReplicationGroupInfo: {},
    Status: 'available',
    PendingModifiedValues: {},
    MemberClusters: members,
    NodeGroups: [
      {
        NodeGroupId: '0001',
        Status: 'available',
        PrimaryEndpoint: endpoint(`master.${store.name}`, store.port),
        ReaderEndpoint: endpoint(`replica.${store.name}`, store.port),
        NodeGroupMembers: members.map((name, member) => ({
          CacheClusterId: name,
          CacheNodeId: '0001',
          ReadEndpoint: endpoint(name, store.port),
          PreferredAvailabilityZone: network.zones[member % network.zones.length]?.name,
          CurrentRole: member === 0 ? 'primary' : 'replica',
        })),
      },
    ],
    AutomaticFailover: store.members > 1 ? 'enabled' : 'disabled',
    MultiAZ: store.members > 1 ? 'enabled' : 'disabled',
    SnapshotRetentionLimit: 1,
    ClusterEnabled: false,
    CacheNodeType: 'cache.r7g.large',
    AuthTokenEnabled: false,
    TransitEncryptionEnabled: true,
    AtRestEncryptionEnabled: true,
    ARN: store.arn,
    LogDeliveryConfigurations: [],
    ReplicationGroupCreateTime: toAwsTime(store.createdAt),
    DataTiering: 'disabled',
    NetworkType: store.dualStack ? 'dual_stack' : 'ipv4',
    IpDiscovery: 'ipv4',
    Engine: store.engine.name,
  };
}

export function* serverlessCacheObjects(plan: EstatePlan): Generator<JsonObject> {
  for (const store of plan.stores)
    if (store.kind === 'serverless-cache') yield serverlessCache(store, plan.network);
}

function serverlessCache(store: Store, network: Network): JsonObject {
  const host = `${store.name}.serverless`;
  return {
    ServerlessCacheName: store.name,
    Description: ' ',
    CreateTime: toAwsTime(store.createdAt),
    Status: 'available',
    Engine: store.engine.name,
    MajorEngineVersion: store.engine.version.split('.')[0],
    FullEngineVersion: store.engine.version,
    SecurityGroupIds: store.groups.map((group) => group.id),
    Endpoint: endpoint(host, store.port),
    ReaderEndpoint: endpoint(host, store.port + 1),
    ARN: store.arn,
    SubnetIds: network.tier(store.tier).map((subnet) => subnet.id),
    SnapshotRetentionLimit: 0,
    DailySnapshotTime: '09:00',
  };
}

const STORE_TIERS: readonly SubnetTier[] = ['data', 'restricted', 'partial', 'public'];

export function cacheSubnetGroupObjects(network: Network): readonly JsonObject[] {
  return STORE_TIERS.map((tier) => ({
    CacheSubnetGroupName: `bench-${tier}`,
    CacheSubnetGroupDescription: `Subnets of the ${tier} tier`,
    VpcId: network.vpcId,
    Subnets: network.tier(tier).map((subnet) => ({
      SubnetIdentifier: subnet.id,
      SubnetAvailabilityZone: { Name: subnet.zone.name },
      SubnetOutpost: {},
      SupportedNetworkTypes: ['ipv4', 'dual_stack'],
    })),
    ARN: `arn:aws:elasticache:${REGION}:${ACCOUNT_ID}:subnetgroup:bench-${tier}`,
    SupportedNetworkTypes: ['ipv4', 'dual_stack'],
  }));
}
