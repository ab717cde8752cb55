import { aclObjects } from './acl-objects.ts';
import {
  cacheClusterObjects,
  cacheSubnetGroupObjects,
  replicationGroupObjects,
  serverlessCacheObjects,
} from './cache-objects.ts';
import {
  ACCOUNT_ID,
  CLUSTER_ARN,
  CLUSTER_CREATED_AT,
  CLUSTER_NAME,
  REGION,
  TAKEN_AT,
  toAwsTime,
  toKubernetesTime,
} from './cluster.ts';
import { CNI_CONFIGURATION } from './cni.ts';
import {
  cniConfigMapObject,
  cniRevisionObject,
  controllerObject,
  cronJobObject,
  jobObject,
  replicaSetObject,
  webhookObjects,
} from './controller-objects.ts';
import {
  dbClusterObjects,
  dbInstanceObjects,
  dbSubnetGroupObjects,
  proxyEndpointObjects,
  proxyObject,
  proxyTargetObjects,
} from './database-objects.ts';
import { SnapshotFolder } from './folder.ts';
import { groupObjects, ruleObjects } from './group-objects.ts';
import { createIds, type Ids } from './ids.ts';
import { reservationObjects } from './instance-objects.ts';
import { interfaceObjects } from './interface-objects.ts';
import type { JsonObject } from './json.ts';
import {
  accountObject,
  cniNodeObject,
  namespaceObject,
  nodeObject,
  policyObject,
} from './kubernetes-objects.ts';
import {
  internetGatewayObject,
  peeringObjects,
  prefixListEntries,
  prefixListObject,
  routeTableObjects,
  subnetObject,
  vpcObject,
} from './network-objects.ts';
import type { EstatePlan, Workload, WorkloadKind } from './plan.ts';
import { podTexts } from './pod-text.ts';

export interface WrittenEstate {
  readonly files: number;
  readonly bytes: number;
}

/** Writes the whole snapshot into an empty folder, item by item. */
export function writeEstate(plan: EstatePlan, out: string): WrittenEstate {
  const ids = createIds(plan.options.seed);
  const folder = new SnapshotFolder(out, plan.options.form);
  writeNetwork(folder, plan, ids);
  writeStores(folder, plan, ids);
  writeCluster(folder, plan);
  writeKubernetes(folder, plan, ids);
  writeControllers(folder, plan, ids);
  folder.awsDocument('snapshot.json', {
    schemaVersion: 1,
    takenAt: toKubernetesTime(TAKEN_AT),
    accountId: ACCOUNT_ID,
    region: REGION,
    cluster: CLUSTER_NAME,
    includeManagedResources: true,
    gaps: [],
  });
  return { files: folder.files, bytes: folder.bytes };
}

function writeNetwork(folder: SnapshotFolder, plan: EstatePlan, ids: Ids): void {
  const { network } = plan;
  const list = (call: string, key: string, items: Iterable<JsonObject>): void =>
    folder.awsList(`ec2/${call}.json`, key, items);
  list('describe-network-interfaces', 'NetworkInterfaces', interfaceObjects(plan, ids));
  list('describe-security-groups', 'SecurityGroups', groupObjects(plan));
  list('describe-security-group-rules', 'SecurityGroupRules', ruleObjects(plan));
  list('describe-security-group-vpc-associations', 'SecurityGroupVpcAssociations', []);
  list(
    'describe-subnets',
    'Subnets',
    network.subnets.map((subnet) => subnetObject(subnet, network)),
  );
  list('describe-vpcs', 'Vpcs', [vpcObject(network, ids)]);
  list('describe-network-acls', 'NetworkAcls', aclObjects(plan, ids));
  list('describe-route-tables', 'RouteTables', routeTableObjects(plan, ids));
  list('describe-internet-gateways', 'InternetGateways', [internetGatewayObject(network, ids)]);
  list('describe-vpc-peering-connections', 'VpcPeeringConnections', peeringObjects(network, ids));
  list('describe-instances', 'Reservations', reservationObjects(plan, ids));
  list('describe-managed-prefix-lists', 'PrefixLists', network.prefixLists.map(prefixListObject));
  for (const one of network.prefixLists) {
    list(`get-managed-prefix-list-entries-${one.id}`, 'Entries', prefixListEntries(one));
  }
}

function writeStores(folder: SnapshotFolder, plan: EstatePlan, ids: Ids): void {
  const { network, proxies } = plan;
  const rds = (call: string, key: string, items: Iterable<JsonObject>): void =>
    folder.awsList(`rds/${call}.json`, key, items);
  rds('describe-db-instances', 'DBInstances', dbInstanceObjects(plan, ids));
  rds('describe-db-clusters', 'DBClusters', dbClusterObjects(plan, ids));
  rds('describe-db-subnet-groups', 'DBSubnetGroups', dbSubnetGroupObjects(network));
  rds(
    'describe-db-proxies',
    'DBProxies',
    proxies.map((proxy) => proxyObject(proxy, network)),
  );
  rds('describe-db-proxy-endpoints', 'DBProxyEndpoints', proxyEndpointObjects(plan));
  for (const proxy of proxies) {
    rds(`describe-db-proxy-targets-${proxy.name}`, 'Targets', proxyTargetObjects(proxy));
  }
  rds('describe-option-groups', 'OptionGroupsList', []);
  const cache = (call: string, key: string, items: Iterable<JsonObject>): void =>
    folder.awsList(`elasticache/${call}.json`, key, items);
  cache('describe-cache-clusters', 'CacheClusters', cacheClusterObjects(plan));
  cache('describe-replication-groups', 'ReplicationGroups', replicationGroupObjects(plan));
  cache('describe-serverless-caches', 'ServerlessCaches', serverlessCacheObjects(plan));
  cache('describe-cache-subnet-groups', 'CacheSubnetGroups', cacheSubnetGroupObjects(network));
}

