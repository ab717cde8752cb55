import type { ClusterView, PodView } from '../../estate/index.ts';
import { type GroupId, sortedUnique } from '../../model/index.ts';
import type { Wearing } from '../contract/store-views.ts';
import { once } from './once.ts';

const OWN: ReadonlySet<string> = new Set(['branch', 'fargate']);

/** Pods by the groups of an interface that is theirs alone. Group sets are interned: few of them, whatever the pods. */
function byGroupSet(cluster: ClusterView): ReadonlyMap<readonly GroupId[], readonly PodView[]> {
  const sets = new Map<readonly GroupId[], PodView[]>();
  for (const pod of cluster.pods) {
    if (!pod.onWire || pod.worn.state !== 'known' || !OWN.has(pod.worn.via)) continue;
    const { groups } = pod.worn.interface;
    const list = sets.get(groups);
    if (list === undefined) sets.set(groups, [pod]);
    else list.push(pod);
  }
  return sets;
}

export function wearingOf(cluster: ClusterView): Wearing {
  const sets = once(() => byGroupSet(cluster));
  const known = new Map<GroupId, readonly PodView[]>();
  const unclear = once(() =>
    sortedUnique(
      cluster.pods.flatMap(({ onWire, worn }) =>
        onWire && worn.state === 'unknown' ? worn.reasons : [],
      ),
    ),
  );
  return {
    pods(group) {
      const pods =
        known.get(group) ??
        [...sets()].flatMap(([groups, list]) => (groups.includes(group) ? list : []));
      known.set(group, pods);
      return pods;
    },
    get unclear() {
      return unclear();
    },
  };
}
