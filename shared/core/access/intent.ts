import type { ClusterView, Declaration, DoorView, ProxyView } from '../estate/index.ts';
import { type GroupId, sortedUnique, type UnknownReason } from '../model/index.ts';

/** Who is meant to reach a store, inferred: pods to which a policy gives a group that the store's ingress references. */
export interface InferredIntent {
  /** Groups by which pods are meant to come in, at the door or at a proxy in front of it. */
  readonly groups: ReadonlySet<GroupId>;
  /** The store is closed by groups that pods wear; null when that could not be decided. */
  readonly podManaged: boolean | null;
  /** Every rule that could name a group was seen. */
  readonly complete: boolean;
  /** Why not; empty when it is. */
  readonly reasons: readonly UnknownReason[];
}

export interface PodGroups {
  readonly groups: ReadonlySet<GroupId>;
  readonly complete: boolean;
}

/**
 * Groups for pods: named by any policy, or worn by any branch or Fargate interface. The clusters' own groups are none of
 * them, even where a policy names one: nodes and the control plane wear them.
 */
export function podGroupsOf(clusters: readonly ClusterView[]): PodGroups {
  const groups = new Set<GroupId>();
  for (const cluster of clusters) {
    for (const { groups: named } of cluster.policies) for (const group of named) groups.add(group);
    for (const branch of cluster.branches)
      for (const group of branch.interface.groups) groups.add(group);
    for (const { worn } of cluster.pods) {
      if (worn.state === 'known' && worn.via === 'fargate')
        for (const group of worn.interface.groups) groups.add(group);
    }
  }
  for (const cluster of clusters) {
    if (cluster.clusterGroupId !== null) groups.delete(cluster.clusterGroupId);
    for (const group of cluster.nodeGroups) groups.delete(group);
  }
  const complete = clusters.every(
    (one) =>
      one.snapshot.policies.complete && one.aws.interfaces.complete && one.snapshot.pods.complete,
  );
  return { groups, complete };
}

/**
 * What the door itself references, and what the proxies in front of it reference: either way is meant. `unseen` says why
 * there may be proxies that are not among these.
 */
export function inferIntent(
  door: DoorView,
  proxies: readonly ProxyView[],
  podGroups: PodGroups,
  unseen: readonly UnknownReason[],
): InferredIntent {
  const doors = [door, ...proxies.flatMap((proxy) => proxy.endpoints.flatMap((one) => one.doors))];
  const groups = new Set(doors.flatMap(({ ingress }) => [...ingress.referencedGroups]));
  const reasons = sortedUnique([...unseen, ...doors.flatMap(({ ingress }) => ingress.reasons)]);
  const complete = unseen.length === 0 && doors.every(({ ingress }) => ingress.complete);
  const isManaged = [...groups].some((group) => podGroups.groups.has(group));
  return {
    groups,
    complete,
    reasons: complete ? [] : reasons,
    podManaged: isManaged ? true : complete && podGroups.complete ? false : null,
  };
}

/** Whether pods with this declaration are meant to reach the store; null when it could not be decided. */
export function isIntended(intent: InferredIntent, declaration: Declaration): boolean | null {
  if (declaration.groups.some((group) => intent.groups.has(group))) return true;
  if (intent.podManaged === false) return false;
  if (!declaration.complete) return null;
  return intent.complete || declaration.groups.length === 0 ? false : null;
}
