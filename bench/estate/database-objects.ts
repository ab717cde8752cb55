import { ACCOUNT_ID, DAY, REGION, TAKEN_AT, toAwsTime } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { JsonObject } from './json.ts';
import type { EstatePlan, Network, Proxy, Store, SubnetTier } from './plan.ts';

const STORE_TIERS: readonly SubnetTier[] = ['data', 'restricted', 'partial', 'public'];

function subnetGroupName(tier: SubnetTier): string {
  return `bench-${tier}`;
}

export function dbSubnetGroupObjects(network: Network): readonly JsonObject[] {
  return STORE_TIERS.map((tier) => dbSubnetGroup(tier, network));
}

function dbSubnetGroup(tier: SubnetTier, network: Network): JsonObject {
  const name = subnetGroupName(tier);
  return {
    DBSubnetGroupName: name,
    DBSubnetGroupDescription: `Subnets of the ${tier} tier`,
    VpcId: network.vpcId,
    SubnetGroupStatus: 'Complete',
    Subnets: network.tier(tier).map((subnet) => ({
      SubnetIdentifier: subnet.id,
      SubnetAvailabilityZone: { Name: subnet.zone.name },
      SubnetOutpost: {},
      SubnetStatus: 'Active',
    })),
    DBSubnetGroupArn: `arn:aws:rds:${REGION}:${ACCOUNT_ID}:subgrp:${name}`,
    SupportedNetworkTypes: ['IPV4', 'DUAL'],
  };
}

/** Instances on their own, and the members of clusters. */
export function* dbInstanceObjects(plan: EstatePlan, ids: Ids): Generator<JsonObject> {
  for (const store of plan.stores) {
    if (store.kind === 'instance')
      yield dbInstance(store, store.name, store.arn, plan.network, ids);
    if (store.kind !== 'cluster') continue;
    for (let member = 0; member < store.members; member += 1) {
      const name = `${store.name}-${member + 1}`;
      const arn = `arn:aws:rds:${REGION}:${ACCOUNT_ID}:db:${name}`;
      yield { ...dbInstance(store, name, arn, plan.network, ids), DBClusterIdentifier: store.name };
    }
  }
}

function vpcGroups(store: Store): readonly JsonObject[] {
  return store.groups.map((group) => ({ VpcSecurityGroupId: group.id, Status: 'active' }));
}

function dbInstance(
  store: Store,
  name: string,
  arn: string,
  network: Network,
  ids: Ids,
): JsonObject {
  const zone = network.zones[store.index % network.zones.length]?.name ?? '';
  return {
    DBInstanceIdentifier: name,
    DBInstanceClass: 'db.r7g.large',
    Engine: store.engine.name,
    DBInstanceStatus: 'available',
    MasterUsername: 'admin',
    Endpoint: {
      Address: `${name}.c0example0.${REGION}.rds.amazonaws.com`,
      Port: store.port,
      HostedZoneId: 'Z1EXAMPLEEXAMPLE',
    },
    AllocatedStorage: 100,
    InstanceCreateTime: toAwsTime(store.createdAt),
    PreferredBackupWindow: '09:00-09:30',
    BackupRetentionPeriod: 7,
    DBSecurityGroups: [],
    VpcSecurityGroups: vpcGroups(store),
    DBParameterGroups: [
      { DBParameterGroupName: `default.${store.engine.name}`, ParameterApplyStatus: 'in-sync' },
    ],
    AvailabilityZone: zone,
    DBSubnetGroup: dbSubnetGroup(store.tier, network),
    PreferredMaintenanceWindow: 'sun:08:00-sun:08:30',
    PendingModifiedValues: {},
    LatestRestorableTime: toAwsTime(TAKEN_AT - 300),
    MultiAZ: store.kind === 'instance' && store.members > 1,
    EngineVersion: store.engine.version,
    AutoMinorVersionUpgrade: true,
    ReadReplicaDBInstanceIdentifiers: [],
    LicenseModel: 'general-public-license',
    OptionGroupMemberships: [
      { OptionGroupName: `default:${store.engine.name}`, Status: 'in-sync' },
    ],
    PubliclyAccessible: store.publicAccess,
    StorageType: 'gp3',
    DbInstancePort: 0,
    StorageEncrypted: true,
    DbiResourceId: `db-${ids.hex('dbi', store.index, 26).toUpperCase()}`,
    CACertificateIdentifier: 'rds-ca-rsa2048-g1',
    DomainMemberships: [],
    CopyTagsToSnapshot: true,
    MonitoringInterval: 60,
    DBInstanceArn: arn,
    IAMDatabaseAuthenticationEnabled: false,
    PerformanceInsightsEnabled: true,
    DeletionProtection: true,
    AssociatedRoles: [],
    TagList: [{ Key: 'data-class', Value: store.index % 5 === 0 ? 'restricted' : 'internal' }],
    CustomerOwnedIpEnabled: false,
    ActivityStreamStatus: 'stopped',
    BackupTarget: 'region',
    NetworkType: store.dualStack ? 'DUAL' : 'IPV4',
    StorageThroughput: 125,
    DedicatedLogVolume: false,
  };
}

export function* dbClusterObjects(plan: EstatePlan, ids: Ids): Generator<JsonObject> {
  for (const store of plan.stores)
    if (store.kind === 'cluster') yield dbCluster(store, plan.network, ids);
}

