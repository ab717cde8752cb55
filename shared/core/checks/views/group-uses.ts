import type { ClusterView, DoorView, Estate } from '../../estate/index.ts';
import { type GroupId, type SecurityGroup, taggedClusters } from '../../model/index.ts';
import type { GroupUse, GroupUses } from '../contract/interface-views.ts';
import { doorsBehind } from './doors-behind.ts';
import { once } from './once.ts';

const doorsOf = ({ stores, unassignedProxies }: Estate): readonly DoorView[] => [
  ...stores.flatMap(doorsBehind),
  ...doorsBehind({ doors: [], proxies: unassignedProxies }),
];

/** Groups that clusters name, whether or not something wears them at the moment. */
const clustersOwn = ({ snapshot, clusterGroupId }: ClusterView): readonly GroupId[] => [
  ...(clusterGroupId === null ? [] : [clusterGroupId]),
  ...snapshot.cluster.items.flatMap((one) => one.additionalGroupIds),
  ...snapshot.eniConfigs.items.flatMap((one) => one.groups),
];

/** Tags by which EKS, its node groups and the load balancer controller give groups to a cluster. */
const CLUSTER_TAGS = ['aws:eks:cluster-name', 'eks:cluster-name', 'elbv2.k8s.aws/cluster'] as const;

const isTaggedFor = ({ tags }: SecurityGroup, cluster: string): boolean =>
  taggedClusters(tags).includes(cluster) || CLUSTER_TAGS.some((tag) => tags.get(tag) === cluster);

/** Groups that rules of other groups name, of such as somebody wears: whoever gets one of them gets what these open. */
function referencedInUse({ network, wearers }: Estate): ReadonlySet<GroupId> {
  const referenced = new Set<GroupId>();
  for (const { id, ingress, egress } of network.groups.values()) {
    if (!wearers.has(id)) continue;
    for (const { peer } of [...ingress, ...egress]) {
      if (peer.kind === 'group' && peer.groupId !== id) referenced.add(peer.groupId);
    }
  }
  return referenced;
}

type UseOf = (group: SecurityGroup) => GroupUse['use'];

/** The first that holds. */
function useReader(estate: Estate, cluster: ClusterView): UseOf {
  const { clusters, wearers, settings } = estate;
  const doors = doorsOf(estate);
  const named = new Set(clusters.flatMap(({ policies }) => policies.flatMap((one) => one.groups)));
  const set = new Set<GroupId>([
    ...clusters.flatMap(clustersOwn),
    ...settings.protectedGroups,
    ...doors.flatMap(({ door }) => door.groups),
  ]);
  const granted = new Set(doors.flatMap(({ ingress }) => [...ingress.referencedGroups]));
  const referenced = referencedInUse(estate);
  return (group) => {
    const { id, name } = group;
    if (name === 'default') return 'default';
    if (wearers.has(id)) return 'worn';
    if (named.has(id) || set.has(id)) return 'named';
    if (granted.has(id)) return 'granted';
    return referenced.has(id) || isTaggedFor(group, cluster.name) ? 'none' : 'unrelated';
  };
}

/** Whether everything was seen that may name a group, beside the listings that checks on groups need. */
const areNamesSeen = (estate: Estate): boolean =>
  estate.storeGaps.length === 0 &&
  estate.unassignedProxies.length === 0 &&
  estate.scopes.every(
    ({ dbProxies, interfaces, includeManagedResources }) =>
      dbProxies.complete && interfaces.complete && includeManagedResources,
  ) &&
  doorsOf(estate).every(({ ingress }) => ingress.complete) &&
  estate.network.groups.values().every(({ complete }) => complete) &&
  estate.clusters.every(
    ({ snapshot, cni }) =>
      snapshot.cluster.complete &&
      snapshot.policies.complete &&
      (snapshot.eniConfigs.complete || cni.customNetworking === false),
  );

/** Groups of the cluster's VPC, and what they are there for. */
export function groupUses(estate: Estate, cluster: ClusterView): GroupUses {
  const { aws, vpcId } = cluster;
  const scene = once(() => {
    const useOf = useReader(estate, cluster);
    const all = aws.groups.items
      .filter((group) => vpcId !== null && group.vpcId === vpcId)
      .map((group): GroupUse => ({ group, use: useOf(group) }));
    return { all, byId: new Map<string, GroupUse>(all.map((one) => [one.group.id, one])) };
  });
  const seen = once(() => areNamesSeen(estate));
  return {
    get all() {
      return scene().all;
    },
    byId: (id) => scene().byId.get(id) ?? null,
    get areNamesSeen() {
      return seen();
    },
  };
}
