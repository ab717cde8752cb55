import type { ClusterView } from '../../estate/index.ts';
import type { CniView, PlatformViews } from '../contract/platform-views.ts';
import { once } from './once.ts';
import { webhooksView } from './webhooks-view.ts';

function daemonSetOf({ cni, snapshot }: ClusterView): CniView['daemonSet'] {
  const { items, complete } = snapshot.cniDaemonSet;
  if (items.length > 0) return { state: 'seen', settings: cni };
  return complete ? { state: 'absent' } : { state: 'unseen' };
}

function cniView(cluster: ClusterView): CniView {
  const { agents, cniHistory, snapshot } = cluster;
  const byNode = once(() => new Map(agents.map((one) => [one.nodeName, one])));
  return {
    daemonSet: daemonSetOf(cluster),
    agents,
    areAgentsSeen: snapshot.pods.complete,
    agentOn: (nodeName) => byNode().get(nodeName) ?? null,
    history: cniHistory,
  };
}

/** What of a cluster concerns its platform. */
export const platformViews = (cluster: ClusterView): PlatformViews => ({
  cni: cniView(cluster),
  webhooks: webhooksView(cluster.snapshot),
});
