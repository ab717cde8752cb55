import type { PodView, PolicyView } from '../../estate/index.ts';
import { sortedUnique, type UnknownReason } from '../../model/index.ts';
import type { NodesView, PodViews } from '../contract/views.ts';

/** Policies that declare something, in namespaces with pods for which the VPC CNI would have to attach it. */
export interface PolicyPods {
  readonly policies: readonly PolicyView[];
  /** Sorted. */
  readonly namespaces: readonly string[];
  /** Why there may be more of them than were seen; empty when there are not. */
  readonly unseen: readonly UnknownReason[];
}

type Views = Pick<PodViews, 'policies' | 'pods' | 'nodes'>;

/** Whether a pod runs, or would run, on a node that the VPC CNI serves; null where its node was not seen. */
function isServed({ pod, node }: PodView, nodes: NodesView): boolean | null {
  if (node !== null) return node.isEc2Linux;
  // A pod that waits for a node with room for branch ENIs is served by none, because the feature is off.
  const mayWait = pod.nodeName === null && nodes.all.some(({ isEc2Linux }) => isEc2Linux);
  if (mayWait) return true;
  return nodes.complete ? false : null;
}

/** Living pods of the class that policies give branch ENIs, by namespace: some are served (true), or may be (null). */
function servedNamespaces({ pods, nodes, policies }: Views): ReadonlyMap<string, true | null> {
  const wanted = new Set(
    policies.all.filter(isActive).map(({ policy: { namespace } }) => namespace),
  );
  const served = new Map<string, true | null>();
  for (const workload of pods.workloads) {
    const { namespace } = workload;
    if (!wanted.has(namespace) || served.get(namespace) === true) continue;
    for (const { view, stage } of pods.factsIn(workload)) {
      if (view.class !== 'linux' || stage === 'ended' || stage === 'leaving') continue;
      const answer = isServed(view, nodes);
      if (answer !== false && served.get(namespace) !== true) served.set(namespace, answer);
    }
  }
  return served;
}

const isActive = ({ status }: PolicyView): boolean => status === 'active';

/** For what pods of EC2 nodes policies declare groups. */
export function policyPods(views: Views): PolicyPods {
  const { policies, pods } = views;
  const served = servedNamespaces(views);
  const isConcerned = ({ policy }: PolicyView): boolean => served.get(policy.namespace) === true;
  const concerned = policies.all.filter((one) => isActive(one) && isConcerned(one));
  const unseen: UnknownReason[] = [];
  if (!policies.complete) unseen.push('policies-unseen');
  if (!pods.complete && policies.all.some(isActive)) unseen.push('pods-unseen');
  if ([...served.values()].includes(null)) unseen.push('identity-unknown');
  return {
    policies: concerned,
    namespaces: sortedUnique(concerned.map(({ policy }) => policy.namespace)),
    unseen,
  };
}