function writeCluster(folder: SnapshotFolder, { network, groups }: EstatePlan): void {
  folder.awsDocument('eks/list-clusters.json', {
    clusters: [CLUSTER_NAME, `${CLUSTER_NAME}-staging`],
  });
  folder.awsDocument('eks/describe-cluster.json', {
    cluster: {
      name: CLUSTER_NAME,
      arn: CLUSTER_ARN,
      createdAt: toAwsTime(CLUSTER_CREATED_AT),
      version: '1.35',
      roleArn: `arn:aws:iam::${ACCOUNT_ID}:role/${CLUSTER_NAME}-cluster`,
      resourcesVpcConfig: {
        subnetIds: network.tier('service').map((subnet) => subnet.id),
        securityGroupIds: [],
        clusterSecurityGroupId: groups.cluster.id,
        vpcId: network.vpcId,
        endpointPublicAccess: false,
        endpointPrivateAccess: true,
      },
      kubernetesNetworkConfig: { serviceIpv4Cidr: '172.20.0.0/16', ipFamily: 'ipv4' },
      status: 'ACTIVE',
      platformVersion: 'eks.7',
      tags: {},
    },
  });
  folder.awsDocument('eks/describe-addon-vpc-cni.json', {
    addon: {
      addonName: 'vpc-cni',
      clusterName: CLUSTER_NAME,
      status: 'ACTIVE',
      addonVersion: 'v1.23.1-eksbuild.1',
      addonArn: `arn:aws:eks:${REGION}:${ACCOUNT_ID}:addon/${CLUSTER_NAME}/vpc-cni/00000000-0000-4000-8000-000000000000`,
      createdAt: toAwsTime(CLUSTER_CREATED_AT),
      modifiedAt: toAwsTime(CLUSTER_CREATED_AT),
      configurationValues: CNI_CONFIGURATION,
      tags: {},
    },
  });
}

function writeKubernetes(folder: SnapshotFolder, plan: EstatePlan, ids: Ids): void {
  folder.kubernetesTexts('k8s/pods.json', podTexts(plan.pods, plan.options.form, ids));
  const list = (file: string, items: Iterable<JsonObject>): void =>
    folder.kubernetesList(`k8s/${file}.json`, items);
  list(
    'namespaces',
    plan.namespaces.map((namespace) => namespaceObject(namespace, ids)),
  );
  list(
    'serviceaccounts',
    mapped(plan.accounts, (account) => accountObject(account, ids)),
  );
  list(
    'securitygrouppolicies',
    mapped(plan.policies, (policy) => policyObject(policy, ids)),
  );
  list('nodes', nodeObjects(plan, ids));
  list('cninodes', cniNodeObjects(plan, ids));
  list('eniconfigs', []);
  list('webhookconfigurations', webhookObjects(ids));
  folder.kubernetesObject('k8s/configmap-amazon-vpc-cni.json', cniConfigMapObject(ids));
}

function* nodeObjects(plan: EstatePlan, ids: Ids): Generator<JsonObject> {
  for (const node of plan.nodes)
    if (node.placed !== undefined) yield nodeObject(node, node.placed, ids);
}

/** The CNI writes one for each Linux node on which it runs. */
function* cniNodeObjects(plan: EstatePlan, ids: Ids): Generator<JsonObject> {
  for (const node of plan.nodes) {
    const runsCni = node.group.os === 'linux' && node.group.provisioner !== 'fargate';
    if (runsCni && node.placed !== undefined) yield cniNodeObject(node, node.placed, ids);
  }
}

function writeControllers(folder: SnapshotFolder, plan: EstatePlan, ids: Ids): void {
  const ofKind = (kind: WorkloadKind): readonly Workload[] =>
    plan.workloads.filter((workload) => workload.kind === kind);
  const list = (file: string, items: Iterable<JsonObject>): void =>
    folder.kubernetesList(`k8s/${file}.json`, items);
  list('deployments', mapped(ofKind('Deployment'), controllerObject));
  list('statefulsets', mapped(ofKind('StatefulSet'), controllerObject));
  list('daemonsets', mapped(ofKind('DaemonSet'), controllerObject));
  list('cronjobs', mapped(ofKind('CronJob'), cronJobObject));
  list('jobs', mapped(plan.jobs, jobObject));
  list('replicasets', replicaSetObjects(ofKind('Deployment')));
  const cni = ofKind('DaemonSet').filter(({ name }) => name === 'aws-node');
  for (const workload of cni) {
    folder.kubernetesObject('k8s/daemonset-aws-node.json', controllerObject(workload));
    list('controllerrevisions', [cniRevisionObject(workload, ids)]);
  }
}

function* replicaSetObjects(deployments: readonly Workload[]): Generator<JsonObject> {
  for (const workload of deployments) {
    for (const revision of workload.revisions) yield replicaSetObject(workload, revision);
  }
}

function* mapped<T>(items: Iterable<T>, change: (item: T) => JsonObject): Generator<JsonObject> {
  for (const item of items) yield change(item);
}
