import type { IpAddress, PortRange, Prefix, Protocol } from '../net/index.ts';
import type {
  AccountId,
  EpochMs,
  GroupId,
  InstanceId,
  InterfaceId,
  NaclId,
  PeeringId,
  PrefixListId,
  RouteTableId,
  RuleId,
  SubnetId,
  VpcId,
} from './ids.ts';
import type { Labels } from './labels.ts';

/** An EC2 network interface. `interfaceType` is an open string: the wire knows more values than the SDK's enum. */
export interface NetworkInterface {
  readonly id: InterfaceId;
  readonly vpcId: VpcId;
  readonly subnetId: SubnetId | null;
  readonly ownerId: AccountId | null;
  readonly interfaceType: string;
  readonly status: string;
  readonly description: string;
  readonly requesterId: string | null;
  readonly requesterManaged: boolean;
  readonly operatorManaged: boolean;
  readonly mac: string | null;
  /** Sorted, without duplicates, interned: equal sets are the same array. */
  readonly groups: readonly GroupId[];
  readonly primaryIpv4: IpAddress | null;
  /** Every private IPv4 and IPv6 address, the primary included. */
  readonly addresses: readonly IpAddress[];
  /** Delegated prefixes: they count as addresses of the interface. */
  readonly prefixes: readonly Prefix[];
  readonly publicIp: boolean;
  /** Null for branch interfaces: DescribeNetworkInterfaces shows no attachment for them. */
  readonly attachment: {
    readonly instanceId: InstanceId | null;
    readonly instanceOwnerId: string | null;
    readonly deviceIndex: number | null;
    readonly networkCardIndex: number | null;
    readonly status: string | null;
    readonly attachedAt: EpochMs | null;
  } | null;
  readonly tags: Labels;
}

/** A security group without its rules. `name` may be missing for groups shared by another account. */
export interface SecurityGroup {
  readonly id: GroupId;
  readonly vpcId: VpcId | null;
  readonly ownerId: AccountId | null;
  readonly name: string | null;
  readonly description: string | null;
  readonly tags: Labels;
  /** True when the group came with its permissions (DescribeSecurityGroups), whole and readable. */
  readonly rulesKnown: boolean;
}

export type Direction = 'ingress' | 'egress';

/** What one rule admits: exactly one kind of peer. */
export type RulePeer =
  | { readonly kind: 'cidr'; readonly prefix: Prefix }
  | { readonly kind: 'prefix-list'; readonly id: PrefixListId }
  | {
      readonly kind: 'group';
      readonly groupId: GroupId;
      readonly ownerId: AccountId | null;
      readonly vpcId: VpcId | null;
      readonly peeringId: PeeringId | null;
      readonly peeringStatus: string | null;
    };

/** One permission of a group. `id` is `sgr-…`, or `sg-…#ingress[i]` where only the nested form was given. */
export interface Rule {
  readonly id: RuleId;
  readonly groupId: GroupId;
  readonly direction: Direction;
  readonly protocol: Protocol;
  /** Destination ports; 0–65535 when the protocol has none or all are meant. */
  readonly ports: PortRange;
  readonly peer: RulePeer;
  readonly nested: boolean;
}

export interface PrefixList {
  readonly id: PrefixListId;
  readonly name: string | null;
  readonly ownerId: AccountId | null;
  readonly version: number | null;
}

export interface PrefixListEntries {
  readonly id: PrefixListId;
  readonly prefixes: readonly Prefix[];
  readonly complete: boolean;
}

export interface Subnet {
  readonly id: SubnetId;
  readonly vpcId: VpcId;
  readonly ownerId: AccountId | null;
  /** IPv4 block and associated IPv6 blocks. */
  readonly cidrs: readonly Prefix[];
  readonly availabilityZone: string | null;
  readonly availabilityZoneId: string | null;
  readonly mapsPublicIp: boolean;
  readonly tags: Labels;
}

export interface Vpc {
  readonly id: VpcId;
  readonly ownerId: AccountId | null;
  /** Associated IPv4 blocks (secondary ones included) and IPv6 blocks. */
  readonly cidrs: readonly Prefix[];
  readonly isDefault: boolean;
}

export interface NaclEntry {
  readonly egress: boolean;
  readonly ruleNumber: number;
  readonly protocol: Protocol;
  readonly ports: PortRange;
  readonly prefix: Prefix;
  readonly action: 'allow' | 'deny';
}

/** `entries` in ascending rule number, both directions; an entry that could not be read makes it incomplete. */
export interface Nacl {
  readonly id: NaclId;
  readonly vpcId: VpcId;
  readonly isDefault: boolean;
  readonly subnetIds: readonly SubnetId[];
  readonly entries: readonly NaclEntry[];
  readonly complete: boolean;
}

export type RouteTarget =
  | { readonly kind: 'local' }
  | { readonly kind: 'peering'; readonly id: PeeringId }
  | { readonly kind: 'transit-gateway'; readonly id: string }
  | { readonly kind: 'internet-gateway'; readonly id: string }
  | { readonly kind: 'nat-gateway'; readonly id: string }
  | { readonly kind: 'egress-only-gateway'; readonly id: string }
  | { readonly kind: 'vpn-gateway'; readonly id: string }
  /** An appliance: interface, instance, gateway load balancer or firewall endpoint. */
  | { readonly kind: 'appliance'; readonly id: string }
  | { readonly kind: 'other'; readonly id: string };

export interface Route {
  readonly destination:
    | { readonly kind: 'cidr'; readonly prefix: Prefix }
    | { readonly kind: 'prefix-list'; readonly id: PrefixListId };
  readonly target: RouteTarget;
  readonly state: 'active' | 'blackhole';
}

export interface RouteTable {
  readonly id: RouteTableId;
  readonly vpcId: VpcId;
  readonly isMain: boolean;
  readonly subnetIds: readonly SubnetId[];
  readonly routes: readonly Route[];
  readonly complete: boolean;
}

export interface PeeringSide {
  readonly vpcId: VpcId;
  readonly ownerId: AccountId | null;
  readonly region: string | null;
  readonly cidrs: readonly Prefix[];
}

export interface Peering {
  readonly id: PeeringId;
  /** `active` is the only status that carries traffic. */
  readonly status: string;
  readonly requester: PeeringSide;
  readonly accepter: PeeringSide;
}

export interface Instance {
  readonly id: InstanceId;
  readonly vpcId: VpcId | null;
  readonly state: string | null;
  readonly instanceType: string | null;
  readonly privateDnsName: string | null;
  readonly tags: Labels;
}

/** What GetSecurityGroupsForVpc answered for one VPC: the groups that can be worn in it, shared ones included. */
export interface VpcGroups {
  readonly vpcId: VpcId;
  readonly groupIds: ReadonlySet<GroupId>;
  /** False when there may be more. */
  readonly complete: boolean;
}

/** A group made usable in another VPC (AssociateSecurityGroupVpc). */
export interface GroupVpcAssociation {
  readonly groupId: GroupId;
  readonly vpcId: VpcId;
  readonly state: string;
}
