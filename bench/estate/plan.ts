import type { Cidr, SubnetSpace } from './addresses.ts';
import type { Fault } from './faults.ts';
import type { EstateOptions } from './options.ts';
import type { Json } from './json.ts';

/** Everything that an estate contains, decided before anything is written. Times are Unix seconds. */
export interface EstatePlan {
  readonly options: EstateOptions;
  readonly network: Network;
  readonly groups: GroupCatalogue;
  readonly rules: readonly Rule[];
  readonly namespaces: readonly Namespace[];
  readonly accounts: readonly ServiceAccount[];
  readonly policies: readonly Policy[];
  readonly workloads: readonly Workload[];
  readonly jobs: readonly Job[];
  readonly nodes: readonly Node[];
  readonly pods: readonly Pod[];
  readonly branches: readonly BranchInterface[];
  readonly stores: readonly Store[];
  readonly proxies: readonly Proxy[];
  readonly services: readonly ServiceInterface[];
  /** What was made wrong on purpose; nothing of this is written to the snapshot. */
  readonly faults: readonly Fault[];
}

export type SubnetTier = 'node' | 'data' | 'restricted' | 'partial' | 'service' | 'public';

export interface Zone {
  readonly name: string;
  readonly id: string;
}

export interface Subnet {
  readonly id: string;
  readonly name: string;
  readonly tier: SubnetTier;
  readonly zone: Zone;
  readonly cidr: Cidr;
  /** The /64 without its length, e.g. `2001:db8:42:4201::`. */
  readonly ipv6Base: string;
  readonly space: SubnetSpace;
}

export interface Network {
  readonly vpcId: string;
  readonly ipv6Cidr: string;
  readonly zones: readonly Zone[];
  /** The primary block first, then the secondary ones that the pods needed. */
  readonly cidrs: readonly Cidr[];
  readonly subnets: readonly Subnet[];
  readonly prefixLists: readonly PrefixList[];
  readonly peeringId: string;
  readonly gonePeeringId: string;
  tier(tier: SubnetTier): readonly Subnet[];
  /** A node subnet of this zone with room for so many /28 prefixes and single addresses. */
  nodeSubnet(zone: Zone, prefixes: number, singles: number): Subnet;
}

export interface PrefixList {
  readonly id: string;
  readonly name: string;
  readonly ownerId: string;
  readonly family: 'IPv4' | 'IPv6';
  readonly entries: readonly { readonly cidr: string; readonly description: string }[];
}

export type GroupRole =
  | 'cluster'
  | 'default'
  | 'node'
  | 'legacy-node'
  | 'balancer'
  | 'function'
  | 'bastion'
  | 'proxy'
  | 'store'
  | 'pod'
  | 'spare';

export interface Group {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  readonly role: GroupRole;
}

export interface GroupCatalogue {
  readonly all: readonly Group[];
  readonly cluster: Group;
  readonly default: Group;
  readonly node: Group;
  readonly legacyNode: Group;
  readonly balancer: Group;
  readonly function: Group;
  readonly bastion: Group;
  readonly proxy: readonly Group[];
  readonly store: readonly Group[];
  readonly pod: readonly Group[];
  readonly spare: readonly Group[];
  /** Ids that policies and rules name although the groups are gone. */
  readonly goneIds: readonly string[];
}

export type Peer =
  | { readonly kind: 'ipv4'; readonly cidr: string }
  | { readonly kind: 'ipv6'; readonly cidr: string }
  | { readonly kind: 'prefix-list'; readonly id: string }
  | { readonly kind: 'group'; readonly id: string; readonly userId: string }
  | {
      readonly kind: 'peered-group';
      readonly id: string;
      readonly userId?: string;
      readonly vpcId: string;
      readonly peeringId: string;
      readonly status: 'active' | 'deleted';
    };

export interface Rule {
  readonly id: string;
  readonly groupId: string;
  readonly egress: boolean;
  /** `tcp`, `udp`, `icmp`, `icmpv6`, a number, or `-1`. */
  readonly protocol: string;
  /** Both -1 for all ports. */
  readonly fromPort: number;
  readonly toPort: number;
  readonly peer: Peer;
  readonly description: string;
}

export interface Namespace {
  readonly index: number;
  readonly name: string;
  readonly team: string;
  readonly createdAt: number;
}

export interface ServiceAccount {
  readonly index: number;
  readonly namespace: Namespace;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly createdAt: number;
}

export interface Policy {
  readonly index: number;
  readonly namespace: Namespace;
  readonly name: string;
  podSelector: Json | undefined;
  serviceAccountSelector: Json | undefined;
  /** Absent: a policy without `securityGroups`, which is inert. */
  groupIds: readonly string[] | undefined;
  createdAt: number;
  generation: number;
  /** When the manager that owns `f:spec` last wrote it. */
  specAt: number;
  /** The groups before the last edit, which pods made before it still wear. */
  formerGroupIds: readonly string[] | undefined;
}

export type WorkloadKind = 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'CronJob' | 'Job' | 'Pod';
export type PodClass = 'linux' | 'host-network' | 'windows' | 'fargate';

