import type { Entry } from '../../access/index.ts';
import type {
  PodView,
  PolicyView,
  ReadReference,
  Reference,
  StoreView,
} from '../../estate/index.ts';
import type { DeclaredNonPods } from '../../intent/index.ts';
import type {
  AccountId,
  GroupId,
  NetworkInterface,
  Rule,
  StoreArn,
  SubnetId,
  UnknownReason,
} from '../../model/index.ts';
import type { IpSet, PortSet } from '../../net/index.ts';
import type { GroupFacts } from '../../reach/index.ts';

/** What checks of group R go over, and look up, beside workloads and the rules at the stores' ports. */
export interface StoreItems {
  /** Everything that the groups of stores admit, at the stores' ports and beside them. */
  readonly ingress: readonly StoreIngress[];
  ingressRule(store: StoreArn, identity: string): StoreIngress | null;
  readonly groups: readonly StoreGroup[];
  group(store: StoreArn, group: string): StoreGroup | null;
  readonly wearing: Wearing;
  readonly items: readonly StoreItem[];
  item(store: StoreArn): StoreItem | null;
  readonly policyStores: readonly PolicyStore[];
  readonly groupRules: readonly GroupRule[];
  groupRule(group: string, identity: string): GroupRule | null;
  /** A store, or a proxy in front of one, wears the group. */
  isWorn(group: string): boolean;
  /** What was seen of a group's rules; null where neither it nor any rule of it was. */
  groupFacts(group: string): GroupFacts | null;
  readonly referenceOf: ReadReference;
  readonly clients: ClientsView;
  /** Why it is not known whether a store is closed for pods. */
  managedUnseen(store: StoreView): readonly UnknownReason[];
  /** Null where the VPC was not seen. */
  planOf(store: StoreView): VpcPlan | null;
  /** What documents declare as clients that are no pods. */
  declaredClients(store: StoreView, port: number): DeclaredNonPods;
  /** Of every cluster; null where it was not seen. */
  readonly clusterAccounts: readonly (AccountId | null)[];
  policyStore(namespace: string, name: string, store: StoreArn): PolicyStore | null;
}

/** What answers behind a group: every store and proxy that wears it. */
export interface Listeners {
  /** TCP ports on which they listen. */
  readonly ports: PortSet;
  /** Why they may listen on more; empty when they do not. */
  readonly unseen: readonly UnknownReason[];
  /** Somebody wears the group who is no data store. */
  readonly isShared: boolean;
}

/** One permission of a group that a store wears, whatever it admits. */
export interface StoreIngress {
  readonly store: StoreView;
  readonly identity: string;
  readonly rule: Rule;
  readonly ids: readonly string[];
  /** Ports of this store at which the rule admits TCP. */
  readonly serves: readonly number[];
  readonly listeners: Listeners;
  /** This cluster tells what concerns the store alone; null where that could not be told. */
  readonly isHome: boolean | null;
}

/** A group that a store wears. */
export interface StoreGroup {
  readonly store: StoreView;
  readonly group: GroupId;
  /** As its account lists it; null where no listing shows it. */
  readonly name: string | null;
  /** Null where neither the group nor any rule of it was seen. */
  readonly facts: GroupFacts | null;
  readonly isHome: boolean | null;
}

/** What the pods of the cluster wear on interfaces of their own (branch and Fargate interfaces). */
export interface Wearing {
  pods(group: GroupId): readonly PodView[];
  /** Why more pods may wear a group than were seen to; empty when none does. */
  readonly unclear: readonly UnknownReason[];
}

/** A policy, and a store that lets some of its groups in. */
export interface PolicyStore {
  readonly policy: PolicyView;
  readonly store: StoreView;
  /** Groups of the policy that the store, or a proxy in front of it, lets in. */
  readonly groups: readonly GroupId[];
  /** One of these groups surely exists; else the rules that name them may match nobody any more. */
  readonly isLiving: boolean;
  /** The account selector matches the account of pods that name none; null where that was not seen. */
  readonly isDefaultAccount: boolean | null;
  /** Pods whose account was not seen may be selected as well. */
  readonly isUndecided: boolean;
}

/** A permission that names a group, of a group that stores or proxies in front of them wear. */
export interface GroupRule {
  readonly group: GroupId;
  readonly identity: string;
  /** The group that it names. */
  readonly peer: GroupId;
  /** Every rule that says it, and what has become of the group that each means. */
  readonly rules: readonly { readonly rule: Rule; readonly reference: Reference }[];
  readonly stores: readonly StoreView[];
  /** It admits TCP at a port of one of the stores. */
  readonly serves: boolean;
  /** The named group is of an account that was not read. */
  readonly isForeign: boolean;
  readonly wearers: readonly NetworkInterface[];
  /** Why more may wear the named group than are listed; empty when none can. */
  readonly unseenWearers: readonly UnknownReason[];
  readonly isHome: boolean | null;
}

/** Interfaces from which something may connect that is no pod, node or control plane of a cluster in the snapshot. */
export interface Clients {
  readonly sure: readonly NetworkInterface[];
  /** Why there may be more of them; empty when there are not. */
  readonly doubts: readonly UnknownReason[];
}

export interface ClientsView {
  wearing(group: GroupId): Clients;
  /** In the VPC of the store, at some addresses. */
  standing(store: StoreView, addresses: IpSet): Clients;
}

/** An answer for some pods of the cluster, at one port of a store. */
export interface StoreEntry {
  readonly entry: Entry;
  readonly port: number;
}

export interface StoreItem {
  readonly store: StoreView;
  readonly isHome: boolean | null;
  /** Of the cluster; null where that was not seen. */
  readonly clusterFamily: 'ipv4' | 'ipv6' | null;
  /** Over the direct path. */
  entries(): readonly StoreEntry[];
}

/** The addresses of a VPC. */
export interface VpcPlan {
  readonly blocks: IpSet;
  readonly subnets: readonly { readonly id: SubnetId; readonly addresses: IpSet }[];
  /** False when there may be more subnets. */
  readonly complete: boolean;
}
