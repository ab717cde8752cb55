import type { Access } from '../../access/index.ts';
import type { Estate, StoreView } from '../../estate/index.ts';
import { sortedUnique, type UnknownReason } from '../../model/index.ts';

/** Why it is not known whether a store is kept for pods: everything that tells pods' groups from others'. */
export function managedUnseen(
  { clusters }: Estate,
  access: Access,
  store: StoreView,
): readonly UnknownReason[] {
  const unseen = clusters.flatMap(({ snapshot, aws }): readonly UnknownReason[] => [
    ...(snapshot.policies.complete ? [] : (['policies-unseen'] as const)),
    ...(snapshot.pods.complete ? [] : (['pods-unseen'] as const)),
    ...(snapshot.nodes.complete ? [] : (['identity-unknown'] as const)),
    ...(snapshot.cluster.complete ? [] : (['groups-unseen'] as const)),
    ...(aws.interfaces.complete ? [] : (['interfaces-unseen'] as const)),
  ]);
  const ofStore = access.doorsOf(store).flatMap(({ intent }) => intent.reasons);
  const all = sortedUnique([...unseen, ...ofStore]);
  // A node whose primary interface is not listed wears groups that nobody knows.
  return all.length > 0 ? all : ['identity-unknown'];
}
