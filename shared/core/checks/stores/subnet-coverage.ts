import { type Family, IpSet } from '../../net/index.ts';
import type { SubnetId } from '../../model/index.ts';

export interface Coverage {
  /** Subnets whose whole block of one family is admitted. */
  readonly whole: readonly SubnetId[];
  /** What is admitted of the other subnets. */
  readonly part: IpSet;
  /** A subnet was not seen: its addresses may be admitted. */
  readonly isUnclear: boolean;
}

const FAMILIES: readonly Family[] = [4, 6];

const coversFamily = (admitted: IpSet, subnet: IpSet): boolean =>
  FAMILIES.some((family) => {
    const block = subnet.restrictTo(family);
    return !block.isEmpty() && admitted.covers(block);
  });

/** How much of the cluster's subnets some addresses make up. */
export function subnetCoverage(
  admitted: IpSet,
  subnets: ReadonlyMap<SubnetId, IpSet | null>,
): Coverage {
  const whole: SubnetId[] = [];
  let part = IpSet.empty;
  let isUnclear = false;
  for (const [id, addresses] of subnets) {
    if (addresses === null) isUnclear = true;
    else if (coversFamily(admitted, addresses)) whole.push(id);
    else part = part.union(addresses.intersect(admitted));
  }
  return { whole: whole.toSorted(), part, isUnclear };
}
