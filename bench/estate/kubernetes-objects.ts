import { toIpv4 } from './addresses.ts';
import { ACCOUNT_ID, CLUSTER_NAME, TAKEN_AT, toKubernetesTime } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import { managedEntry } from './managed-fields.ts';
import type { Namespace, Node, PlacedNode, Policy, ServiceAccount } from './plan.ts';

export function namespaceObject({ index, name, team, createdAt }: Namespace, ids: Ids): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: {
      creationTimestamp: toKubernetesTime(createdAt),
      labels: { 'kubernetes.io/metadata.name': name, team },
      name,
      resourceVersion: String(1000 + index),
      uid: ids.uid('namespace', index),
    },
    spec: { finalizers: ['kubernetes'] },
    status: { phase: 'Active' },
  };
}

export function accountObject(account: ServiceAccount, ids: Ids): JsonObject {
  const { index, name, namespace, labels, createdAt } = account;
  const time = toKubernetesTime(createdAt);
  const isLabelled = Object.keys(labels).length > 0;
  const annotations = { 'eks.amazonaws.com/role-arn': `arn:aws:iam::${ACCOUNT_ID}:role/${name}` };
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      ...(isLabelled ? { annotations, labels } : {}),
      creationTimestamp: time,
      ...(isLabelled
        ? {
            managedFields: [
              managedEntry('argocd-controller', 'Update', time, {
                metadata: { annotations, labels },
              }),
            ],
          }
        : {}),
      name,
      namespace: namespace.name,
      resourceVersion: String(20_000 + index),
      uid: ids.uid('account', index),
    },
  };
}

export function policyObject(policy: Policy, ids: Ids): JsonObject {
  const { index, name, namespace, podSelector, serviceAccountSelector, groupIds } = policy;
  const securityGroups = groupIds === undefined ? undefined : { groupIds };
  const spec = { podSelector, securityGroups, serviceAccountSelector };
  // The CRD marks the selectors as atomic: they are owned as a whole.
  const owned = {
    spec: {
      ...(podSelector === undefined ? {} : { podSelector: '' }),
      ...(securityGroups === undefined ? {} : { securityGroups: { groupIds: [] } }),
      ...(serviceAccountSelector === undefined ? {} : { serviceAccountSelector: '' }),
    },
  };
  return {
    apiVersion: 'vpcresources.k8s.aws/v1beta1',
    kind: 'SecurityGroupPolicy',
    metadata: {
      creationTimestamp: toKubernetesTime(policy.createdAt),
      generation: policy.generation,
      managedFields: [
        managedEntry('argocd-controller', 'Update', toKubernetesTime(policy.specAt), owned, {
          apiVersion: 'vpcresources.k8s.aws/v1beta1',
        }),
      ],
      name,
      namespace: namespace.name,
      resourceVersion: String(300_000 + index),
      uid: ids.uid('policy', index),
    },
    spec,
  };
}

const POD_ENI = 'vpc.amazonaws.com/pod-eni';

export function nodeObject(node: Node, placed: PlacedNode, ids: Ids): JsonObject {
  const { group, index } = node;
  const isFargate = group.provisioner === 'fargate';
  const provider = isFargate
    ? `aws:///${node.zone.name}/${ids.hex('fargate', index, 10)}-${ids.hex('fargate', index, 32)}/${placed.name}`
    : `aws:///${node.zone.name}/${node.instanceId}`;
  const capacity = { cpu: '16', memory: '64Gi', pods: String(group.maxPods) };
  const branches = group.branchLimit > 0 ? { [POD_ENI]: String(group.branchLimit) } : {};
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: {
      annotations: { 'node.alpha.kubernetes.io/ttl': '0' },
      creationTimestamp: toKubernetesTime(node.createdAt),
      labels: nodeLabels(node, placed),
      name: placed.name,
      resourceVersion: String(90_000_000 + index),
      uid: ids.uid('node', index),
    },
    spec: {
      providerID: provider,
      ...(isFargate
        ? {
            taints: [
              { effect: 'NoSchedule', key: 'eks.amazonaws.com/compute-type', value: 'fargate' },
            ],
          }
        : {}),
    },
    status: {
      addresses: [
        { address: toIpv4(placed.address), type: 'InternalIP' },
        { address: placed.name, type: 'InternalDNS' },
        { address: placed.name, type: 'Hostname' },
      ],
      allocatable: { ...capacity, cpu: '15890m', memory: '58Gi', ...branches },
      capacity: { ...capacity, ...branches },
      conditions: nodeConditions(node),
      images: nodeImages(),
      nodeInfo: {
        architecture: 'amd64',
        containerRuntimeVersion: 'containerd://2.1.4',
        kernelVersion: '6.12.46-66.121.amzn2023.x86_64',
        kubeletVersion: 'v1.35.2-eks-113cf36',
        operatingSystem: group.os,
        osImage:
          group.os === 'windows'
            ? 'Windows Server 2025 Datacenter'
            : 'Amazon Linux 2023.9.20260301',
      },
    },
  };
}

