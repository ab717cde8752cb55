import { IpSet } from '../net/index.ts';
import type { ClusterView, Estate } from '../estate/index.ts';
import type { VpcId } from '../model/index.ts';
import type { Place, Target } from '../reach/index.ts';

/** What counts as inside for the nodes of a cluster: the IPv4 blocks of their own VPC. */
interface Inside {
  readonly vpcId: VpcId;
  /** Null where the VPC was not seen. */
  readonly blocks: IpSet | null;
}

/** Nodes or DescribeCluster name the VPC; what only follows from other interfaces is no place to start from. */
function vpcOf({ vpcId, snapshot, nodes }: ClusterView): VpcId | null {
  const isReported = (snapshot.cluster.items[0]?.vpcId ?? null) !== null;
  return isReported || nodes.some(({ primary }) => primary?.vpcId === vpcId) ? vpcId : null;
}

function blocksOf({ network }: Estate, vpcId: VpcId): IpSet | null {
  const vpc = network.vpcs.get(vpcId);
  return vpc === undefined ? null : IpSet.fromPrefixes(vpc.blocks).restrictTo(4);
}

/** One set for each run of addresses: some of them may be excluded from translation and others not. */
const runsOf = (addresses: IpSet): readonly IpSet[] =>
  addresses
    .v4Intervals()
    .map(([first, last]) => IpSet.fromRanges([{ family: 4, first, last } as const]));

/** The addresses of one place that are not inside; null where that was not seen. */
function outsideOf(place: Place, inside: Inside, estate: Estate): readonly IpSet[] | null {
  const { blocks } = inside;
  if (place.vpcId === inside.vpcId) return [];
  const own = place.addresses?.restrictTo(4) ?? null;
  const addresses = own ?? blocksOf(estate, place.vpcId);
  if (blocks === null || addresses === null) return null;
  const isExact = own !== null && place.interfaceIds.length > 0;
  if (isExact || !blocks.overlaps(addresses)) return runsOf(addresses.subtract(blocks));
  // Blocks of two VPCs that overlap: which of the addresses the store has decides.
  return own !== null && blocks.covers(own) ? [] : null;
}

/** Without `complete` there may be more. */
export interface OutsideAddresses {
  readonly runs: readonly IpSet[];
  readonly complete: boolean;
}

const NOWHERE: OutsideAddresses = { runs: [], complete: true };
const ANYWHERE: OutsideAddresses = { runs: [], complete: false };

/**
 * IPv4 addresses at which a target may answer outside the blocks of the cluster's VPC, where the mode of the VPC CNI
 * decides what pods present.
 */
export function addressesOutside(
  estate: Estate,
  cluster: ClusterView,
  { families, places }: Target,
): OutsideAddresses {
  if (!families.includes(4)) return NOWHERE;
  const vpcId = vpcOf(cluster);
  if (vpcId === null || places === null) return ANYWHERE;
  const inside: Inside = { vpcId, blocks: blocksOf(estate, vpcId) };
  const found = places.map((place) => outsideOf(place, inside, estate));
  return {
    runs: found.flatMap((runs) => runs ?? []),
    complete: !found.includes(null),
  };
}
