import { IpSet } from '../net/index.ts';
import type { Destination } from '../identity/index.ts';
import type { ClusterView, Estate } from '../estate/index.ts';
import type { Target } from '../reach/index.ts';

/** Where a target lies as the cluster's nodes see it: the node decides by address, in its own VPC's blocks or not. */
export function destinationOf(
  { network }: Estate,
  cluster: ClusterView,
  target: Target,
): Destination | 'mixed' {
  const ranges = (target.places ?? []).flatMap(({ addresses }) =>
    (addresses?.restrictTo(4).v4Intervals() ?? []).map(
      ([first, last]) => ({ family: 4, first, last }) as const,
    ),
  );
  const all = IpSet.fromRanges(ranges);
  const blocks = cluster.vpcId === null ? undefined : network.vpcs.get(cluster.vpcId)?.blocks;
  if (blocks === undefined || all.isEmpty()) {
    return (target.places?.[0]?.vpcId ?? null) === cluster.vpcId
      ? { kind: 'inside' }
      : { kind: 'outside', addresses: all.isEmpty() ? null : all };
  }
  const inside = IpSet.fromPrefixes(blocks);
  if (inside.covers(all)) return { kind: 'inside' };
  return inside.overlaps(all) ? 'mixed' : { kind: 'outside', addresses: all };
}
