import {
  type ClusterView,
  type Estate,
  interfaceKind,
  type NodeView,
  type StoreView,
} from '../../estate/index.ts';
import {
  compareText,
  type GroupId,
  type InterfaceId,
  type NetworkInterface,
  sortedUnique,
  type UnknownReason,
  type VpcId,
} from '../../model/index.ts';
import { IpSet } from '../../net/index.ts';
import type { Clients, ClientsView } from '../contract/store-views.ts';
import { vpcOfStore } from './home.ts';
import { once } from './once.ts';
import { unseenInterfaces, unseenWearers } from './unseen-wearers.ts';

/** Whether something connects from an interface that is none of ours; reasons where it may be ours. */
type IsClient = boolean | readonly UnknownReason[];

const CLUSTER_TAG = 'kubernetes.io/cluster/';

const WITHOUT_INSTANCE: ReadonlySet<string> = new Set(['fargate', 'hybrid']);

/** Without its instance a node’s interfaces cannot be told from those of other machines. */
const isNodeUnplaced = ({ node, instanceId }: NodeView): boolean =>
  instanceId === null &&
  !WITHOUT_INSTANCE.has(node.labels.get('eks.amazonaws.com/compute-type') ?? '');

interface Ours {
  readonly interfaces: ReadonlySet<InterfaceId>;
  readonly instances: ReadonlySet<string>;
  readonly clusterNames: ReadonlySet<string>;
  readonly nodesUnseen: readonly UnknownReason[];
  readonly clustersUnseen: readonly UnknownReason[];
  readonly podsUnseen: readonly UnknownReason[];
}

const interfacesOf = ({ branches, pods }: ClusterView): readonly InterfaceId[] => [
  ...branches.map((branch) => branch.interface.id),
  ...pods.flatMap(({ worn }) => (worn.state === 'known' ? [worn.interface.id] : [])),
];

const when = (holds: boolean, reason: UnknownReason): readonly UnknownReason[] =>
  holds ? [reason] : [];

/** What the clusters of the snapshot are made of: who of these reaches the store is told by other checks. */
function oursOf({ clusters }: Estate): Ours {
  return {
    interfaces: new Set(clusters.flatMap(interfacesOf)),
    instances: new Set(
      clusters.flatMap(({ nodes }) => nodes.flatMap((node) => node.instanceId ?? [])),
    ),
    clusterNames: new Set(clusters.map(({ name }) => name)),
    nodesUnseen: when(
      clusters.some(
        ({ snapshot, nodes }) => !snapshot.nodes.complete || nodes.some(isNodeUnplaced),
      ),
      'identity-unknown',
    ),
    clustersUnseen: when(
      clusters.some(({ snapshot }) => !snapshot.cluster.complete),
      'groups-unseen',
    ),
    podsUnseen: sortedUnique(
      clusters.flatMap(({ snapshot, pods }) => [
        ...when(!snapshot.pods.complete, 'pods-unseen'),
        ...pods.flatMap(({ onWire, worn }) =>
          onWire && worn.state === 'unknown' ? worn.reasons : [],
        ),
      ]),
    ),
  };
}

const unless = (reasons: readonly UnknownReason[]): IsClient =>
  reasons.length === 0 ? true : reasons;

/** A branch interface is a pod's: of a cluster that is not in the snapshot, if its tags say so. */
function isOfOtherCluster({ tags }: NetworkInterface, ours: Ours): IsClient {
  const names = [...tags.keys()].flatMap((key) =>
    key.startsWith(CLUSTER_TAG) ? [key.slice(CLUSTER_TAG.length)] : [],
  );
  const isOthers = names.length > 0 && !names.some((name) => ours.clusterNames.has(name));
  return isOthers ? unless(ours.clustersUnseen) : ['identity-unknown'];
}

function isClient(eni: NetworkInterface, ours: Ours): IsClient {
  if (eni.status === 'available' || ours.interfaces.has(eni.id)) return false;
  switch (interfaceKind(eni)) {
    case 'data-service':
    case 'control-plane':
    // Endpoints are connected to; they connect to nobody.
    case 'endpoint':
      return false;
    case 'instance':
      return ours.instances.has(eni.attachment?.instanceId ?? '')
        ? false
        : unless(ours.nodesUnseen);
    case 'branch':
      return isOfOtherCluster(eni, ours);
    case 'lambda':
    case 'ecs-task':
    case 'load-balancer':
    case 'gateway':
      return true;
    // What the interface of a Fargate pod looks like is not published.
    case 'managed-service':
    case 'interface':
      return unless(ours.podsUnseen);
  }
}

interface Candidate {
  readonly eni: NetworkInterface;
  readonly doubts: readonly UnknownReason[];
}

function candidatesAmong(interfaces: Iterable<NetworkInterface>, ours: Ours): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const eni of interfaces) {
    const answer = isClient(eni, ours);
    if (answer === true) found.push({ eni, doubts: [] });
    else if (answer !== false) found.push({ eni, doubts: answer });
  }
  return found.toSorted((a, b) => compareText(a.eni.id, b.eni.id));
}

function toClients(candidates: readonly Candidate[], unseen: readonly UnknownReason[]): Clients {
  return {
    sure: candidates.filter(({ doubts }) => doubts.length === 0).map(({ eni }) => eni),
    doubts: sortedUnique([...candidates.flatMap(({ doubts }) => doubts), ...unseen]),
  };
}

const standsIn = ({ addresses, prefixes }: NetworkInterface, among: IpSet): boolean =>
  addresses.some((address) => among.has(address)) ||
  (prefixes.length > 0 && IpSet.fromPrefixes(prefixes).overlaps(among));

/** Who may connect to stores without being a pod, a node or the control plane of a cluster in the snapshot. */
export function clientsView(estate: Estate): ClientsView {
  const ours = once(() => oursOf(estate));
  const unseenOf = unseenWearers(estate);
  const unseen = unseenInterfaces(estate);
  const byVpc = once(() =>
    Map.groupBy(candidatesAmong(estate.interfaces.values(), ours()), ({ eni }) => eni.vpcId),
  );
  const wearing = new Map<GroupId, Clients>();
  const standing = new Map<string, Clients>();
  const inVpc = (vpcId: VpcId, among: IpSet): Clients =>
    toClients(
      (byVpc().get(vpcId) ?? []).filter(({ eni }) => standsIn(eni, among)),
      unseen,
    );
  return {
    wearing(group) {
      const known =
        wearing.get(group) ??
        toClients(candidatesAmong(estate.wearers.get(group) ?? [], ours()), unseenOf(group));
      wearing.set(group, known);
      return known;
    },
    standing(store: StoreView, among: IpSet) {
      const vpcId = vpcOfStore(store);
      if (vpcId === null) return { sure: [], doubts: ['store-address-unseen'] };
      const key = `${vpcId} ${among.toString()}`;
      const known = standing.get(key) ?? inVpc(vpcId, among);
      standing.set(key, known);
      return known;
    },
  };
}
