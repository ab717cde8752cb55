import type { Scope } from './trigger.ts';

/** The calls of one service that wake an audit, and those that never do. */
export interface ServiceCalls {
  /** `eventSource` of the record, and `source` of the event without `.amazonaws.com`. */
  readonly source: string;
  readonly scope: Scope;
  readonly calls: readonly string[];
}

/** Calls on interfaces: what they mean depends on whose interface it is. */
export const INTERFACE_CALLS = [
  'CreateNetworkInterface',
  'DeleteNetworkInterface',
  'AttachNetworkInterface',
  'DetachNetworkInterface',
  'ModifyNetworkInterfaceAttribute',
  'CreateNetworkInterfacePermission',
  // The controller makes these from the account of EKS: they may never be delivered, and nothing rests on them.
  'AssociateTrunkInterface',
  'DisassociateTrunkInterface',
] as const;

export const GROUP_CALLS = [
  'AuthorizeSecurityGroupIngress',
  'AuthorizeSecurityGroupEgress',
  'RevokeSecurityGroupIngress',
  'RevokeSecurityGroupEgress',
  'ModifySecurityGroupRules',
  'CreateSecurityGroup',
  'DeleteSecurityGroup',
  'AssociateSecurityGroupVpc',
  'DisassociateSecurityGroupVpc',
  'ModifyManagedPrefixList',
  'RestoreManagedPrefixListVersion',
  'DeleteManagedPrefixList',
] as const;

export const PATH_CALLS = [
  'CreateNetworkAclEntry',
  'ReplaceNetworkAclEntry',
  'DeleteNetworkAclEntry',
  'ReplaceNetworkAclAssociation',
  'AcceptVpcPeeringConnection',
  'DeleteVpcPeeringConnection',
  'ModifyVpcPeeringConnectionOptions',
  'CreateRoute',
  'ReplaceRoute',
  'DeleteRoute',
  'AssociateRouteTable',
  'DisassociateRouteTable',
  'ReplaceRouteTableAssociation',
] as const;

export const TAG_CALLS = ['CreateTags', 'DeleteTags'] as const;

export const RDS_CALLS = [
  'CreateDBInstance',
  'CreateDBInstanceReadReplica',
  'ModifyDBInstance',
  'DeleteDBInstance',
  'RestoreDBInstanceFromDBSnapshot',
  'RestoreDBInstanceFromS3',
  'RestoreDBInstanceToPointInTime',
  'PromoteReadReplica',
  'CreateDBCluster',
  'ModifyDBCluster',
  'DeleteDBCluster',
  'RestoreDBClusterFromS3',
  'RestoreDBClusterFromSnapshot',
  'RestoreDBClusterToPointInTime',
  'CreateDBSubnetGroup',
  'ModifyDBSubnetGroup',
  'DeleteDBSubnetGroup',
  'CreateDBProxy',
  'ModifyDBProxy',
  'DeleteDBProxy',
  'CreateDBProxyEndpoint',
  'ModifyDBProxyEndpoint',
  'DeleteDBProxyEndpoint',
  'RegisterDBProxyTargets',
  'DeregisterDBProxyTargets',
  'ModifyOptionGroup',
  'AddTagsToResource',
  'RemoveTagsFromResource',
  'SwitchoverBlueGreenDeployment',
] as const;

export const ELASTICACHE_CALLS = [
  'CreateReplicationGroup',
  'ModifyReplicationGroup',
  'DeleteReplicationGroup',
  'CreateCacheCluster',
  'ModifyCacheCluster',
  'DeleteCacheCluster',
  'CreateServerlessCache',
  'ModifyServerlessCache',
  'DeleteServerlessCache',
  'CreateCacheSubnetGroup',
  'ModifyCacheSubnetGroup',
  'AddTagsToResource',
  'RemoveTagsFromResource',
] as const;

/** What changes the cluster itself, the settings of its CNI, or what we may read of it. */
export const EKS_CALLS = [
  'CreateCluster',
  'DeleteCluster',
  'UpdateClusterConfig',
  'UpdateClusterVersion',
  'CreateAddon',
  'UpdateAddon',
  'DeleteAddon',
  'CreateAccessEntry',
  'DeleteAccessEntry',
  'DisassociateAccessPolicy',
] as const;

/** Whoever stops the trail makes us blind: look at everything while it can still be seen. */
export const TRAIL_CALLS = [
  'StopLogging',
  'DeleteTrail',
  'UpdateTrail',
  'PutEventSelectors',
] as const;

/** Every service whose calls wake an audit. */
export const SERVICE_CALLS: readonly ServiceCalls[] = [
  {
    source: 'ec2',
    scope: 'network',
    calls: [
      ...INTERFACE_CALLS,
      ...GROUP_CALLS,
      ...PATH_CALLS,
      ...TAG_CALLS,
      'ModifyInstanceAttribute',
    ],
  },
  { source: 'rds', scope: 'network', calls: RDS_CALLS },
  { source: 'elasticache', scope: 'network', calls: ELASTICACHE_CALLS },
  { source: 'eks', scope: 'full', calls: EKS_CALLS },
  { source: 'cloudtrail', scope: 'full', calls: TRAIL_CALLS },
];

/** Calls of these services that change nothing that is audited: descriptions, and what only EC2 itself needs. */
export const QUIET_CALLS: ReadonlySet<string> = new Set([
  'UpdateSecurityGroupRuleDescriptionsIngress',
  'UpdateSecurityGroupRuleDescriptionsEgress',
]);

/** Detail-types of events that services send by themselves. Their `detail` is not documented and is not read. */
export const NATIVE_EVENTS: ReadonlyMap<string, Scope | 'quiet'> = new Map<string, Scope | 'quiet'>(
  [
    ['RDS DB Instance Event', 'network'],
    ['RDS DB Cluster Event', 'network'],
    ['RDS DB Proxy Event', 'network'],
    ['RDS Blue Green Deployment Event', 'network'],
    ['RDS DB Snapshot Event', 'quiet'],
    ['RDS DB Cluster Snapshot Event', 'quiet'],
    ['RDS DB Parameter Group Event', 'quiet'],
    ['RDS DB Security Group Event', 'quiet'],
    ['EKS Addon Creation Succeeded', 'full'],
    ['EKS Addon Creation Failed', 'full'],
    ['EKS Addon Update Succeeded', 'full'],
    ['EKS Addon Update Failed', 'full'],
    ['EKS Addon Deletion Succeeded', 'full'],
    ['EKS Addon Deletion Failed', 'full'],
    ['EKS Addon Health Degraded', 'full'],
    ['EKS Addon Health Restored', 'full'],
    ['EKS Fargate Pod Scheduled Termination', 'quiet'],
  ],
);
