import {
  type AwsScope,
  type ClusterSnapshot,
  completeListing,
  type EksCluster,
  type Listing,
  type Snapshot,
} from '../../shared/core/model/index.ts';
import { ACCOUNT, clusterArn, groupId, REGION } from './identifiers.ts';
import { NOW } from './times.ts';

/** A listing of which nothing is there: the file is missing, or the call was denied. */
export const lost = <T>(source: string): Listing<T> => ({
  items: [],
  complete: false,
  gaps: [{ source, reason: 'missing', detail: 'not in the snapshot', effect: 'unknown' }],
  readAt: null,
  source,
});

/** A listing that was cut off behind these items. */
export const truncated = <T>(items: readonly T[], source: string): Listing<T> => ({
  items,
  complete: false,
  gaps: [{ source, reason: 'truncated', detail: 'more pages were announced', effect: 'unknown' }],
  readAt: NOW,
  source,
});

const none = <T>(source: string): Listing<T> => completeListing<T>([], source, NOW);

/** An account and region in which nothing exists, and everything was seen. */
export function aScope(overrides: Partial<AwsScope> = {}): AwsScope {
  return {
    accountId: ACCOUNT,
    region: REGION,
    includeManagedResources: true,
    interfaces: none('ec2/describe-network-interfaces.json'),
    groups: none('ec2/describe-security-groups.json'),
    rules: none('ec2/describe-security-group-rules.json'),
    nestedRules: none('ec2/describe-security-groups.json'),
    incompleteRuleGroups: new Set(),
    groupVpcAssociations: none('ec2/describe-security-group-vpc-associations.json'),
    groupsForVpcs: none('ec2/get-security-groups-for-vpc.json'),
    prefixLists: none('ec2/describe-managed-prefix-lists.json'),
    prefixListEntries: none('ec2/get-managed-prefix-list-entries.json'),
    subnets: none('ec2/describe-subnets.json'),
    vpcs: none('ec2/describe-vpcs.json'),
    nacls: none('ec2/describe-network-acls.json'),
    routeTables: none('ec2/describe-route-tables.json'),
    peerings: none('ec2/describe-vpc-peering-connections.json'),
    instances: none('ec2/describe-instances.json'),
    dbInstances: none('rds/describe-db-instances.json'),
    dbClusters: none('rds/describe-db-clusters.json'),
    dbSubnetGroups: none('rds/describe-db-subnet-groups.json'),
    dbProxies: none('rds/describe-db-proxies.json'),
    dbProxyTargets: none('rds/describe-db-proxy-targets.json'),
    dbProxyEndpoints: none('rds/describe-db-proxy-endpoints.json'),
    optionGroups: none('rds/describe-option-groups.json'),
    cacheClusters: none('elasticache/describe-cache-clusters.json'),
    replicationGroups: none('elasticache/describe-replication-groups.json'),
    serverlessCaches: none('elasticache/describe-serverless-caches.json'),
    cacheSubnetGroups: none('elasticache/describe-cache-subnet-groups.json'),
    clusterNames: none('eks/list-clusters.json'),
    ...overrides,
  };
}

export function anEksCluster(name: string, overrides: Partial<EksCluster> = {}): EksCluster {
  return {
    arn: clusterArn(name),
    name,
    vpcId: 'vpc-main',
    clusterGroupId: groupId('sg-cluster'),
    additionalGroupIds: [],
    ipFamily: 'ipv4',
    version: '1.34',
    platformVersion: 'eks.1',
    roleArn: `arn:aws:iam::${ACCOUNT}:role/cluster`,
    autoMode: false,
    remoteNetworks: false,
    ...overrides,
  };
}

/** A cluster in which nothing runs, and everything was seen. */
export function aClusterSnapshot(
  name: string,
  overrides: Partial<ClusterSnapshot> = {},
): ClusterSnapshot {
  return {
    arn: clusterArn(name),
    name,
    accountId: ACCOUNT,
    region: REGION,
    cluster: completeListing([anEksCluster(name)], 'eks/describe-cluster.json', NOW),
    cniAddon: none('eks/describe-addon-vpc-cni.json'),
    pods: none('k8s/pods.json'),
    serviceAccounts: none('k8s/serviceaccounts.json'),
    namespaces: none('k8s/namespaces.json'),
    nodes: none('k8s/nodes.json'),
    policies: none('k8s/securitygrouppolicies.json'),
    cniDaemonSet: none('k8s/daemonset-aws-node.json'),
    cniConfigMap: none('k8s/configmap-amazon-vpc-cni.json'),
    cniNodes: none('k8s/cninodes.json'),
    eniConfigs: none('k8s/eniconfigs.json'),
    webhooks: none('k8s/webhookconfigurations.json'),
    replicaSets: none('k8s/replicasets.json'),
    jobs: none('k8s/jobs.json'),
    cniRevisions: none('k8s/controllerrevisions.json'),
    templates: none('k8s/deployments.json'),
    ...overrides,
  };
}

export function aSnapshot(overrides: Partial<Snapshot> = {}): Snapshot {
  return { takenAt: NOW, scopes: [aScope()], clusters: [], gaps: [], inputs: [], ...overrides };
}
