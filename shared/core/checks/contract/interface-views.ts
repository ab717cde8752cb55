import type { BranchView, NodeView, StoreView, WorkloadView } from '../../estate/index.ts';
import type {
  GroupId,
  NetworkInterface,
  Rule,
  SecurityGroup,
  UnknownReason,
} from '../../model/index.ts';

/** What checks on interfaces are asked about. */
export interface InterfaceItems {
  readonly node: NodeView;
  readonly strangers: GroupStrangers;
  readonly 'unlisted-cluster': UnlistedCluster;
  readonly 'owned-branches': OwnedBranches;
  readonly group: GroupUse;
}

/**
 * A group of the cluster's VPC. `named`: by a policy, a cluster, a store or the configuration. `granted`: a store admits
 * it. `none`: nobody uses it, and its tags give it to the cluster or rules of groups in use name it. `unrelated`: nobody
 * uses it, and it has nothing to do with any of this. `default`: EC2 keeps it, whoever uses it.
 */
export interface GroupUse {
  readonly group: SecurityGroup;
  readonly use: 'default' | 'worn' | 'named' | 'granted' | 'none' | 'unrelated';
}

export interface GroupUses {
  readonly all: readonly GroupUse[];
  byId(id: string): GroupUse | null;
  /** Nothing is hidden that may name a group, beside groups, interfaces and policies that are missing from their lists. */
  readonly areNamesSeen: boolean;
}

/** Branch interfaces of one owner: a workload, else a node group and a set of groups. */
export interface OwnedBranches {
  readonly workload: WorkloadView | null;
  readonly nodeGroup: string;
  readonly groups: readonly GroupId[];
  readonly branches: readonly [BranchView, ...BranchView[]];
}

/** A cluster that the tags of interfaces name, and that no list shows. */
export interface UnlistedCluster {
  readonly name: string;
  readonly interfaces: readonly [NetworkInterface, ...NetworkInterface[]];
}

/** ListClusters of the cluster’s account and Region. */
export interface ClusterNamesView {
  readonly isLost: boolean;
  readonly complete: boolean;
  readonly source: string;
  /** How many clusters exist. */
  readonly living: number;
  readonly unlisted: readonly UnlistedCluster[];
  unlistedByName(name: string): UnlistedCluster | null;
}

/** Interfaces by what they belong to. */
export interface InterfaceGroups {
  /** Branch interfaces of the node, in use or not; with null those of which no node is known. */
  onNode(node: NodeView | null): readonly BranchView[];
  /** All branch interfaces, by who has them or had them last. */
  readonly owned: readonly OwnedBranches[];
  readonly groupUses: GroupUses;
}

/** A group by which pods get into stores, that stores wear, or that the configuration names. */
export interface GuardedGroup {
  readonly group: GroupId;
  readonly isConfigured: boolean;
  /** Rules of stores and proxies that admit it. */
  readonly rules: readonly Rule[];
  readonly admittedBy: readonly StoreView[];
  readonly wornBy: readonly StoreView[];
  /** Why it may be more than that, or anything at all. */
  readonly unsure: readonly UnknownReason[];
}

/**
 * Who wears a group and is neither a pod nor a node or the control plane of a cluster, nor made by a service.
 * `unattached`: attached to nothing. `unknown`: attached, to what cannot be told.
 */
export type StrangerKind = 'instance' | 'unattached' | 'unknown';

/** Strangers of one kind that wear one guarded group. */
export interface GroupStrangers {
  readonly kind: StrangerKind;
  readonly guarded: GuardedGroup;
  /** Pods wear it, or policies give it to pods. */
  readonly isForPods: boolean;
  readonly interfaces: readonly [NetworkInterface, ...NetworkInterface[]];
}

export interface StrangersView {
  readonly all: readonly GroupStrangers[];
  find(kind: string, group: string): GroupStrangers | null;
  /** A group of nodes or of a cluster: who wears it is told of the store that admits it. */
  isOwn(group: string): boolean;
  /** How many groups are guarded. */
  readonly guarded: number;
  /** Why there may be more, beside listings that are not complete. */
  readonly unseen: readonly UnknownReason[];
  /** Why interfaces may be a cluster's own, or groups its nodes', although they do not look so; empty: they are not. */
  readonly doubts: readonly UnknownReason[];
}

/** Who wears what stores admit. */
export interface StrangerItems {
  readonly strangers: StrangersView;
}
