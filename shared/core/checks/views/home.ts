import type { ClusterView, Estate, StoreView } from '../../estate/index.ts';
import type { VpcId } from '../../model/index.ts';

export const vpcOfStore = ({ store, candidates }: StoreView): VpcId | null =>
  store.vpcId ?? candidates[0]?.vpcId ?? null;

/**
 * Whether a cluster tells what concerns a store alone, so that it is not told once for each cluster: those in its VPC,
 * or all where none is there. Null: somebody's VPC was not seen.
 */
export function homeReader(
  { clusters }: Estate,
  cluster: ClusterView,
): (store: StoreView) => boolean | null {
  const vpcs = new Set(clusters.map(({ vpcId }) => vpcId));
  return (store) => {
    if (clusters.length === 1) return true;
    const vpcId = vpcOfStore(store);
    if (vpcId === null || cluster.vpcId === null) return null;
    if (vpcId === cluster.vpcId) return true;
    if (vpcs.has(vpcId)) return false;
    return vpcs.has(null) ? null : true;
  };
}
