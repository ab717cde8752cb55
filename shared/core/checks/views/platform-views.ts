import { type ClusterView, settingsOfTexts, variableOf } from '../../estate/index.ts';
import type { ClusterSnapshot, CniAddon } from '../../model/index.ts';
import type {
  AddonView,
  CniContainer,
  CniView,
  Declared,
  PlatformViews,
} from '../contract/platform-views.ts';
import { once } from './once.ts';
import { webhooksView } from './webhooks-view.ts';

function daemonSetOf({ cni, snapshot }: ClusterView): CniView['daemonSet'] {
  const { items, complete } = snapshot.cniDaemonSet;
  if (items.length > 0) return { state: 'seen', settings: cni };
  return complete ? { state: 'absent' } : { state: 'unseen' };
}

function configMapOf({ cniConfigMap: { items, complete } }: ClusterSnapshot): CniView['configMap'] {
  const [configMap] = items;
  if (configMap !== undefined) return { state: 'seen', data: configMap.data };
  return complete ? { state: 'absent' } : { state: 'unseen' };
}

function cniView(cluster: ClusterView): CniView {
  const { agents, cniHistory, snapshot } = cluster;
  const [daemonSet] = snapshot.cniDaemonSet.items;
  const byNode = once(() => new Map(agents.map((one) => [one.nodeName, one])));
  return {
    daemonSet: daemonSetOf(cluster),
    agents,
    areAgentsSeen: snapshot.pods.complete,
    agentOn: (nodeName) => byNode().get(nodeName) ?? null,
    history: cniHistory,
    configMap: configMapOf(snapshot),
    variable: (container, name) =>
      daemonSet === undefined
        ? { state: 'unseen' }
        : variableOf(daemonSet.cni, container, name, snapshot.cniConfigMap.items[0] ?? null),
  };
}

const NOTHING: ReadonlyMap<string, string> = new Map();

function declaredOf({ configuration }: CniAddon): Declared | null {
  if (configuration.state === 'malformed') return null;
  const { node, init } =
    configuration.state === 'read' ? configuration : { node: NOTHING, init: NOTHING };
  const variablesOf = (container: CniContainer, all: ReadonlyMap<string, string>) =>
    [...all].map(([name, value]) => ({ container, name, value }));
  return {
    variables: [...variablesOf('node', node), ...variablesOf('init', init)],
    settings: settingsOfTexts(node, init),
  };
}

function addonView({ cniAddon }: ClusterSnapshot): AddonView {
  const { items, complete, gaps, source } = cniAddon;
  const [addon] = items;
  const isAsked = complete || gaps.some(({ reason }) => reason !== 'missing');
  if (addon === undefined && !isAsked) return { state: 'not-asked' };
  if (addon === undefined) return complete ? { state: 'absent' } : { state: 'unseen', source };
  return { state: 'seen', status: addon.status, declared: declaredOf(addon) };
}

/** What of a cluster concerns its platform. */
export const platformViews = (cluster: ClusterView): PlatformViews => ({
  cni: cniView(cluster),
  addon: addonView(cluster.snapshot),
  webhooks: webhooksView(cluster.snapshot),
});
