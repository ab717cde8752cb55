import { DAY, TAKEN_AT } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { GroupCatalogue, Network, Node, NodeGroup } from './plan.ts';
import { at, type Random } from './random.ts';

const PODS_PER_NODE = 58;
/** Enough nodes for one of each group that every estate has. */
const LEAST_NODES = 3;

export interface NodeCounts {
  readonly linux: number;
  readonly windows: number;
  readonly windowsPods: number;
  readonly fargatePods: number;
}

/** How many nodes an estate of this size has. Small ones have no Windows and no Fargate. */
export function countNodes(pods: number): NodeCounts {
  const special = pods >= 200 ? Math.max(2, Math.floor(pods * 0.004)) : 0;
  return {
    linux: Math.max(LEAST_NODES, Math.round(pods / PODS_PER_NODE)),
    windows: Math.ceil(special / 12),
    windowsPods: special,
    fargatePods: special,
  };
}

/** The node groups: managed and Karpenter ones, one of before trunks and prefix delegation, Windows. */
export function nodeGroups(groups: GroupCatalogue): readonly NodeGroup[] {
  const cluster = groups.cluster.id;
  const node = groups.node.id;
  const trunked = {
    addressing: 'prefix',
    os: 'linux',
    branchLimit: 54,
    maxPods: 110,
    ipv6: false,
  } as const;
  const managed = { ...trunked, provisioner: 'managed', groupIds: [cluster, node] } as const;
  const karpenter = { ...trunked, provisioner: 'karpenter', groupIds: [node] } as const;
  return [
    { ...managed, name: 'general', instanceType: 'm6i.4xlarge', share: 0.45 },
    { ...karpenter, name: 'default', instanceType: 'c6i.4xlarge', share: 0.24 },
    {
      ...managed,
      name: 'legacy',
      instanceType: 't3.xlarge',
      share: 0.05,
      addressing: 'secondary-ip',
      branchLimit: 0,
      maxPods: 58,
      groupIds: [cluster, groups.legacyNode.id],
    },
    { ...managed, name: 'memory', instanceType: 'r6i.4xlarge', share: 0.11 },
    { ...karpenter, name: 'spot', instanceType: 'm6a.4xlarge', share: 0.15, ipv6: true },
  ];
}

function windowsGroup(groups: GroupCatalogue): NodeGroup {
  return {
    name: 'windows',
    provisioner: 'managed',
    instanceType: 'm5.2xlarge',
    share: 0,
    addressing: 'secondary-ip',
    os: 'windows',
    branchLimit: 0,
    maxPods: 14,
    groupIds: [groups.cluster.id, groups.node.id],
    ipv6: false,
  };
}

/** The pseudo group of Fargate nodes: each carries one pod on an interface of its own. */
function fargateGroup(groups: GroupCatalogue): NodeGroup {
  return {
    ...windowsGroup(groups),
    name: 'fargate',
    provisioner: 'fargate',
    instanceType: '',
    os: 'linux',
    maxPods: 1,
    groupIds: [groups.cluster.id],
  };
}

export function planNodes(
  counts: NodeCounts,
  groups: GroupCatalogue,
  network: Network,
  ids: Ids,
  random: Random,
): readonly Node[] {
  const kinds = [
    ...spread(nodeGroups(groups), counts.linux),
    ...Array.from({ length: counts.windows }, () => windowsGroup(groups)),
    ...Array.from({ length: counts.fargatePods }, () => fargateGroup(groups)),
  ];
  return kinds.map((group, index) => ({
    index,
    group,
    zone: at(network.zones, index % network.zones.length),
    instanceId: ids.resource('i', index),
    createdAt: TAKEN_AT - random.between(30, 60) * DAY - random.int(DAY),
    pods: [],
    branches: [],
    placed: undefined,
  }));
}

/** One node of each of the first three groups, the others by their shares. */
function spread(groups: readonly NodeGroup[], count: number): readonly NodeGroup[] {
  const nodes = groups.slice(0, LEAST_NODES);
  const have = new Map(nodes.map((group) => [group, 1]));
  while (nodes.length < count) {
    const missing = (group: NodeGroup): number => group.share * count - (have.get(group) ?? 0);
    const neediest = groups.reduce((best, group) =>
      missing(group) > missing(best) ? group : best,
    );
    have.set(neediest, (have.get(neediest) ?? 0) + 1);
    nodes.push(neediest);
  }
  return nodes;
}