function nodeLabels({ group, zone, instanceId }: Node, placed: PlacedNode): JsonObject {
  const common = {
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': placed.name,
    'kubernetes.io/os': group.os,
    'topology.kubernetes.io/region': zone.name.slice(0, -1),
    'topology.kubernetes.io/zone': zone.name,
  };
  switch (group.provisioner) {
    case 'fargate':
      return { ...common, 'eks.amazonaws.com/compute-type': 'fargate' };
    case 'managed':
      return {
        ...common,
        'eks.amazonaws.com/capacityType': 'ON_DEMAND',
        'eks.amazonaws.com/nodegroup': group.name,
        'node.kubernetes.io/instance-type': group.instanceType,
      };
    case 'karpenter':
      return {
        ...common,
        'karpenter.k8s.aws/instance-category': group.instanceType.charAt(0),
        'karpenter.sh/capacity-type': group.name === 'spot' ? 'spot' : 'on-demand',
        'karpenter.sh/nodepool': group.name,
        'karpenter.sh/registered': 'true',
        'node.kubernetes.io/instance-type': group.instanceType,
        'example.com/instance-id': instanceId,
      };
  }
}

function nodeConditions(node: Node): readonly Json[] {
  const heartbeat = toKubernetesTime(TAKEN_AT - 60);
  const since = toKubernetesTime(node.createdAt + 60);
  return ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'Ready'].map((type) => ({
    lastHeartbeatTime: heartbeat,
    lastTransitionTime: since,
    message: type === 'Ready' ? 'kubelet is posting ready status' : `kubelet has no ${type}`,
    reason: type === 'Ready' ? 'KubeletReady' : `KubeletHasNo${type}`,
    status: type === 'Ready' ? 'True' : 'False',
    type,
  }));
}

/** A kubelet reports up to fifty images, which is most of a node's text. */
function nodeImages(): readonly Json[] {
  return Array.from({ length: 20 }, (_, index) => ({
    names: [`${ACCOUNT_ID}.dkr.ecr.us-west-2.amazonaws.com/platform/image-${index}:v1.${index}.0`],
    sizeBytes: 40_000_000 + index * 1_234_567,
  }));
}

export function cniNodeObject(node: Node, placed: PlacedNode, ids: Ids): JsonObject {
  const tags = [
    { key: 'cluster.k8s.amazonaws.com/name', value: CLUSTER_NAME },
    { key: 'node.k8s.amazonaws.com/instance_id', value: node.instanceId },
  ];
  return {
    apiVersion: 'vpcresources.k8s.aws/v1alpha1',
    kind: 'CNINode',
    metadata: {
      creationTimestamp: toKubernetesTime(node.createdAt + 30),
      finalizers: ['networking.k8s.aws/resource-cleanup'],
      generation: 2,
      name: placed.name,
      ownerReferences: [
        {
          apiVersion: 'v1',
          controller: true,
          kind: 'Node',
          name: placed.name,
          uid: ids.uid('node', node.index),
        },
      ],
      resourceVersion: String(80_000_000 + node.index),
      uid: ids.uid('cninode', node.index),
    },
    spec: {
      features: node.group.branchLimit > 0 ? [{ name: 'SecurityGroupsForPods' }] : [],
      tags: Object.fromEntries(tags.map(({ key, value }) => [key, value])),
    },
  };
}