function dbCluster(store: Store, network: Network, ids: Ids): JsonObject {
  const host = (kind: string): string =>
    `${store.name}.${kind}-c0example0.${REGION}.rds.amazonaws.com`;
  return {
    AllocatedStorage: 1,
    AvailabilityZones: network.zones.map((zone) => zone.name),
    BackupRetentionPeriod: 7,
    DBClusterIdentifier: store.name,
    DBClusterParameterGroup: `default.${store.engine.name}`,
    DBSubnetGroup: subnetGroupName(store.tier),
    Status: 'available',
    EarliestRestorableTime: toAwsTime(TAKEN_AT - 7 * DAY),
    Endpoint: host('cluster'),
    ReaderEndpoint: host('cluster-ro'),
    CustomEndpoints: store.index % 4 === 0 ? [host('cluster-custom')] : [],
    MultiAZ: true,
    Engine: store.engine.name,
    EngineVersion: store.engine.version,
    LatestRestorableTime: toAwsTime(TAKEN_AT - 300),
    Port: store.port,
    MasterUsername: 'admin',
    PreferredBackupWindow: '09:00-09:30',
    PreferredMaintenanceWindow: 'sun:08:00-sun:08:30',
    ReadReplicaIdentifiers: [],
    DBClusterMembers: Array.from({ length: store.members }, (_, member) => ({
      DBInstanceIdentifier: `${store.name}-${member + 1}`,
      IsClusterWriter: member === 0,
      DBClusterParameterGroupStatus: 'in-sync',
      PromotionTier: member + 1,
    })),
    VpcSecurityGroups: vpcGroups(store),
    HostedZoneId: 'Z1EXAMPLEEXAMPLE',
    StorageEncrypted: true,
    DbClusterResourceId: clusterResourceId(store, ids),
    DBClusterArn: store.arn,
    AssociatedRoles: [],
    IAMDatabaseAuthenticationEnabled: false,
    ClusterCreateTime: toAwsTime(store.createdAt),
    EngineMode: 'provisioned',
    DeletionProtection: true,
    HttpEndpointEnabled: store.index % 6 === 0,
    CopyTagsToSnapshot: true,
    CrossAccountClone: false,
    DomainMemberships: [],
    TagList: [{ Key: 'data-class', Value: store.index % 5 === 0 ? 'restricted' : 'internal' }],
    AutoMinorVersionUpgrade: true,
    NetworkType: store.dualStack ? 'DUAL' : 'IPV4',
  };
}

function clusterResourceId(store: Store, ids: Ids): string {
  return `cluster-${ids.hex('dbc', store.index, 26).toUpperCase()}`;
}

function engineFamily({ store }: Proxy): string {
  const { name } = store.engine;
  if (name.includes('postgres')) return 'POSTGRESQL';
  return name.startsWith('sqlserver') ? 'SQLSERVER' : 'MYSQL';
}

export function proxyObject(proxy: Proxy, network: Network): JsonObject {
  return {
    DBProxyName: proxy.name,
    DBProxyArn: proxy.arn,
    Status: 'available',
    EngineFamily: engineFamily(proxy),
    VpcId: network.vpcId,
    VpcSecurityGroupIds: [proxy.group.id],
    VpcSubnetIds: network.tier(proxy.store.tier).map((subnet) => subnet.id),
    Auth: [
      {
        AuthScheme: 'SECRETS',
        SecretArn: `arn:aws:secretsmanager:${REGION}:${ACCOUNT_ID}:secret:${proxy.name}-AbCdEf`,
        IAMAuth: 'DISABLED',
      },
    ],
    RoleArn: `arn:aws:iam::${ACCOUNT_ID}:role/${proxy.name}`,
    Endpoint: `${proxy.name}.proxy-c0example0.${REGION}.rds.amazonaws.com`,
    RequireTLS: true,
    IdleClientTimeout: 1800,
    DebugLogging: false,
    CreatedDate: toAwsTime(proxy.store.createdAt + DAY),
    UpdatedDate: toAwsTime(proxy.store.createdAt + DAY),
  };
}

/** The extra endpoints; the default one is the proxy's own. */
export function* proxyEndpointObjects(plan: EstatePlan): Generator<JsonObject> {
  for (const proxy of plan.proxies) {
    if (proxy.endpoint === undefined) continue;
    const { name, group } = proxy.endpoint;
    yield {
      DBProxyEndpointName: name,
      DBProxyEndpointArn: proxy.arn.replace(':db-proxy:', ':db-proxy-endpoint:'),
      DBProxyName: proxy.name,
      Status: 'available',
      VpcId: plan.network.vpcId,
      VpcSecurityGroupIds: [group.id],
      VpcSubnetIds: plan.network.tier(proxy.store.tier).map((subnet) => subnet.id),
      Endpoint: `${name}.endpoint.proxy-c0example0.${REGION}.rds.amazonaws.com`,
      CreatedDate: toAwsTime(proxy.store.createdAt + 2 * DAY),
      TargetRole: 'READ_ONLY',
      IsDefault: false,
    };
  }
}

export function proxyTargetObjects({ store }: Proxy): readonly JsonObject[] {
  const health = { TargetHealth: { State: 'AVAILABLE' } };
  if (store.kind === 'instance') {
    const Endpoint = `${store.name}.c0example0.${REGION}.rds.amazonaws.com`;
    return [
      {
        Endpoint,
        RdsResourceId: store.name,
        Port: store.port,
        Type: 'RDS_INSTANCE',
        Role: 'READ_WRITE',
        ...health,
      },
    ];
  }
  const cluster = {
    RdsResourceId: store.name,
    Port: store.port,
    Type: 'TRACKED_CLUSTER',
    ...health,
  };
  const members = Array.from({ length: store.members }, (_, member) => ({
    Endpoint: `${store.name}-${member + 1}.c0example0.${REGION}.rds.amazonaws.com`,
    TrackedClusterId: store.name,
    RdsResourceId: `${store.name}-${member + 1}`,
    Port: store.port,
    Type: 'RDS_INSTANCE',
    Role: member === 0 ? 'READ_WRITE' : 'READ_ONLY',
    ...health,
  }));
  return [cluster, ...members];
}
