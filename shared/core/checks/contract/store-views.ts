import type { PodView, StoreView } from '../../estate/index.ts';
import type { GroupId, Rule, StoreArn, UnknownReason } from '../../model/index.ts';
import type { PortSet } from '../../net/index.ts';
import type { GroupFacts } from '../../reach/index.ts';

/** What checks of group R go over, and look up, beside workloads and the rules at the stores' ports. */
export interface StoreItems {
  /** Everything that the groups of stores admit, at the stores' ports and beside them. */
  readonly ingress: readonly StoreIngress[];
  ingressRule(store: StoreArn, identity: string): StoreIngress | null;
  readonly groups: readonly StoreGroup[];
  group(store: StoreArn, group: string): StoreGroup | null;
  readonly wearing: Wearing;
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
