import {
  compareText,
  INSTANCE_TAG,
  type InterfaceId,
  type NetworkInterface,
  taggedClusters,
  TRUNK_TAG,
} from '../model/index.ts';
import type { ClusterContext } from './compile-cluster.ts';
import { hasEnded } from './compile-pods.ts';
import type { BranchView, ClusterView, NodeView, PodView } from './estate.ts';
import { isBranch } from './pod-standing.ts';

interface Claims {
  readonly claimants: Map<InterfaceId, PodView[]>;
  readonly lingering: Map<InterfaceId, PodView[]>;
}

function add(claims: Map<InterfaceId, PodView[]>, id: InterfaceId, pod: PodView): void {
  const list = claims.get(id);
  if (list === undefined) claims.set(id, [pod]);
  else if (!list.includes(pod)) list.push(pod);
}

/** Who names each branch interface: entry 0 of a living pod's annotation, or the address that the pod answers on. */
function collectClaims(pods: readonly PodView[]): Claims {
  const claims: Claims = { claimants: new Map(), lingering: new Map() };
  for (const view of pods) {
    const { pod, worn } = view;
    if (worn.state === 'known' && worn.via === 'branch')
      add(claims.claimants, worn.interface.id, view);
    if (pod.podEni.state !== 'present') continue;
    const [first, ...others] = pod.podEni.entries;
    add(hasEnded(pod) ? claims.lingering : claims.claimants, first.eniId, view);
    for (const entry of others) add(claims.lingering, entry.eniId, view);
  }
  return claims;
}

/** ECS hangs the interfaces of tasks on trunks too, makes them itself, and describes them by its attachment. */
const isTasks = ({ requesterManaged, description }: NetworkInterface): boolean =>
  requesterManaged && /^arn:aws[\w-]*:ecs:/.test(description);

/**
 * The branch interfaces of this cluster: those that its tag names, that its pods claim, or that hang on a trunk of its
 * nodes. Another cluster's are neither orphans nor ours.
 */
export function compileBranches(
  cluster: ClusterView,
  context: ClusterContext,
): readonly BranchView[] {
  const { claimants, lingering } = collectClaims(cluster.pods);
  const byInstance = new Map<string, NodeView>(
    cluster.nodes.flatMap((node) =>
      node.instanceId === null ? [] : [[node.instanceId, node] as const],
    ),
  );
  const byTrunk = new Map<string, NodeView>(
    cluster.nodes.flatMap((node) => (node.trunk === null ? [] : [[node.trunk.id, node] as const])),
  );
  const nodeOf = (eni: NetworkInterface): NodeView | null =>
    byTrunk.get(eni.tags.get(TRUNK_TAG) ?? '') ??
    byInstance.get(eni.tags.get(INSTANCE_TAG) ?? '') ??
    null;
  const isOurs = (eni: NetworkInterface): boolean => {
    const tagged = taggedClusters(eni.tags);
    if (tagged.length > 0)
      return tagged.includes(cluster.name) && eni.vpcId === (cluster.vpcId ?? eni.vpcId);
    if (claimants.has(eni.id) || nodeOf(eni) !== null) return true;
    if (isTasks(eni)) return false;
    return eni.vpcId === cluster.vpcId && context.clusterNames.size === 1;
  };
  return [...context.interfaces.values()]
    .filter((eni) => (isBranch(eni) && isOurs(eni)) || (claimants.has(eni.id) && isOurs(eni)))
    .map((eni) => ({
      interface: eni,
      claimants: claimants.get(eni.id) ?? [],
      lingering: lingering.get(eni.id) ?? [],
      node: nodeOf(eni) ?? claimants.get(eni.id)?.[0]?.node ?? null,
    }))
    .toSorted((a, b) => compareText(a.interface.id, b.interface.id));
}
