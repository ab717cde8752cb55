import type { ClusterView, Estate, PodView, WorkloadView } from '../../estate/index.ts';
import type { PodViews } from '../contract/views.ts';
import type { UnknownReason } from '../../model/index.ts';
import { needState, type ReadableNeed } from '../contract/need.ts';
import { causeReader } from '../pods/cause.ts';
import type { ObservedGenerations } from '../pods/declared-since.ts';
import { type PodFacts, podFacts } from '../pods/pod-facts.ts';
import { foreignAddresses } from './foreign-addresses.ts';
import { clusterNamesView } from './cluster-names.ts';
import { groupsView } from './groups.ts';
import { interfaceGroups } from './interface-groups.ts';
import { interfaceLookups } from './interface-lookups.ts';
import { peerAddresses } from './peer-addresses.ts';
import { platformViews } from './platform-views.ts';
import { rivalFinder } from './rivals.ts';
import { once } from './once.ts';
import { templatesView } from './templates.ts';
import { unclaimedBranches } from './branch-owners.ts';
import { workloadKey } from './workload-key.ts';

/** Facts of a pod, made when first asked for. */
function factsReader(cluster: ClusterView): (pod: PodView) => PodFacts {
  const known = new Map<PodView, PodFacts>();
  return (pod) => {
    let facts = known.get(pod);
    if (facts === undefined) known.set(pod, (facts = podFacts(pod, cluster)));
    return facts;
  };
}

function podsView(
  cluster: ClusterView,
  complete: boolean,
  observed: ObservedGenerations,
): PodViews['pods'] {
  const factsOf = factsReader(cluster);
  const rivals = once(() => rivalFinder(cluster.pods, factsOf));
  const byWorkload = new Map<WorkloadView, readonly PodFacts[]>();
  const byName = once(
    () => new Map(cluster.workloads.map((one) => [workloadKey(one.namespace, one.name), one])),
  );
  const isUnreadable = (view: PodView): boolean =>
    view.pod.podEni.state === 'malformed' &&
    factsOf(view).branch === null &&
    factsOf(view).stage !== 'ended';
  const unreadable = once(() => cluster.pods.filter(isUnreadable));
  return {
    complete,
    workloads: cluster.workloads,
    workload: (namespace, name) => byName().get(workloadKey(namespace, name)) ?? null,
    factsOf,
    factsIn: (workload) => {
      const known = byWorkload.get(workload) ?? workload.pods.map(factsOf);
      byWorkload.set(workload, known);
      return known;
    },
    rivalsOf: (pod) => rivals()(pod),
    causeOf: causeReader(cluster, observed),
    get unreadable() {
      return unreadable();
    },
  };
}

/** ENIConfigs name groups and subnets of nodes where custom networking is on. */
function usesEniConfigs({ cni, nodes }: ClusterView): boolean {
  if (cni.customNetworking === false) return false;
  return nodes.length === 0 || nodes.some((node) => node.cni.customNetworking !== false);
}

function unseenOfNodes(
  cluster: ClusterView,
  isComplete: (need: ReadableNeed) => boolean,
): readonly UnknownReason[] {
  const reasons: UnknownReason[] = [];
  if (!isComplete('nodes')) reasons.push('identity-unknown');
  if (!isComplete('interfaces')) reasons.push('interfaces-unseen');
  if (!cluster.snapshot.eniConfigs.complete && usesEniConfigs(cluster)) {
    reasons.push('cni-config-unseen');
  }
  return reasons;
}

/** Everything that a check may read of one cluster, except what the reach engine answers. */
export function podViews(
  estate: Estate,
  cluster: ClusterView,
  observed: ObservedGenerations,
): PodViews {
  const isComplete = (need: ReadableNeed): boolean => needState(estate, cluster, need).complete;
  const pods = podsView(cluster, isComplete('pods'), observed);
  const unclaimed = once(() => unclaimedBranches(cluster.branches, (pod) => pods.factsOf(pod)));
  const hasAutoNodes = cluster.isAutoMode || cluster.nodes.some((node) => node.isAutoMode);
  const isHiding = hasAutoNodes && !cluster.aws.includeManagedResources;
  return {
    settings: estate.settings,
    cluster: {
      arn: cluster.arn,
      name: cluster.name,
      region: cluster.region,
      isSeen: isComplete('cluster'),
      clusterGroupId: cluster.clusterGroupId,
      vpcId: cluster.vpcId,
      now: estate.now,
    },
    pods,
    policies: { complete: isComplete('policies'), all: cluster.policies },
    templates: templatesView(cluster, isComplete('templates')),
    ...platformViews(cluster),
    nodes: {
      complete: isComplete('nodes'),
      all: cluster.nodes,
      unseen: unseenOfNodes(cluster, isComplete),
      groups: cluster.nodeGroups,
      subnets: new Map(
        [...cluster.subnetIds].map((id) => [id, estate.network.subnets.get(id)?.cidrs ?? null]),
      ),
    },
    'cluster-names': clusterNamesView(estate, cluster),
    interfaces: {
      complete: isComplete('interfaces'),
      isHiding,
      ...interfaceLookups(estate, cluster),
      ...interfaceGroups(estate, cluster),
      get unclaimed() {
        return unclaimed();
      },
      get holders() {
        const workloads = cluster.branches.flatMap(({ claimants }) => claimants);
        return new Set(workloads.map(({ workload }) => workload)).size;
      },
      foreignAddresses: once(() => foreignAddresses(estate, cluster)),
    },
    groups: groupsView(estate, cluster, { complete: isComplete('groups'), isHiding }),
    rules: {
      complete: isComplete('rules'),
      protectedGroups: estate.protectedGroups,
      addressesOf: (rule) => peerAddresses(rule, estate.network),
    },
  };
}
