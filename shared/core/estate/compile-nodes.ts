import {
  type CniConfigMap,
  type CniEnvironment,
  type ClusterSnapshot,
  compareText,
  type EniConfig,
  type GroupId,
  type InstanceId,
  type NetworkInterface,
  type Node,
  type Pod,
} from '../model/index.ts';
import { settingsOf, UNSEEN_SETTINGS } from './cni-settings.ts';
import type { CniAgent, NodeView } from './estate.ts';

/** Interfaces by the instance that they are attached to. */
export type AttachedInterfaces = ReadonlyMap<InstanceId, readonly NetworkInterface[]>;

export function indexAttached(interfaces: Iterable<NetworkInterface>): AttachedInterfaces {
  const attached = new Map<InstanceId, NetworkInterface[]>();
  for (const eni of interfaces) {
    const instanceId = eni.attachment?.instanceId ?? null;
    if (instanceId === null) continue;
    const list = attached.get(instanceId);
    if (list === undefined) attached.set(instanceId, [eni]);
    else list.push(eni);
  }
  return attached;
}

/** Device 0 of the first network card. */
export const isPrimary = (eni: NetworkInterface): boolean =>
  eni.attachment?.deviceIndex === 0 && (eni.attachment.networkCardIndex ?? 0) === 0;

const label = (node: Node, name: string): string | null => node.labels.get(name) ?? null;

export const isAutoModeNode = (node: Node): boolean =>
  label(node, 'eks.amazonaws.com/compute-type') === 'auto';
export const isHybridNode = (node: Node): boolean =>
  label(node, 'eks.amazonaws.com/compute-type') === 'hybrid';
export const isFargateNode = (node: Node): boolean =>
  label(node, 'eks.amazonaws.com/compute-type') === 'fargate';
export const isWindowsNode = (node: Node): boolean =>
  (label(node, 'kubernetes.io/os') ?? label(node, 'beta.kubernetes.io/os')) === 'windows';

const isEc2Linux = (node: Node): boolean =>
  node.instanceId !== null &&
  !isAutoModeNode(node) &&
  !isHybridNode(node) &&
  !isFargateNode(node) &&
  !isWindowsNode(node);

const nodeGroupOf = (node: Node): string =>
  label(node, 'eks.amazonaws.com/nodegroup') ??
  label(node, 'karpenter.sh/nodepool') ??
  label(node, 'node.kubernetes.io/instance-type') ??
  node.instanceType ??
  'unknown';

/** An evicted pod stays listed as Failed. */
const isLeaving = ({ deletedAt, phase }: Pod): boolean =>
  deletedAt !== null || phase === 'Failed' || phase === 'Succeeded';

/** What runs on each node: its youngest aws-node pod, with the environment that the CNI on that node really has. */
export function compileAgents(
  pods: readonly Pod[],
  configMap: CniConfigMap | null,
): readonly CniAgent[] {
  const byNode = new Map<string, CniAgent>();
  for (const pod of pods) {
    const { cni, nodeName } = pod;
    if (cni === null || nodeName === null || isLeaving(pod)) continue;
    const other = byNode.get(nodeName);
    if (other === undefined || (pod.startedAt ?? 0) > (other.pod.startedAt ?? 0)) {
      byNode.set(nodeName, { nodeName, pod, settings: settingsOf(cni, configMap) });
    }
  }
  return [...byNode.values()].toSorted((a, b) => compareText(a.nodeName, b.nodeName));
}

/**
 * What a branch interface without a policy would wear: the ENIConfig's groups where custom networking names some, else
 * the primary's (resource controller, pkg/aws/ec2/instance.go `CurrentInstanceSecurityGroups`).
 */
function fallbackOf(
  primary: NetworkInterface | null,
  eniConfig: EniConfig | undefined,
): readonly GroupId[] | null {
  const groups = eniConfig?.groups ?? [];
  return groups.length > 0 ? groups : (primary?.groups ?? null);
}

/** Names that a node's ENIConfig may have, in the CNI's order (amazon-vpc-cni-k8s pkg/eniconfig/eniconfig.go). */
function eniConfigNames(node: Node, environment: CniEnvironment | null): readonly string[] {
  const defined = environment?.node.get('ENI_CONFIG_LABEL_DEF');
  const labelName = defined?.kind === 'literal' ? defined.value : 'k8s.amazonaws.com/eniConfig';
  const name =
    label(node, 'vpc.amazonaws.com/externalEniConfig') ??
    node.annotations.eniConfig ??
    label(node, labelName);
  // Which label the CNI reads is not always seen; the zone is what most clusters tell it to.
  return name === null
    ? [label(node, 'topology.kubernetes.io/zone') ?? 'default', 'default']
    : [name];
}

export function compileNodes(
  snapshot: ClusterSnapshot,
  attached: AttachedInterfaces,
  agents: readonly CniAgent[],
): readonly NodeView[] {
  const agentOf = new Map(agents.map((one) => [one.nodeName, one]));
  const eniConfigs = new Map(snapshot.eniConfigs.items.map((one) => [one.name, one]));
  return snapshot.nodes.items.map((node) => {
    const own = node.instanceId === null ? [] : (attached.get(node.instanceId) ?? []);
    const primary = own.find(isPrimary) ?? null;
    const agent = agentOf.get(node.name);
    const cni = agent?.settings ?? UNSEEN_SETTINGS;
    const eniConfig = cni.customNetworking
      ? eniConfigNames(node, cni.environment)
          .map((name) => eniConfigs.get(name))
          .find((one) => one !== undefined)
      : undefined;
    return {
      node,
      instanceId: node.instanceId,
      nodeGroup: nodeGroupOf(node),
      primary,
      trunk: own.find((eni) => eni.interfaceType === 'trunk') ?? null,
      cni,
      cniStartedAt: agent?.pod.startedAt ?? null,
      fallbackGroups: fallbackOf(primary, eniConfig),
      isAutoMode: isAutoModeNode(node),
      isEc2Linux: isEc2Linux(node),
    };
  });
}
