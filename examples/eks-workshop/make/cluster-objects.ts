import { awsId, sha256 } from './identifiers.ts';
import type { JsonObject } from './json.ts';
import { kubernetesObject, ownerReference } from './kubernetes-object.ts';
import { allNodes, type NodePlace } from './nodes.ts';
import { clusterName, region } from './place.ts';
import { clusterCreatedAt, later, nodesJoinedAt, shopDeployedAt } from './times.ts';

const shopNamespaces = ['carts', 'catalog', 'checkout', 'orders', 'ui'] as const;
const systemNamespaces = ['default', 'kube-node-lease', 'kube-public', 'kube-system'] as const;
const workshopLabel = { 'app.kubernetes.io/created-by': clusterName };

function namespace(name: string, createdAt: string, manager: string): JsonObject {
  const labels = manager === 'kube-apiserver' ? {} : workshopLabel;
  return kubernetesObject({
    apiVersion: 'v1',
    kind: 'Namespace',
    name,
    createdAt,
    labels: { ...labels, 'kubernetes.io/metadata.name': name },
    body: { spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
    manager,
  });
}

export const namespaces: readonly JsonObject[] = [
  ...shopNamespaces.map((name) => namespace(name, shopDeployedAt, 'kubectl-client-side-apply')),
  ...systemNamespaces.map((name) => namespace(name, clusterCreatedAt, 'kube-apiserver')),
];

const serviceAccount = (
  inNamespace: string,
  name: string,
  createdAt: string,
  labels: Readonly<Record<string, string>> = {},
): JsonObject =>
  kubernetesObject({
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    name,
    namespace: inNamespace,
    createdAt,
    labels,
    body: {},
    manager: name === 'default' ? 'kube-controller-manager' : 'kubectl-client-side-apply',
  });

const uiLabels = {
  'app.kubernetes.io/component': 'service',
  'app.kubernetes.io/instance': 'ui',
  'app.kubernetes.io/name': 'ui',
};

export const serviceAccounts: readonly JsonObject[] = [
  ...shopNamespaces.flatMap((name) => [
    serviceAccount(name, name, shopDeployedAt, name === 'ui' ? uiLabels : {}),
    serviceAccount(name, 'default', shopDeployedAt),
  ]),
  ...systemNamespaces.map((name) => serviceAccount(name, 'default', clusterCreatedAt)),
  ...['aws-node', 'coredns', 'kube-proxy', 'metrics-server'].map((name) =>
    serviceAccount('kube-system', name, later(clusterCreatedAt, 700), { 'k8s-app': name }),
  ),
];

const capacity = (cpu: string, memory: string): JsonObject => ({
  cpu,
  'ephemeral-storage': '20893676Ki',
  'hugepages-1Gi': '0',
  'hugepages-2Mi': '0',
  memory,
  pods: '110',
  // Set once by the resource controller: how many branch ENIs an m5.large takes.
  'vpc.amazonaws.com/pod-eni': '9',
});

function nodeLabels(node: NodePlace): Readonly<Record<string, string>> {
  return {
    'beta.kubernetes.io/arch': 'amd64',
    'beta.kubernetes.io/instance-type': 'm5.large',
    'beta.kubernetes.io/os': 'linux',
    'eks.amazonaws.com/capacityType': 'ON_DEMAND',
    'eks.amazonaws.com/nodegroup': 'default',
    'eks.amazonaws.com/nodegroup-image': awsId('ami', 'amazon-eks-node-al2023-x86_64-standard'),
    'failure-domain.beta.kubernetes.io/region': region,
    'failure-domain.beta.kubernetes.io/zone': node.subnet.zone,
    'kubernetes.io/arch': 'amd64',
    'kubernetes.io/hostname': node.name,
    'kubernetes.io/os': 'linux',
    'node.kubernetes.io/instance-type': 'm5.large',
    'topology.k8s.aws/zone-id': node.subnet.zoneId,
    'topology.kubernetes.io/region': region,
    'topology.kubernetes.io/zone': node.subnet.zone,
    'workshop-default': 'yes',
  };
}

const nodeCondition = (type: string, status: string, reason: string): JsonObject => ({
  lastHeartbeatTime: later(nodesJoinedAt, 60),
  lastTransitionTime: later(nodesJoinedAt, 20),
  message: `kubelet: ${reason}`,
  reason,
  status,
  type,
});

function nodeStatus(node: NodePlace): JsonObject {
  return {
    addresses: [
      { address: node.address, type: 'InternalIP' },
      { address: node.name, type: 'InternalDNS' },
      { address: node.name, type: 'Hostname' },
    ],
    allocatable: capacity('1930m', '7221856Ki'),
    capacity: capacity('2', '7912032Ki'),
    conditions: [
      nodeCondition('MemoryPressure', 'False', 'KubeletHasSufficientMemory'),
      nodeCondition('DiskPressure', 'False', 'KubeletHasNoDiskPressure'),
      nodeCondition('PIDPressure', 'False', 'KubeletHasSufficientPID'),
      nodeCondition('Ready', 'True', 'KubeletReady'),
    ],
    nodeInfo: {
      architecture: 'amd64',
      containerRuntimeVersion: 'containerd://1.7.27',
      kernelVersion: '6.12.40-64.114.amzn2023.x86_64',
      kubeletVersion: 'v1.33.4-eks-e386d34',
      machineID: sha256(node.name).slice(0, 32),
      operatingSystem: 'linux',
      osImage: 'Amazon Linux 2023.8.20250818',
    },
  };
}

export const kubernetesNodes: readonly JsonObject[] = allNodes.map((node) =>
  kubernetesObject({
    apiVersion: 'v1',
    kind: 'Node',
    name: node.name,
    createdAt: nodesJoinedAt,
    labels: nodeLabels(node),
    annotations: {
      'alpha.kubernetes.io/provided-node-ip': node.address,
      'node.alpha.kubernetes.io/ttl': '0',
      'volumes.kubernetes.io/controller-managed-attach-detach': 'true',
    },
    body: {
      spec: { providerID: `aws:///${node.subnet.zone}/${node.instanceId}` },
      status: nodeStatus(node),
    },
    manager: 'kubelet',
  }),
);

/** A CNINode: ipamd writes there that its node takes part in security groups for pods. */
export const cniNodes: readonly JsonObject[] = allNodes.map((node) =>
  kubernetesObject({
    apiVersion: 'vpcresources.k8s.aws/v1alpha1',
    kind: 'CNINode',
    name: node.name,
    createdAt: later(nodesJoinedAt, 2),
    generation: 2,
    labels: { 'kubernetes.io/os': 'linux' },
    finalizers: ['networking.k8s.aws/resource-cleanup'],
    owner: ownerReference('v1', { kind: 'Node', namespace: undefined, name: node.name }),
    body: {
      spec: {
        features: [{ name: 'SecurityGroupsForPods' }],
        tags: {
          'cluster.k8s.amazonaws.com/name': clusterName,
          'node.k8s.amazonaws.com/instance_id': node.instanceId,
        },
      },
    },
    manager: 'controller',
  }),
);

export const cniConfigMap: JsonObject = kubernetesObject({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  name: 'amazon-vpc-cni',
  namespace: 'kube-system',
  createdAt: later(clusterCreatedAt, 700),
  labels: { 'app.kubernetes.io/name': 'aws-node', 'k8s-app': 'aws-node' },
  body: {
    data: {
      'branch-eni-cooldown': '60',
      'enable-network-policy-controller': 'true',
      'enable-windows-ipam': 'false',
      'enable-windows-prefix-delegation': 'false',
    },
  },
  manager: 'eks',
});
