import type { ClusterView, Estate, StoreView } from '../../estate/index.ts';
import type { VpcId } from '../../model/index.ts';

export const vpcOfStore = ({ store, candidates }: StoreView): VpcId | null =>
  store.vpcId ?? candidates[0]?.vpcId ?? null;

/**
 * Whether a cluster tells what lies in a VPC, so that it is not told once for each cluster: those in that VPC, or all
 * where none is there. Null: somebody's VPC was not seen.
 */
export function homeOfVpc(
  { clusters }: Estate,
  cluster: ClusterView,
): (vpcId: VpcId | null) => boolean | null {
  const vpcs = new Set(clusters.map(({ vpcId }) => vpcId));
  return (vpcId) => {
    if (clusters.length === 1) return true;
    if (vpcId === null || cluster.vpcId === null) return null;
    if (vpcId === cluster.vpcId) return true;
    if (vpcs.has(vpcId)) return false;
    return vpcs.has(null) ? null : true;
  };
}

/** The same for what concerns a store alone. */
export function homeReader(
  estate: Estate,
  cluster: ClusterView,
): (store: StoreView) => boolean | null {
  const isHome = homeOfVpc(estate, cluster);
  return (store) => isHome(vpcOfStore(store));
}
