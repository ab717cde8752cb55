import type { ClusterView, Estate, NodeView } from '../../estate/index.ts';
import type { InterfaceGroups } from '../contract/interface-views.ts';
import { ownedBranches } from './branch-owners.ts';
import { groupUses } from './group-uses.ts';
import { once } from './once.ts';

/** Interfaces of one cluster by what they belong to, each grouping made when it is first asked for. */
export function interfaceGroups(estate: Estate, cluster: ClusterView): InterfaceGroups {
  const byNode = once(() =>
    Map.groupBy<NodeView | null, ClusterView['branches'][number]>(
      cluster.branches,
      ({ node }) => node,
    ),
  );
  const owned = once(() => ownedBranches(cluster.branches));
  return {
    onNode: (node) => byNode().get(node) ?? [],
    groupUses: groupUses(estate, cluster),
    get owned() {
      return owned();
    },
  };
}
