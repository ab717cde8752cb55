import type { ClusterView, Estate } from '../../estate/index.ts';
import { type EpochMs, toInterfaceId } from '../../model/index.ts';
import { needState } from '../contract/need.ts';
import type { InterfacesView } from '../contract/views.ts';

/** The shortest cooldown: so long a branch interface outlives its pod (resource controller, branch/cooldown). */
const SHORTEST_COOLDOWN_MS = 30_000;

/** Two lists that were read at different times tell nothing of a pod that came or went between them. */
function wasReadWithPods({ aws, snapshot }: ClusterView, visibleAt: EpochMs): boolean {
  const [listedAt, podsReadAt] = [aws.interfaces.readAt, snapshot.pods.readAt];
  if (listedAt === null || podsReadAt === null) return false;
  return visibleAt <= listedAt && listedAt <= podsReadAt + SHORTEST_COOLDOWN_MS;
}

/** Single interfaces, and what it means that one is not there. */
export function interfaceLookups(
  estate: Estate,
  cluster: ClusterView,
): Pick<InterfacesView, 'byId' | 'wouldShow'> {
  const { complete } = needState(estate, cluster, 'interfaces');
  const { start } = estate.settings.windowsMs;
  return {
    byId: (text) => {
      const id = toInterfaceId(text);
      return id === null ? null : (estate.interfaces.get(id) ?? null);
    },
    wouldShow: (startedAt) =>
      complete && startedAt !== null && wasReadWithPods(cluster, startedAt + start),
  };
}
