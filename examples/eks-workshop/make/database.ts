import { groupId, databaseGroup } from './groups.ts';
import { awsId } from './identifiers.ts';
import type { JsonObject } from './json.ts';
import { account, clusterName, labTags, privateSubnets, region, tags, vpc } from './place.ts';
import { databaseCreatedAt, later, preciseTime } from './times.ts';

export const databaseName = `${clusterName}-catalog`;
export const databaseArn = `arn:aws:rds:${region}:${account}:db:${databaseName}`;
/** The address that the workshop's pods time out against. */
export const databaseAddress = '10.42.179.30';
export const databaseSubnet = privateSubnets[2];

const endpoint = `${databaseName}.abcdefghijkl.${region}.rds.amazonaws.com`;
const optionGroup = 'default:mysql-8-0';

const subnetGroup: JsonObject = {
  DBSubnetGroupName: databaseName,
  DBSubnetGroupDescription: `${databaseName} subnet group`,
  VpcId: vpc.id,
  SubnetGroupStatus: 'Complete',
  Subnets: privateSubnets.map((subnet) => ({
    SubnetIdentifier: subnet.id,
    SubnetAvailabilityZone: { Name: subnet.zone },
    SubnetOutpost: {},
    SubnetStatus: 'Active',
  })),
};

const storage: JsonObject = {
  AllocatedStorage: 20,
  InstanceCreateTime: preciseTime(databaseCreatedAt),
  PreferredBackupWindow: '03:00-06:00',
  BackupRetentionPeriod: 0,
};

const access: JsonObject = {
  DBSecurityGroups: [],
  VpcSecurityGroups: [{ VpcSecurityGroupId: groupId(databaseGroup.key), Status: 'active' }],
  DBParameterGroups: [
    { DBParameterGroupName: 'default.mysql8.0', ParameterApplyStatus: 'in-sync' },
  ],
  AvailabilityZone: databaseSubnet.zone,
  DBSubnetGroup: subnetGroup,
};

const version: JsonObject = {
  PreferredMaintenanceWindow: 'mon:00:00-mon:03:00',
  PendingModifiedValues: {},
  MultiAZ: false,
  EngineVersion: '8.0.43',
  AutoMinorVersionUpgrade: true,
  ReadReplicaDBInstanceIdentifiers: [],
  LicenseModel: 'general-public-license',
  OptionGroupMemberships: [{ OptionGroupName: optionGroup, Status: 'in-sync' }],
  PubliclyAccessible: false,
  StorageType: 'gp2',
  // Not the port: RDS leaves 0 here, the port is the endpoint's.
  DbInstancePort: 0,
};

const rest: JsonObject = {
  StorageEncrypted: true,
  KmsKeyId: `arn:aws:kms:${region}:${account}:key/00000000-0000-4000-a000-000000000001`,
  DbiResourceId: 'db-EXAMPLEEXAMPLEEXAMPLEEXAMP',
  CACertificateIdentifier: 'rds-ca-rsa2048-g1',
  DomainMemberships: [],
  CopyTagsToSnapshot: false,
  MonitoringInterval: 0,
  DBInstanceArn: databaseArn,
  IAMDatabaseAuthenticationEnabled: false,
  DatabaseInsightsMode: 'standard',
  PerformanceInsightsEnabled: false,
  DeletionProtection: false,
  AssociatedRoles: [],
  TagList: tags({ Name: databaseName, ...labTags }),
  CustomerOwnedIpEnabled: false,
  NetworkType: 'IPV4',
  ActivityStreamStatus: 'stopped',
  BackupTarget: 'region',
  CertificateDetails: {
    CAIdentifier: 'rds-ca-rsa2048-g1',
    ValidTill: preciseTime(later(databaseCreatedAt, 365 * 86_400)),
  },
  DedicatedLogVolume: false,
  EngineLifecycleSupport: 'open-source-rds-extended-support',
};

const instance: JsonObject = {
  DBInstanceIdentifier: databaseName,
  DBInstanceClass: 'db.t4g.micro',
  Engine: 'mysql',
  DBInstanceStatus: 'available',
  MasterUsername: 'catalog_user',
  DBName: 'catalog',
  Endpoint: { Address: endpoint, Port: 3306, HostedZoneId: 'ZEXAMPLEEXAMPLE' },
  ...storage,
  ...access,
  ...version,
  ...rest,
};

const options: JsonObject = {
  OptionGroupName: optionGroup,
  OptionGroupDescription: 'Default option group for mysql 8.0',
  EngineName: 'mysql',
  MajorEngineVersion: '8.0',
  Options: [],
  AllowsVpcAndNonVpcInstanceMemberships: true,
  OptionGroupArn: `arn:aws:rds:${region}:${account}:og:${optionGroup}`,
};

const describedSubnetGroup: JsonObject = {
  ...subnetGroup,
  DBSubnetGroupArn: `arn:aws:rds:${region}:${account}:subgrp:${databaseName}`,
  SupportedNetworkTypes: ['IPV4'],
};

/** The calls to RDS and ElastiCache: one MySQL instance, nothing else. An empty list is an answer too. */
export const storeFiles: Readonly<Record<string, JsonObject>> = {
  'rds/describe-db-instances.json': { DBInstances: [instance] },
  'rds/describe-db-clusters.json': { DBClusters: [] },
  'rds/describe-db-subnet-groups.json': { DBSubnetGroups: [describedSubnetGroup] },
  'rds/describe-db-proxies.json': { DBProxies: [] },
  'rds/describe-db-proxy-endpoints.json': { DBProxyEndpoints: [] },
  'rds/describe-option-groups.json': { OptionGroupsList: [options] },
  'elasticache/describe-cache-clusters.json': { CacheClusters: [] },
  'elasticache/describe-replication-groups.json': { ReplicationGroups: [] },
  'elasticache/describe-serverless-caches.json': { ServerlessCaches: [] },
  'elasticache/describe-cache-subnet-groups.json': { CacheSubnetGroups: [] },
};

/** RDS names no database on its interface: it is found by VPC, subnet and groups. */
export const databaseInterface = {
  eniId: awsId('eni', databaseName),
  attachedAt: later(databaseCreatedAt, 95),
} as const;
