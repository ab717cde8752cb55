import { type AwsScope, sortedUnique, type SubnetId, type VpcId } from '../model/index.ts';

/** Where a store may place its interfaces: the subnets of its subnet group. Null: not seen. */
export interface Placement {
  readonly vpcId: VpcId | null;
  readonly subnetIds: readonly SubnetId[] | null;
}

/** The shape that DB and cache subnet groups share. */
interface SubnetGroup {
  readonly name: string;
  readonly vpcId: VpcId | null;
  readonly subnetIds: readonly SubnetId[];
}

export type SubnetVpcs = ReadonlyMap<SubnetId, VpcId>;

export function indexSubnetVpcs(scopes: readonly AwsScope[]): SubnetVpcs {
  const pairs = scopes.flatMap(({ subnets }) =>
    subnets.items.map((subnet) => [subnet.id, subnet.vpcId] as const),
  );
  return new Map(pairs);
}

/** The VPC of the subnets, where at least one of them was seen: a subnet group never spans two VPCs. */
const vpcOf = (subnetIds: readonly SubnetId[], vpcs: SubnetVpcs): VpcId | null =>
  subnetIds.map((id) => vpcs.get(id)).find((vpc) => vpc !== undefined) ?? null;

/** No subnets at all is a subnet group that was not read. */
export function placeIn(
  subnetIds: readonly SubnetId[],
  vpcId: VpcId | null,
  vpcs: SubnetVpcs,
): Placement {
  return {
    vpcId: vpcId ?? vpcOf(subnetIds, vpcs),
    subnetIds: subnetIds.length === 0 ? null : sortedUnique(subnetIds),
  };
}

/**
 * The placement by subnet groups of one name: as listed by the service, else as `embedded` in an instance, which RDS
 * does not always keep up to date.
 */
export function placeInGroup(
  name: string | null,
  groups: readonly SubnetGroup[],
  embedded: readonly (SubnetGroup | null)[],
  vpcs: SubnetVpcs,
): Placement {
  const listed = groups.filter((group) => group.name === name);
  const usable = [...listed, ...embedded].find((group) => group && group.subnetIds.length > 0);
  const vpcId = [...listed, ...embedded].find((group) => group?.vpcId)?.vpcId ?? null;
  return placeIn(usable?.subnetIds ?? [], vpcId, vpcs);
}
