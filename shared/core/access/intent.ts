import type { ClusterView, Declaration, DoorView, ProxyView } from '../estate/index.ts';
import {
  type GroupId,
  type NetworkInterface,
  sortedUnique,
  type UnknownReason,
} from '../model/index.ts';

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
  /** Those that may be a node's or the cluster's own group after all, because not all of these were seen. */
  readonly unsure: ReadonlySet<GroupId>;
  readonly complete: boolean;
}

/** Interfaces whose groups may be the clusters' own, where the list of these is not whole. */
function mayBeOwn(cluster: ClusterView): (eni: NetworkInterface) => boolean {
  const { snapshot, clusterGroupId } = cluster;
  const areNodesSeen =
    snapshot.nodes.complete &&
    cluster.nodes.every((node) => node.instanceId === null || node.primary !== null);
  return (eni) =>
    (!areNodesSeen && eni.attachment?.instanceId != null) ||
    // The control plane wears the cluster group.
    (clusterGroupId === null && eni.description.startsWith('Amazon EKS '));
}

function unsureOf(cluster: ClusterView, groups: ReadonlySet<GroupId>): readonly GroupId[] {
  if (!cluster.aws.interfaces.complete) return [...groups];
  return cluster.aws.interfaces.items.filter(mayBeOwn(cluster)).flatMap((eni) => eni.groups);
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
  const unsure = new Set(clusters.flatMap((cluster) => unsureOf(cluster, groups)));
  return { groups, unsure, complete };
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
  const named = [...groups].filter((group) => podGroups.groups.has(group));
  const isManaged = named.some((group) => !podGroups.unsure.has(group));
  const isOpen = named.length > 0 || !complete || !podGroups.complete;
  return {
    groups,
    complete,
    reasons: complete ? [] : reasons,
    podManaged: isManaged ? true : isOpen ? null : false,
  };
}

/** Whether policies mean pods with this declaration to reach the store; null when it could not be decided. */
export function isInferred(intent: InferredIntent, declaration: Declaration): boolean | null {
  if (declaration.groups.some((group) => intent.groups.has(group))) return true;
  if (intent.podManaged === false) return false;
  if (!declaration.complete) return null;
  return intent.complete || declaration.groups.length === 0 ? false : null;
}
