/**
 * Branded identifiers. They cost nothing at run time and keep a subnet id from being passed where a group id is
 * wanted. The decoder is the only caller of the `to*` parsers: everything behind it can trust the brand.
 */
declare const brand: unique symbol;
type Id<Kind extends string> = string & { readonly [brand]: Kind };

export type AccountId = Id<'account'>;
export type ClusterArn = Id<'cluster'>;
export type GroupId = Id<'group'>;
export type InstanceId = Id<'instance'>;
export type InterfaceId = Id<'interface'>;
export type NaclId = Id<'nacl'>;
export type PeeringId = Id<'peering'>;
export type PrefixListId = Id<'prefix-list'>;
export type RouteTableId = Id<'route-table'>;
export type RuleId = Id<'rule'>;
export type StoreArn = Id<'store'>;
export type SubnetId = Id<'subnet'>;
export type VpcId = Id<'vpc'>;

/** The longest identifier that is kept; AWS ids are below 64 characters, ARNs below 2,048. */
export const MAX_ID_LENGTH = 2048;

/** Shape is not checked beyond type and length: EC2 takes group ids from a policy as they are, even an empty one. */
const toId =
  <K extends string>() =>
  (value: unknown): Id<K> | null =>
    isId<K>(value) ? value : null;

const isId = <K extends string>(value: unknown): value is Id<K> =>
  typeof value === 'string' && value.length <= MAX_ID_LENGTH;

export const toAccountId = toId<'account'>();
export const toClusterArn = toId<'cluster'>();
export const toGroupId = toId<'group'>();
export const toInstanceId = toId<'instance'>();
export const toInterfaceId = toId<'interface'>();
export const toNaclId = toId<'nacl'>();
export const toPeeringId = toId<'peering'>();
export const toPrefixListId = toId<'prefix-list'>();
export const toRouteTableId = toId<'route-table'>();
export const toRuleId = toId<'rule'>();
export const toStoreArn = toId<'store'>();
export const toSubnetId = toId<'subnet'>();
export const toVpcId = toId<'vpc'>();

/** Milliseconds since 1970-01-01T00:00:00Z. */
export type EpochMs = number;

/** Code-unit order: the one ordering of every sorted list that leaves core. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Sorted and without duplicates, by code units. */
export function sortedUnique<T extends string>(values: Iterable<T>): readonly T[] {
  return [...new Set(values)].toSorted(compareText);
}
