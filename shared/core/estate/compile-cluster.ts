import type {
  AwsScope,
  ClusterSnapshot,
  CniConfigMap,
  GroupId,
  InterfaceId,
  NetworkInterface,
  SubnetId,
  VpcId,
} from '../model/index.ts';
import type { GrantIndex } from '../intent/index.ts';
import { toSubnetId, toVpcId } from '../model/index.ts';
import { compilePolicies } from '../policy/index.ts';
import type { AddressIndex } from './address-index.ts';
import { compileBranches } from './compile-branches.ts';
import { type AttachedInterfaces, compileAgents, compileNodes } from './compile-nodes.ts';
import { compilePods } from './compile-pods.ts';
import { compilePolicyViews } from './compile-policies.ts';
import { compileTemplates } from './compile-templates.ts';
import { cooldownMsOf, historyOf, settingsOf, UNSEEN_SETTINGS } from './cni-settings.ts';
import type { ClusterView, NodeView, PodView } from './estate.ts';

/** What all clusters of a snapshot share. */
export interface ClusterContext {
  readonly aws: AwsScope;
  readonly interfaces: ReadonlyMap<InterfaceId, NetworkInterface>;
  readonly addresses: AddressIndex;
  readonly attached: AttachedInterfaces;
  /** Names of every cluster of the snapshot: whose branch interfaces are whose. */
  readonly clusterNames: ReadonlySet<string>;
  /** What documents grant the cluster's pods. */
  readonly grants: GrantIndex;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The cluster's VPC: as EKS says; without DescribeCluster, the one VPC in which all its nodes stand. */
function vpcOf(
  snapshot: ClusterSnapshot,
  nodes: readonly NodeView[],
  { aws }: ClusterContext,
): VpcId | null {
  const reported = snapshot.cluster.items[0]?.vpcId ?? null;
  if (reported !== null) return toVpcId(reported);
  const ofNodes = new Set(nodes.flatMap((node) => node.primary?.vpcId ?? []));
  const all = ofNodes.size > 0 ? ofNodes : new Set(aws.interfaces.items.map((eni) => eni.vpcId));
  const [only] = all;
  return all.size === 1 ? (only ?? null) : null;
}

function familyOf(snapshot: ClusterSnapshot): 'ipv4' | 'ipv6' | null {
  const reported = snapshot.cluster.items[0]?.ipFamily ?? null;
  if (reported !== null) return reported;
  const families = new Set(
    snapshot.pods.items.flatMap((pod) => (pod.hostNetwork ? [] : (pod.ips[0]?.family ?? []))),
  );
  if (families.size !== 1) return null;
  return families.has(6) ? 'ipv6' : 'ipv4';
}

/** One word for the cluster, over the aws-node pods; without any of them what the DaemonSet says now. */
function modeOf(
  nodes: readonly NodeView[],
  declared: 'strict' | 'standard' | null,
): ClusterView['enforcingMode'] {
  const modes = new Set(
    nodes.filter((node) => node.cni.environment !== null).map((node) => node.cni.mode),
  );
  if (modes.size === 0) return declared ?? 'unknown';
  if (modes.has(null)) return 'unknown';
  if (modes.size === 2) return 'mixed';
  return modes.has('strict') ? 'strict' : 'standard';
}

/** Groups of the nodes themselves: what every pod without a policy wears. */
function nodeGroupsOf(
  snapshot: ClusterSnapshot,
  nodes: readonly NodeView[],
  clusterGroup: GroupId | null,
): ReadonlySet<GroupId> {
  const groups = new Set<GroupId>([
    ...nodes.flatMap((node) => [...(node.primary?.groups ?? []), ...(node.trunk?.groups ?? [])]),
    ...snapshot.eniConfigs.items.flatMap((one) => one.groups),
  ]);
  if (clusterGroup !== null) groups.delete(clusterGroup);
  return groups;
}

function subnetsOf(
  snapshot: ClusterSnapshot,
  nodes: readonly NodeView[],
  pods: readonly PodView[],
): ReadonlySet<SubnetId> {
  const ids = new Set<SubnetId>();
  const add = (id: SubnetId | null | undefined): void => {
    if (id != null) ids.add(id);
  };
  for (const node of nodes) add(node.primary?.subnetId);
  for (const pod of pods) if (pod.worn.state === 'known') add(pod.worn.interface.subnetId);
  for (const one of snapshot.eniConfigs.items)
    add(one.subnetId === null ? null : toSubnetId(one.subnetId));
  return ids;
}

export function compileCluster(snapshot: ClusterSnapshot, context: ClusterContext): ClusterView {
  const { aws } = context;
  const configMap: CniConfigMap | null = snapshot.cniConfigMap.items[0] ?? null;
  const eks = snapshot.cluster.items[0] ?? null;
  const agents = compileAgents(snapshot.pods.items, configMap);
  const nodes = compileNodes(snapshot, context.attached, agents);
  const daemonSet = snapshot.cniDaemonSet.items[0] ?? null;
  const cni = daemonSet === null ? UNSEEN_SETTINGS : settingsOf(daemonSet.cni, configMap);
  const cluster: Mutable<ClusterView> = {
    arn: snapshot.arn,
    name: snapshot.name,
    region: snapshot.region,
    accountId: snapshot.accountId,
    vpcId: vpcOf(snapshot, nodes, context),
    clusterGroupId: eks?.clusterGroupId ?? null,
    ipFamily: familyOf(snapshot),
    isAutoMode: eks?.autoMode ?? false,
    enforcingMode: modeOf(nodes, cni.mode),
    cni,
    agents,
    cniHistory: historyOf(snapshot, configMap),
    cooldownMs: cooldownMsOf(configMap),
    pods: [],
    workloads: [],
    policies: [],
    templates: [],
    nodes,
    branches: [],
    nodeGroups: nodeGroupsOf(snapshot, nodes, eks?.clusterGroupId ?? null),
    subnetIds: new Set(),
    snapshot,
    aws,
  };
  const policies = compilePolicies(snapshot.policies.items);
  const { pods, workloads } = compilePods(cluster, {
    snapshot,
    aws,
    addresses: context.addresses,
    interfaces: context.interfaces,
    vpcId: cluster.vpcId,
    isAutoMode: cluster.isAutoMode,
    policies,
    grants: context.grants,
    nodes: new Map(nodes.map((node) => [node.node.name, node])),
    clusterFamily: cluster.ipFamily,
    cniHistory: cluster.cniHistory,
  });
  // Views point at each other, so the cluster is made first and gets its members here, once.
  cluster.pods = pods;
  cluster.workloads = workloads;
  cluster.templates = compileTemplates(snapshot, policies);
  cluster.policies = compilePolicyViews(snapshot, pods, cluster.templates);
  cluster.branches = compileBranches(cluster, context);
  cluster.subnetIds = subnetsOf(snapshot, nodes, pods);
  return cluster;
}
