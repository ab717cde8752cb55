import type { Family, IpAddress, IpSet, PortSet, Prefix } from '../net/index.ts';
import type {
  AccountId,
  GroupId,
  InterfaceId,
  Nacl,
  Peering,
  PeeringId,
  PrefixListId,
  RouteTable,
  Rule,
  RuleId,
  SubnetId,
  UnknownReason,
  VpcId,
} from '../model/index.ts';

/** A group as the engine needs it. `complete: false` means that it may have more rules than are listed. */
export interface GroupFacts {
  readonly id: GroupId;
  readonly vpcId: VpcId | null;
  readonly ownerId: AccountId | null;
  readonly ingress: readonly Rule[];
  readonly egress: readonly Rule[];
  readonly complete: boolean;
}

/** `cidrs` holds both families. `nacl` and `routeTable` are null when they could not be seen. */
export interface SubnetFacts {
  readonly id: SubnetId;
  readonly vpcId: VpcId;
  readonly cidrs: IpSet;
  readonly nacl: Nacl | null;
  readonly routeTable: RouteTable | null;
}

export interface VpcFacts {
  readonly id: VpcId;
  readonly ownerId: AccountId | null;
  readonly region: string | null;
  readonly blocks: readonly Prefix[];
}

/** The current entries of a prefix list. `complete: false` means that it may have more. */
export interface PrefixListFacts {
  readonly prefixes: readonly Prefix[];
  readonly addresses: IpSet;
  readonly complete: boolean;
}

/** All that decides a flow. A group, prefix list or subnet that is not in its map was not seen. */
export interface Network {
  readonly groups: ReadonlyMap<GroupId, GroupFacts>;
  readonly prefixLists: ReadonlyMap<PrefixListId, PrefixListFacts>;
  readonly subnets: ReadonlyMap<SubnetId, SubnetFacts>;
  readonly vpcs: ReadonlyMap<VpcId, VpcFacts>;
  readonly peerings: ReadonlyMap<PeeringId, Peering>;
  /** Every peering connection that exists is in `peerings`. */
  readonly peeringsComplete: boolean;
}

/** Who sends: the interface whose groups and subnet the packet leaves by. */
export interface Source {
  readonly vpcId: VpcId;
  /** Null when the interface was not seen. */
  readonly subnetId: SubnetId | null;
  /** Sorted and interned; or the reason why the interface's groups are not known. */
  readonly groups: readonly GroupId[] | UnknownReason;
}

/** Where a store may answer in one subnet: at the addresses of its interface, or anywhere in the subnet. */
export interface Place {
  /** Null when the store's subnets were not seen. */
  readonly subnetId: SubnetId | null;
  readonly vpcId: VpcId;
  /** Null when neither the interface nor the subnet was seen: some address of the VPC. */
  readonly addresses: IpSet | null;
  readonly interfaceIds: readonly InterfaceId[];
}

/** One door of a store as a destination. `places` is null when not even the store's VPC was seen. */
export interface Target {
  readonly port: number;
  /** TCP for stores; UDP is for pods as destinations. */
  readonly protocol: 6 | 17;
  readonly groups: readonly GroupId[];
  readonly families: readonly (4 | 6)[];
  readonly places: readonly Place[] | null;
  /** Why more may be open than is listed here (groups, ports or endpoints that were not seen): no denial is sure then. */
  readonly uncertain: readonly UnknownReason[];
}

/** Explanation codes, after those of EC2's Reachability Analyzer where it has one. */
export type DenialCode =
  | 'ENI_SG_RULES_MISMATCH'
  | 'SG_HAS_NO_RULES'
  | 'SG_REFERENCES_NOT_PRESERVED'
  | 'SUBNET_ACL_RESTRICTION'
  | 'NO_ROUTE_TO_DESTINATION'
  | 'BAD_STATE_ROUTE'
  | 'MORE_SPECIFIC_ROUTE'
  | 'PCX_REQUIRES_ADDRESS_IN_VPC_CIDR'
  | 'DISCONNECTED_VPCS'
  | 'NO_PATH';

/** The layers in the order of the packet's way. */
export const LAYERS = [
  'source-group',
  'route-out',
  'nacl-out',
  'nacl-in',
  'store-group',
  'nacl-return-out',
  'nacl-return-in',
  'route-back',
] as const;
export type Layer = (typeof LAYERS)[number];

export interface Denial {
  readonly code: DenialCode;
  readonly direction: 'egress' | 'ingress';
  readonly layer: Layer;
  /** Ids of the groups, NACL or route table that denied, joined with a comma. */
  readonly component: string;
}

export type Reach = 'reachable' | 'partial' | 'blocked' | 'unknown';
export type PartialBecause = 'return-ports' | 'some-pods' | 'some-subnets';

/** The answer for one flow (source with its address → target). Lists are sorted and without duplicates. */
export interface Answer {
  readonly reach: Reach;
  /** Whether some packet surely passes, whatever is not known: `reach` may be `unknown` with `opens: 'yes'`. */
  readonly opens: 'yes' | 'no' | 'unknown';
  readonly partialBecause: readonly PartialBecause[];
  readonly egressRules: readonly RuleId[];
  readonly ingressRules: readonly RuleId[];
  /** In the order of the packet's way; `denials[0]` is what blocks first. Empty unless blocked (or partly so). */
  readonly denials: readonly Denial[];
  /** Why `reach` is unknown; beside `partial`, why the rest may be open too (a family that could not be told). */
  readonly unknown: readonly UnknownReason[];
  /** Client ports 1024–65535 whose replies come back, where some packet passes. */
  readonly returnPorts: PortSet;
}

/** An address, or only its family when the address was not seen. */
export type Spot = IpAddress | { readonly family: Family; readonly value: null };

/** The source's address in each family; a family that it has not is null. */
export interface SourceAddresses {
  readonly v4: IpAddress | null;
  readonly v6: IpAddress | null;
}
