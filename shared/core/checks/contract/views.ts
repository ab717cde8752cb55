import type { DoorIntent, Entry } from '../../access/index.ts';
import type { NodeView, PodView, PolicyView, StoreView, WorkloadView } from '../../estate/index.ts';
import type { IpSet } from '../../net/index.ts';
import type {
  Cause,
  EpochMs,
  GroupId,
  NetworkInterface,
  RouteTable,
  Rule,
  StoreArn,
  SubnetId,
  UnknownReason,
  VpcId,
} from '../../model/index.ts';
import type { Settings } from '../../settings/index.ts';
import type { PodFacts } from '../pods/pod-facts.ts';
import type { GroupsView } from './group-views.ts';
import type {
  ClusterNamesView,
  InterfaceGroups,
  OwnedBranches,
  StrangerItems,
} from './interface-views.ts';
import type { StoresByDocument } from './document-views.ts';
import type { ReadableNeed } from './need.ts';
import type { TemplatesView } from './template-views.ts';
import type { PlatformViews, StoresByPlace } from './platform-views.ts';
import type { StoreItems } from './store-views.ts';

/**
 * What a check may read: one view for each part of the input. A check names the views that it reads; the others are not
 * there for the compiler.
 */
export interface Views extends Record<ReadableNeed, object> {
  readonly cluster: ClusterFacts;
  readonly pods: PodsView;
  readonly policies: PoliciesView;
  readonly templates: TemplatesView;
  readonly nodes: NodesView;
  readonly interfaces: InterfacesView;
  readonly 'cluster-names': ClusterNamesView;
  readonly groups: GroupsView;
  readonly rules: RulesView;
  readonly stores: StoresView;
  readonly cni: PlatformViews['cni'];
  readonly addon: PlatformViews['addon'];
  readonly webhooks: PlatformViews['webhooks'];
}

export type ViewName = keyof Views;

/** What every check may read without naming it. */
export interface Given {
  readonly settings: Settings;
}

/** Views that do not need the answers of the reach engine. */
export type PodViews = Omit<Views, 'stores'> & Given;

export interface ClusterFacts {
  readonly arn: string;
  readonly name: string;
  readonly region: string | null;
  /** DescribeCluster was read. */
  readonly isSeen: boolean;
  readonly clusterGroupId: GroupId | null;
  readonly vpcId: VpcId | null;
  readonly now: EpochMs;
}

export interface PodsView {
  readonly complete: boolean;
  readonly workloads: readonly WorkloadView[];
  workload(namespace: string, name: string): WorkloadView | null;
  factsOf(pod: PodView): PodFacts;
  /** Those of its pods, in their order. */
  factsIn(workload: WorkloadView): readonly PodFacts[];
  /** Other running pods that claim this pod's branch interface, or an address that its annotation names. */
  rivalsOf(pod: PodView): Rivals;
  causeOf(pod: PodFacts): Cause;
  /** Living pods whose annotation cannot be read: each may hold an interface of its node that nobody names. */
  readonly unreadable: readonly PodView[];
}

export interface Rivals {
  readonly pods: readonly PodView[];
  /** Others name the same interface, and whether it may be shared was not seen. */
  readonly isUnclear: boolean;
}

export interface PoliciesView {
  readonly complete: boolean;
  readonly all: readonly PolicyView[];
}

export interface NodesView {
  readonly complete: boolean;
  readonly all: readonly NodeView[];
  /** Why nodes, their groups or their subnets may not all have been seen; empty when they were. */
  readonly unseen: readonly UnknownReason[];
  /** Groups of the nodes' own interfaces, without the cluster group. */
  readonly groups: ReadonlySet<GroupId>;
  /** Addresses of the subnets in which nodes or pods of the cluster stand; null where the subnet was not seen. */
  readonly subnets: ReadonlyMap<SubnetId, IpSet | null>;
}

