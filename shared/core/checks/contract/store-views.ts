import type { StoreView } from '../../estate/index.ts';
import type { Rule, UnknownReason } from '../../model/index.ts';
import type { PortSet } from '../../net/index.ts';

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
