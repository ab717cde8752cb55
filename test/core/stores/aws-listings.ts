import {
  type AttachedGroup,
  type AwsScope,
  type CacheCluster,
  completeListing,
  type DbCluster,
  type DbInstance,
  type DbProxy,
  type DbProxyEndpoint,
  type Listing,
  type NetworkInterface,
  type ReplicationGroup,
  type ServerlessCache,
  type StoreArn,
  toAccountId,
  toGroupId,
  toInterfaceId,
  toStoreArn,
  toSubnetId,
  toVpcId,
} from '../../../shared/core/model/index.ts';

export const ACCOUNT = '111122223333';
export const REGION = 'us-west-2';
export const VPC = toVpcId('vpc-data')!;
export const SUBNETS = ['subnet-a', 'subnet-b'].map((id) => toSubnetId(id)!);

export const groupIds = (...ids: string[]) => ids.map((id) => toGroupId(id)!);
export const attached = (...ids: string[]): AttachedGroup[] =>
  groupIds(...ids).map((id) => ({ id, status: 'active' }));

export const arnOf = (service: 'rds' | 'elasticache', resource: string): StoreArn =>
  toStoreArn(`arn:aws:${service}:${REGION}:${ACCOUNT}:${resource}`)!;

export const aSubnetGroup = (overrides: Partial<DbInstance['subnetGroup'] & object> = {}) => ({
  name: 'data',
  vpcId: VPC,
  subnetIds: SUBNETS,
  ...overrides,
});

export const anInstance = (id: string, overrides: Partial<DbInstance> = {}): DbInstance => ({
  arn: arnOf('rds', `db:${id}`),
  id,
  engine: 'mysql',
  status: 'available',
  clusterId: null,
  port: 3306,
  address: null,
  listenerPort: null,
  groups: attached('sg-db'),
  subnetGroup: aSubnetGroup(),
  publiclyAccessible: false,
  networkType: 'IPV4',
  optionGroups: [],
  readReplicaOf: null,
  tags: new Map(),
  ...overrides,
});

export const aCluster = (id: string, overrides: Partial<DbCluster> = {}): DbCluster => ({
  arn: arnOf('rds', `cluster:${id}`),
  id,
  engine: 'aurora-mysql',
  status: 'available',
  port: 3306,
  groups: attached('sg-db'),
  subnetGroupName: 'data',
  memberIds: [],
  publiclyAccessible: false,
  networkType: 'IPV4',
  dataApi: false,
  tags: new Map(),
  ...overrides,
});

export const aProxy = (name: string, overrides: Partial<DbProxy> = {}): DbProxy => ({
  arn: arnOf('rds', `db-proxy:prx-${name}`),
  name,
  status: 'available',
  engineFamily: 'MYSQL',
  vpcId: VPC,
  groupIds: groupIds('sg-proxy'),
  subnetIds: SUBNETS,
  endpoint: null,
  ...overrides,
});

export const aProxyEndpoint = (
  name: string,
  proxyName: string,
  overrides: Partial<DbProxyEndpoint> = {},
): DbProxyEndpoint => ({
  arn: arnOf('rds', `db-proxy-endpoint:prx-endpoint-${name}`),
  name,
  proxyName,
  status: 'available',
  vpcId: VPC,
  groupIds: groupIds('sg-endpoint'),
  subnetIds: SUBNETS,
  isDefault: false,
  ...overrides,
});

export const aCache = (id: string, overrides: Partial<CacheCluster> = {}): CacheCluster => ({
  arn: arnOf('elasticache', `cluster:${id}`),
  id,
  engine: 'redis',
  status: 'available',
  port: 6379,
  groups: attached('sg-cache'),
  subnetGroupName: 'cache',
  replicationGroupId: null,
  networkType: 'ipv4',
  ...overrides,
});

export const aReplicationGroup = (
  id: string,
  overrides: Partial<ReplicationGroup> = {},
): ReplicationGroup => ({
  arn: arnOf('elasticache', `replicationgroup:${id}`),
  id,
  engine: 'redis',
  status: 'available',
  ports: [6379],
  memberClusterIds: [],
  networkType: null,
  ...overrides,
});

export const aServerlessCache = (
  name: string,
  overrides: Partial<ServerlessCache> = {},
): ServerlessCache => ({
  arn: arnOf('elasticache', `serverlesscache:${name}`),
  name,
  engine: 'valkey',
  status: 'available',
  port: 6379,
  readerPort: 6380,
  groupIds: groupIds('sg-cache'),
  subnetIds: SUBNETS,
  networkType: null,
  ...overrides,
});

