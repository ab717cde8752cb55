import type { IpAddress, IpSet } from '../net/index.ts';
import type { NetworkInterface, UnknownReason } from '../model/index.ts';

/** Through what a pod's packets leave: the label of an identity row. */
export type Via =
  'branch' | 'node-primary' | 'node-secondary' | 'host' | 'fargate' | 'auto' | 'unknown';

/** The interface that a pod's address stands on, or why that is not known. */
export type Standing =
  | {
      readonly state: 'known';
      readonly via: Exclude<Via, 'unknown'>;
      readonly interface: NetworkInterface;
    }
  | { readonly state: 'unknown'; readonly reasons: readonly [UnknownReason, ...UnknownReason[]] };

/** Settings of the VPC CNI that the pod was wired with; null where they could not be seen. */
export interface WiringSettings {
  readonly mode: 'strict' | 'standard' | null;
  readonly externalSnat: boolean | null;
  readonly excludedFromSnat: IpSet | null;
  readonly v4Egress: boolean | null;
}

/** All that decides which identity a pod presents. */
export interface PodWiring {
  readonly isHostNetwork: boolean;
  readonly isWindows: boolean;
  /** Hybrid nodes run another CNI, whose addresses podfence does not model. */
  readonly isHybrid: boolean;
  readonly clusterFamily: 'ipv4' | 'ipv6' | null;
  /** The pod's own addresses, as its status reports them. */
  readonly ips: readonly IpAddress[];
  readonly standing: Standing;
  /** The primary interface of the pod's node; null when not seen. */
  readonly nodePrimary: NetworkInterface | null;
  readonly settings: WiringSettings;
}

/** Where the packet goes, as the pod's node sees it: inside its VPC's blocks, or outside (with the addresses). */
export type Destination =
  { readonly kind: 'inside' } | { readonly kind: 'outside'; readonly addresses: IpSet | null };

/** One identity that the pod presents, or may present. */
export type Presented =
  | {
      readonly state: 'known';
      readonly via: Exclude<Via, 'unknown'>;
      /** The node's primary address replaces the pod's. */
      readonly snat: boolean;
      readonly interface: NetworkInterface;
      readonly address: IpAddress;
    }
  | {
      readonly state: 'unknown';
      /** The pod's own address where the packet surely carries it, else null. */
      readonly address: IpAddress | null;
      readonly reasons: readonly [UnknownReason, ...UnknownReason[]];
    };

/**
 * What a pod presents in one address family. Empty: it has no way in this family. Several: one of them holds, which one
 * is not known, and `why` says so.
 */
export interface Presence {
  readonly alternatives: readonly Presented[];
  readonly why: UnknownReason | null;
}

export const NO_PRESENCE: Presence = { alternatives: [], why: null };