export interface InterfacesView extends InterfaceGroups {
  readonly complete: boolean;
  /** Service-managed interfaces may be hidden, and this cluster's nodes have such. */
  readonly isHiding: boolean;
  byId(id: string): NetworkInterface | null;
  /** The branch interface of a pod that has run since then would have been listed. */
  wouldShow(startedAt: EpochMs | null): boolean;
  /** Branch interfaces that no living pod names or answers on. */
  readonly unclaimed: readonly OwnedBranches[];
  /** How many workloads hold branch interfaces. */
  readonly holders: number;
  /** Addresses in the cluster's subnets that belong to neither its nodes nor its pods. */
  foreignAddresses(): IpSet;
}

export interface RulesView {
  readonly complete: boolean;
  /** Groups that stores admit or carry, or that the configuration names. */
  readonly protectedGroups: ReadonlySet<GroupId>;
  /** What the peer of a rule stands for; null for a group. Without `complete` it may be more. */
  addressesOf(rule: Rule): PeerAddresses | null;
}

export interface PeerAddresses {
  readonly addresses: IpSet;
  readonly complete: boolean;
}

export interface StoresView extends StrangerItems, StoreItems, StoresByPlace, StoresByDocument {
  readonly complete: boolean;
  readonly all: readonly StoreView[];
  /** Every RDS Proxy of every account and region. */
  readonly areProxiesSeen: boolean;
  /** Workloads and stores between which something is open, unknown or intended. */
  readonly pairs: readonly Pair[];
  pair(workload: WorkloadView, store: StoreArn): Pair | null;
  /** Permissions that admit TCP at a store's port, for every store that concerns the cluster. */
  readonly rules: readonly StoreRule[];
  rule(store: StoreArn, identity: string): StoreRule | null;
  byArn(store: StoreArn): StoreView | null;
  /** Why more groups may be meant to come in than were seen; empty when all were. */
  intentUnseen(store: StoreView): readonly UnknownReason[];
  /** Some door of the store is closed by groups that pods wear, or by a document; null: undecided. */
  isPodManaged(store: StoreView): boolean | null;
  /** The blocks of the store's VPC. */
  vpcAddresses(store: StoreView): IpSet;
  /** Of the store's subnets, null for one that was not seen; null when the subnets were not seen. */
  routeTables(store: StoreView): readonly (RouteTable | null)[] | null;
}

/** One workload and one store, with every answer that is kept for them. */
export interface Pair {
  readonly workload: WorkloadView;
  readonly store: StoreView;
  readonly entries: readonly PairEntry[];
}

export interface PairEntry {
  readonly entry: Entry;
  readonly workload: WorkloadView;
  readonly port: number;
  /** The store's pods are kept apart by groups or documents; null: undecided. */
  readonly isPodManaged: boolean | null;
  /** Who is meant to come in at the door. */
  readonly intent: DoorIntent;
  /** The rules of the door, by id: a nested permission is one id for several rules. */
  readonly doorRules: ReadonlyMap<string, readonly Rule[]>;
}

/** One permission of a store's groups, under every id and port that it was met with. */
export interface StoreRule {
  readonly store: StoreView;
  readonly identity: string;
  readonly rule: Rule;
  readonly ids: readonly string[];
  readonly ports: readonly number[];
  /** Answers of this cluster's pods that cite the rule, over the direct path. */
  readonly entries: readonly PairEntry[];
  /** Workloads that get through by the rule although nothing intends it, those with most pods first. */
  unintended(): readonly ReachingWorkload[];
  /** All pods of the cluster were seen, and all their answers are known: nobody else gets through. */
  readonly isWhole: boolean;
  /** Why some answers between the cluster's pods and the store are not known. */
  readonly unknown: readonly UnknownReason[];
  /** Store and cluster share a VPC; null where that of either was not seen. */
  readonly isLocal: boolean | null;
  /** This cluster tells what concerns the store alone; null where that could not be told. */
  readonly isHome: boolean | null;
  /** Somebody wears the group of the rule who is no data store. */
  readonly isShared: boolean;
}

export interface ReachingWorkload {
  readonly workload: WorkloadView;
  readonly pods: number;
}
