import type { ClusterView, Estate } from '../../estate/index.ts';
import {
  compareText,
  CONTROLLER,
  isLost,
  type NetworkInterface,
  OWNER_TAG,
  taggedClusters,
} from '../../model/index.ts';
import type { ClusterNamesView, UnlistedCluster } from '../contract/interface-views.ts';
import { homeOfVpc } from './home.ts';
import { once } from './once.ts';

/** The controller runs for EKS alone; others tag their interfaces with names of other kinds of clusters. */
const isControllers = ({ tags }: NetworkInterface): boolean => tags.get(OWNER_TAG) === CONTROLLER;

/** Names of the clusters of the account and Region; those of the snapshot exist, whatever the list says. */
function livingIn({ clusters }: Estate, { aws }: ClusterView): ReadonlySet<string> {
  const seen = clusters.filter((one) => one.aws === aws).map(({ name }) => name);
  return new Set([...aws.clusterNames.items, ...seen]);
}

/** Pods answer on them, or nodes hold them, whatever their tags say: nothing is left over that somebody uses. */
function usedIn({ clusters }: Estate): (eni: NetworkInterface) => boolean {
  const worn = new Set<string>();
  const instances = new Set<string>();
  for (const { pods, nodes } of clusters) {
    for (const pod of pods) {
      if (pod.onWire && pod.worn.state === 'known') worn.add(pod.worn.interface.id);
    }
    for (const { instanceId } of nodes) if (instanceId !== null) instances.add(instanceId);
  }
  return ({ id, attachment }) => worn.has(id) || instances.has(attachment?.instanceId ?? '');
}

/**
 * Interfaces whose cluster is not among those of the account and Region. A cluster makes them in its own account: those
 * of others, in subnets that are shared, say nothing.
 */
function unlistedIn(
  estate: Estate,
  cluster: ClusterView,
  living: ReadonlySet<string>,
): readonly UnlistedCluster[] {
  const { aws } = cluster;
  const isHome = homeOfVpc(estate, cluster);
  const isUsed = usedIn(estate);
  const byName = new Map<string, NetworkInterface[]>();
  for (const eni of aws.interfaces.items) {
    if (!isControllers(eni) || isHome(eni.vpcId) === false) continue;
    if (eni.ownerId !== null && aws.accountId !== null && eni.ownerId !== aws.accountId) continue;
    const names = taggedClusters(eni.tags);
    if (names.some((name) => living.has(name)) || isUsed(eni)) continue;
    for (const name of names) {
      const list = byName.get(name);
      if (list === undefined) byName.set(name, [eni]);
      else list.push(eni);
    }
  }
  return [...byName].flatMap(([name, list]) => {
    const [first, ...others] = list.toSorted((a, b) => compareText(a.id, b.id));
    return first === undefined ? [] : [{ name, interfaces: [first, ...others] }];
  });
}

export function clusterNamesView(estate: Estate, cluster: ClusterView): ClusterNamesView {
  const listing = cluster.aws.clusterNames;
  const scene = once(() => {
    const living = livingIn(estate, cluster);
    const unlisted = isLost(listing) ? [] : unlistedIn(estate, cluster, living);
    return { living, unlisted, byName: new Map(unlisted.map((one) => [one.name, one])) };
  });
  return {
    isLost: isLost(listing),
    complete: listing.complete,
    source: listing.source,
    get living() {
      return scene().living.size;
    },
    get unlisted() {
      return scene().unlisted;
    },
    unlistedByName: (name) => scene().byName.get(name) ?? null,
  };
}
