import type { AccountId, EpochMs, GroupId } from './ids.ts';
import type {
  CniAddon,
  CniConfigMap,
  CniDaemonSet,
  CniNode,
  CniRevision,
  EksCluster,
  EniConfig,
  Namespace,
  Node,
  OwnerObject,
  Pod,
  Policy,
  ServiceAccount,
  Webhook,
  WorkloadTemplate,
} from './kubernetes.ts';
import type { Gap, Input, Listing } from './listing.ts';
import type {
  GroupVpcAssociation,
  Instance,
  Nacl,
  NetworkInterface,
  Peering,
  PrefixList,
  PrefixListEntries,
  RouteTable,
  Rule,
  SecurityGroup,
  Subnet,
  Vpc,
  VpcGroups,
} from './network.ts';
import type {
  CacheCluster,
  CacheSubnetGroup,
  DbCluster,
  DbInstance,
  DbProxy,
  DbProxyEndpoint,
  DbProxyTargets,
  DbSubnetGroup,
  OptionGroup,
  ReplicationGroup,
  ServerlessCache,
} from './store.ts';

/** One account and region: everything that AWS lists there. */
export interface AwsScope {
  readonly accountId: AccountId | null;
  readonly region: string | null;
  /** False: service-managed interfaces may be hidden, what depends on them is a gap. */
  readonly includeManagedResources: boolean;
  readonly interfaces: Listing<NetworkInterface>;
  readonly groups: Listing<SecurityGroup>;
  /** Rules of DescribeSecurityGroupRules. */
  readonly rules: Listing<Rule>;
  /** Rules in the nested form of DescribeSecurityGroups. */
  readonly nestedRules: Listing<Rule>;
  /**
   * Whose rules `rules` may not have all of: groups of which a rule could not be read, or `any` when rules may be missing
   * that nobody can name (no file, a truncated one). Of every other group `rules` has all, even while it is incomplete.
   */
  readonly incompleteRuleGroups: ReadonlySet<GroupId> | 'any';
  readonly groupVpcAssociations: Listing<GroupVpcAssociation>;
  /** One item for each VPC that was asked for. */
  readonly groupsForVpcs: Listing<VpcGroups>;
  readonly prefixLists: Listing<PrefixList>;
  readonly prefixListEntries: Listing<PrefixListEntries>;
  readonly subnets: Listing<Subnet>;
  readonly vpcs: Listing<Vpc>;
  readonly nacls: Listing<Nacl>;
  readonly routeTables: Listing<RouteTable>;
  readonly peerings: Listing<Peering>;
  readonly instances: Listing<Instance>;
  readonly dbInstances: Listing<DbInstance>;
  readonly dbClusters: Listing<DbCluster>;
  readonly dbSubnetGroups: Listing<DbSubnetGroup>;
  readonly dbProxies: Listing<DbProxy>;
  readonly dbProxyTargets: Listing<DbProxyTargets>;
  readonly dbProxyEndpoints: Listing<DbProxyEndpoint>;
  readonly optionGroups: Listing<OptionGroup>;
  readonly cacheClusters: Listing<CacheCluster>;
  readonly replicationGroups: Listing<ReplicationGroup>;
  readonly serverlessCaches: Listing<ServerlessCache>;
  readonly cacheSubnetGroups: Listing<CacheSubnetGroup>;
  /** EKS ListClusters: names, to tell whose interfaces are left over. */
  readonly clusterNames: Listing<string>;
}

/** One cluster: EKS and Kubernetes. */
export interface ClusterSnapshot {
  readonly arn: string;
  readonly name: string;
  readonly accountId: AccountId | null;
  readonly region: string | null;
  readonly cluster: Listing<EksCluster>;
  readonly cniAddon: Listing<CniAddon>;
  readonly pods: Listing<Pod>;
  readonly serviceAccounts: Listing<ServiceAccount>;
  readonly namespaces: Listing<Namespace>;
  readonly nodes: Listing<Node>;
  readonly policies: Listing<Policy>;
  readonly cniDaemonSet: Listing<CniDaemonSet>;
  readonly cniConfigMap: Listing<CniConfigMap>;
  readonly cniNodes: Listing<CniNode>;
  readonly eniConfigs: Listing<EniConfig>;
  readonly webhooks: Listing<Webhook>;
  readonly replicaSets: Listing<OwnerObject>;
  readonly jobs: Listing<OwnerObject>;
  readonly cniRevisions: Listing<CniRevision>;
  /** Pod templates by kind; a kind whose file is absent is an incomplete listing. */
  readonly templates: Listing<WorkloadTemplate>;
}

/** Everything that one audit rests on. */
export interface Snapshot {
  readonly takenAt: EpochMs;
  readonly scopes: readonly AwsScope[];
  readonly clusters: readonly ClusterSnapshot[];
  /** Every gap, the listings' included, sorted by source and item. */
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
}