export const anInterface = (
  id: string,
  overrides: Partial<NetworkInterface> = {},
): NetworkInterface => ({
  id: toInterfaceId(id)!,
  vpcId: VPC,
  subnetId: SUBNETS[0]!,
  ownerId: toAccountId(ACCOUNT),
  interfaceType: 'interface',
  status: 'in-use',
  description: 'RDSNetworkInterface',
  requesterId: 'amazon-rds',
  requesterManaged: true,
  operatorManaged: false,
  mac: null,
  groups: groupIds('sg-db'),
  primaryIpv4: null,
  addresses: [],
  prefixes: [],
  publicIp: false,
  attachment: null,
  tags: new Map(),
  ...overrides,
});

type ListingName = {
  [K in keyof AwsScope]: AwsScope[K] extends Listing<unknown> ? K : never;
}[keyof AwsScope];
type Items = { readonly [K in ListingName]?: AwsScope[K]['items'] };

const SOURCES = {
  interfaces: 'ec2/describe-network-interfaces.json',
  groups: 'ec2/describe-security-groups.json',
  rules: 'ec2/describe-security-group-rules.json',
  nestedRules: 'ec2/describe-security-groups.json',
  groupVpcAssociations: 'ec2/describe-security-group-vpc-associations.json',
  groupsForVpcs: 'ec2/get-security-groups-for-vpc',
  prefixLists: 'ec2/describe-managed-prefix-lists.json',
  prefixListEntries: 'ec2/get-managed-prefix-list-entries',
  subnets: 'ec2/describe-subnets.json',
  vpcs: 'ec2/describe-vpcs.json',
  nacls: 'ec2/describe-network-acls.json',
  routeTables: 'ec2/describe-route-tables.json',
  peerings: 'ec2/describe-vpc-peering-connections.json',
  instances: 'ec2/describe-instances.json',
  dbInstances: 'rds/describe-db-instances.json',
  dbClusters: 'rds/describe-db-clusters.json',
  dbSubnetGroups: 'rds/describe-db-subnet-groups.json',
  dbProxies: 'rds/describe-db-proxies.json',
  dbProxyTargets: 'rds/describe-db-proxy-targets',
  dbProxyEndpoints: 'rds/describe-db-proxy-endpoints.json',
  optionGroups: 'rds/describe-option-groups.json',
  cacheClusters: 'elasticache/describe-cache-clusters.json',
  replicationGroups: 'elasticache/describe-replication-groups.json',
  serverlessCaches: 'elasticache/describe-serverless-caches.json',
  cacheSubnetGroups: 'elasticache/describe-cache-subnet-groups.json',
  clusterNames: 'eks/list-clusters.json',
} as const satisfies Record<ListingName, string>;

/** Every listing is complete; those not given are empty but for the subnet groups that the stores above name. */
export function aScope(
  items: Items = {},
  incomplete: readonly ListingName[] = [],
  home: Partial<Pick<AwsScope, 'accountId' | 'region'>> = {},
): AwsScope {
  const given: Items = {
    dbSubnetGroups: [aSubnetGroup()],
    cacheSubnetGroups: [aSubnetGroup({ name: 'cache' })],
    ...items,
  };
  const list = <K extends ListingName>(name: K): Listing<AwsScope[K]['items'][number]> => ({
    ...completeListing<AwsScope[K]['items'][number]>(given[name] ?? [], SOURCES[name]),
    complete: !incomplete.includes(name),
  });
  return {
    accountId: toAccountId(ACCOUNT),
    region: REGION,
    ...home,
    includeManagedResources: true,
    interfaces: list('interfaces'),
    groups: list('groups'),
    rules: list('rules'),
    incompleteRuleGroups: incomplete.includes('rules') ? 'any' : new Set(),
    nestedRules: list('nestedRules'),
    groupVpcAssociations: list('groupVpcAssociations'),
    groupsForVpcs: list('groupsForVpcs'),
    prefixLists: list('prefixLists'),
    prefixListEntries: list('prefixListEntries'),
    subnets: list('subnets'),
    vpcs: list('vpcs'),
    nacls: list('nacls'),
    routeTables: list('routeTables'),
    peerings: list('peerings'),
    instances: list('instances'),
    dbInstances: list('dbInstances'),
    dbClusters: list('dbClusters'),
    dbSubnetGroups: list('dbSubnetGroups'),
    dbProxies: list('dbProxies'),
    dbProxyTargets: list('dbProxyTargets'),
    dbProxyEndpoints: list('dbProxyEndpoints'),
    optionGroups: list('optionGroups'),
    cacheClusters: list('cacheClusters'),
    replicationGroups: list('replicationGroups'),
    serverlessCaches: list('serverlessCaches'),
    cacheSubnetGroups: list('cacheSubnetGroups'),
    clusterNames: list('clusterNames'),
  };
}