export interface Workload {
  readonly index: number;
  readonly uid: string;
  readonly kind: WorkloadKind;
  readonly name: string;
  readonly namespace: Namespace;
  readonly account: ServiceAccount;
  readonly podClass: PodClass;
  readonly replicas: number;
  readonly component: string;
  /** Labels of the pod template, without those that a controller adds. */
  readonly labels: Record<string, string>;
  readonly createdAt: number;
  /** When its current revision was rolled out. */
  readonly revisedAt: number;
  readonly sidecar: boolean;
  /** The policies that select its pods. */
  readonly policies: Policy[];
  /** The current revision first; older ones have no pods. Empty for jobs and bare pods. */
  readonly revisions: readonly Revision[];
}

export interface Revision {
  readonly name: string;
  readonly uid: string;
  /** `pod-template-hash`, or `controller-revision-hash`. */
  readonly hash: string;
  readonly createdAt: number;
}

export interface Job {
  readonly index: number;
  readonly workload: Workload;
  readonly name: string;
  readonly uid: string;
  readonly createdAt: number;
  readonly state: 'active' | 'complete' | 'failed';
}

export interface NodeGroup {
  readonly name: string;
  readonly provisioner: 'managed' | 'karpenter' | 'fargate';
  readonly instanceType: string;
  readonly share: number;
  /** How ordinary pods get their addresses. */
  readonly addressing: 'prefix' | 'secondary-ip';
  readonly os: 'linux' | 'windows';
  /** Branch interfaces that one node can carry; 0 where the type cannot have a trunk. */
  readonly branchLimit: number;
  readonly maxPods: number;
  readonly groupIds: readonly string[];
  readonly ipv6: boolean;
}

export interface NodeInterface {
  readonly id: string;
  readonly index: number;
  readonly role: 'primary' | 'secondary' | 'trunk' | 'fargate';
  readonly deviceIndex: number;
  readonly address: number;
  readonly secondaryAddresses: readonly number[];
  readonly prefixes: readonly number[];
  readonly ipv6: string | undefined;
  readonly groupIds: readonly string[];
}

export interface Node {
  readonly index: number;
  readonly group: NodeGroup;
  readonly zone: Zone;
  readonly instanceId: string;
  readonly createdAt: number;
  readonly pods: Pod[];
  readonly branches: BranchInterface[];
  /** Filled in when the addresses are allotted. */
  placed: PlacedNode | undefined;
}

export interface PlacedNode {
  readonly name: string;
  readonly subnet: Subnet;
  readonly address: number;
  readonly interfaces: readonly NodeInterface[];
}

export interface BranchInterface {
  readonly index: number;
  readonly id: string;
  groupIds: readonly string[];
  /** `unlisted`: gone, or never seen; only an annotation names it. */
  state: 'in-use' | 'available' | 'unlisted';
  /** The name in its `kubernetes.io/cluster/<name>` tag. */
  readonly clusterName: string;
  node: Node | undefined;
  /** On its node's trunk; 1 to 120. */
  vlan: number;
  address: number;
}

export type PodPhase = 'Pending' | 'Running' | 'Succeeded' | 'Failed';

export interface Pod {
  readonly index: number;
  readonly workload: Workload;
  readonly name: string;
  readonly job: Job | undefined;
  createdAt: number;
  phase: PodPhase;
  deletedAt: number | undefined;
  /** Whether the first container asks for `vpc.amazonaws.com/pod-eni`. */
  requestsBranch: boolean;
  /** The interface that its annotation names. */
  claim: BranchInterface | undefined;
  /** Whether it answers on the address of that interface. */
  usesClaim: boolean;
  /** A label that somebody added after the pod was created. */
  addedLabel: { readonly key: string; readonly value: string; readonly at: number } | undefined;
  /** Pending: not scheduled, or scheduled and without its address. */
  scheduled: boolean;
  node: Node | undefined;
  /** 0 while it has none. */
  address: number;
}

export interface Engine {
  readonly name: string;
  readonly version: string;
  readonly port: number;
  readonly family: 'rds' | 'elasticache';
}

export type StoreKind =
  'instance' | 'cluster' | 'replication-group' | 'cache-cluster' | 'serverless-cache';

export interface Store {
  readonly index: number;
  readonly kind: StoreKind;
  readonly engine: Engine;
  readonly name: string;
  readonly arn: string;
  readonly port: number;
  groups: readonly Group[];
  tier: SubnetTier;
  readonly members: number;
  readonly dualStack: boolean;
  publicAccess: boolean;
  readonly createdAt: number;
}

export interface Proxy {
  readonly index: number;
  readonly name: string;
  readonly arn: string;
  readonly store: Store;
  readonly group: Group;
  /** An extra endpoint with a group of its own. */
  readonly endpoint: { readonly name: string; readonly group: Group } | undefined;
}

/** An interface that is neither a node's nor a pod's: stores, proxies, load balancers, functions … */
export interface ServiceInterface {
  readonly id: string;
  readonly index: number;
  readonly description: string;
  readonly interfaceType: string;
  readonly requesterId: string;
  readonly requesterManaged: boolean;
  readonly groupIds: readonly string[];
  readonly subnet: Subnet;
  readonly address: number;
  readonly ipv6: string | undefined;
  readonly attachment: 'service' | 'instance';
  readonly instanceId: string | undefined;
  readonly instanceOwnerId: string;
  readonly publicIp: string | undefined;
}
