import type { PodView } from '../../estate/index.ts';

/** Why policies never apply to a pod. */
export type Unsupported = 'on the network of its node' | 'on Windows' | 'on a hybrid node';

/**
 * Null for pods that policies apply to. The webhook of the controller leaves host-network and Windows pods alone; hybrid
 * nodes do not run the VPC CNI (EKS User Guide, "Assign security groups to individual Pods", "Configure CNI for hybrid
 * nodes").
 */
export function unsupportedBecause({ class: podClass, wiring }: PodView): Unsupported | null {
  if (podClass === 'host-network') return 'on the network of its node';
  if (wiring.isWindows) return 'on Windows';
  return wiring.isHybrid ? 'on a hybrid node' : null;
}

/** Its node may be a Windows or hybrid one that was not seen. */
export const isNodeUnseen = ({ class: podClass, node, pod }: PodView): boolean =>
  podClass === 'linux' && node === null && pod.nodeName !== null;
