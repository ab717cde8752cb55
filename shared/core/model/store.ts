import type { AccountId, GroupId, InterfaceId, StoreArn, SubnetId, VpcId } from './ids.ts';
import type { Labels } from './labels.ts';

/** What the RDS and ElastiCache calls return, cut to what decides; `core/stores` makes Stores of them. */
export interface AttachedGroup {
  readonly id: GroupId;
  readonly status: string | null;
}

export interface DbInstance {
  readonly arn: StoreArn;
  readonly id: string;
  readonly engine: string;
  readonly status: string | null;
  readonly clusterId: string | null;
  /** `Endpoint.Port`; null while creating. `DbInstancePort` is not used: it is 0 nearly always. */
  readonly port: number | null;
  readonly address: string | null;
  /** SQL Server Always On: the second listener. */
  readonly listenerPort: number | null;
  readonly groups: readonly AttachedGroup[];
  readonly subnetGroup: DbSubnetGroup | null;
  readonly publiclyAccessible: boolean;
  readonly networkType: string | null;
  readonly optionGroups: readonly string[];
  readonly readReplicaOf: string | null;
  /** Null when the listing does not show them. */
  readonly tags: Labels | null;
}

export interface DbCluster {
  readonly arn: StoreArn;
  readonly id: string;
  readonly engine: string;
  readonly status: string | null;
  readonly port: number | null;
  readonly groups: readonly AttachedGroup[];
  /** A name only: resolved through DescribeDBSubnetGroups or a member instance. */
  readonly subnetGroupName: string | null;
  readonly memberIds: readonly string[];
  readonly publiclyAccessible: boolean;
  readonly networkType: string | null;
  readonly dataApi: boolean;
  /** Null when the listing does not show them. */
  readonly tags: Labels | null;
}

export interface DbSubnetGroup {
  readonly name: string;
  readonly vpcId: VpcId | null;
  readonly subnetIds: readonly SubnetId[];
}

export interface DbProxy {
  readonly arn: StoreArn;
  readonly name: string;
  readonly status: string | null;
  readonly engineFamily: string;
  readonly vpcId: VpcId | null;
  readonly groupIds: readonly GroupId[];
  readonly subnetIds: readonly SubnetId[];
  readonly endpoint: string | null;
}

/** DescribeDBProxyTargets names no proxy: the argument is in the file's name, or in the request. */
export interface DbProxyTargets {
  readonly proxyName: string;
  readonly complete: boolean;
  readonly targets: readonly {
    readonly type: string;
    readonly resourceId: string | null;
    readonly arn: string | null;
    readonly trackedClusterId: string | null;
    readonly port: number | null;
  }[];
}

export interface DbProxyEndpoint {
  readonly arn: StoreArn;
  readonly name: string;
  readonly proxyName: string;
  readonly status: string | null;
  readonly vpcId: VpcId | null;
  readonly groupIds: readonly GroupId[];
  readonly subnetIds: readonly SubnetId[];
  readonly isDefault: boolean;
}

export interface OptionGroup {
  readonly name: string;
  readonly options: readonly {
    readonly name: string;
    readonly port: number | null;
    readonly groups: readonly AttachedGroup[];
  }[];
}

export interface CacheCluster {
  readonly arn: StoreArn;
  readonly id: string;
  readonly engine: string;
  readonly status: string | null;
  readonly port: number | null;
  readonly groups: readonly AttachedGroup[];
  readonly subnetGroupName: string | null;
  readonly replicationGroupId: string | null;
  readonly networkType: string | null;
}

export interface ReplicationGroup {
  readonly arn: StoreArn;
  readonly id: string;
  readonly engine: string;
  readonly status: string | null;
  readonly ports: readonly number[];
  readonly memberClusterIds: readonly string[];
  readonly networkType: string | null;
}

export interface ServerlessCache {
  readonly arn: StoreArn;
  readonly name: string;
  readonly engine: string;
  readonly status: string | null;
  readonly port: number | null;
  readonly readerPort: number | null;
  readonly groupIds: readonly GroupId[];
  readonly subnetIds: readonly SubnetId[];
  readonly networkType: string | null;
}

export interface CacheSubnetGroup {
  readonly name: string;
  readonly vpcId: VpcId | null;
  readonly subnetIds: readonly SubnetId[];
}

export type StoreKind =
  | 'rds-instance'
  | 'rds-cluster'
  | 'neptune'
  | 'docdb'
  | 'rds-proxy'
  | 'elasticache'
  | 'elasticache-serverless';

/** One door of a store: a port with its groups, in the subnets where it may listen. */
export interface StoreDoor {
  readonly port: number;
  /** Sorted; every group whose status is not `removed`. */
  readonly groups: readonly GroupId[];
  /** Evidence for what is derived and not reported (a proxy's port, a serverless reader's 6380). */
  readonly note: string | null;
}

/** A data store with its doors. An Aurora or Multi-AZ cluster is one store; so is an RDS Proxy endpoint's proxy. */
export interface Store {
  readonly arn: StoreArn;
  readonly kind: StoreKind;
  readonly name: string;
  readonly engine: string;
  readonly accountId: AccountId | null;
  readonly region: string | null;
  readonly vpcId: VpcId | null;
  /** Sorted; where the store may place an interface. Null when not seen: the store's addresses are unknown. */
  readonly subnetIds: readonly SubnetId[] | null;
  readonly families: readonly (4 | 6)[];
  readonly doors: readonly StoreDoor[];
  readonly publiclyAccessible: boolean;
  readonly status: string | null;
  /** Empty also where they were not seen: `tagsSeen` tells. */
  readonly tags: Labels;
  readonly tagsSeen: boolean;
  /** Interfaces that are this store's, or may be: same VPC, a subnet of the group, the identical set of groups. */
  readonly candidateInterfaces: readonly InterfaceId[];
}

/** An RDS Proxy in front of a store: pods reach the store through any of its endpoints. */
export interface ProxyPath {
  readonly proxyArn: StoreArn;
  readonly proxyName: string;
  /** Doors that a pod connects to, one Store shape for each endpoint (its own groups, subnets, VPC). */
  readonly endpoints: readonly Store[];
  /** The proxy as a source: its VPC, subnets and groups. */
  readonly source: {
    readonly vpcId: VpcId | null;
    readonly subnetIds: readonly SubnetId[];
    readonly groups: readonly GroupId[];
    readonly interfaces: readonly InterfaceId[];
  };
  /** The stores behind it, with the port that the proxy dials (null: the store's own). */
  readonly targets: readonly { readonly store: StoreArn; readonly port: number | null }[];
  /** False when the targets were not seen: which store is behind it is unknown. */
  readonly targetsKnown: boolean;
}
