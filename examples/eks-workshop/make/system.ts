import { cniSettings, cniVersion } from './control-plane.ts';
import type { JsonObject } from './json.ts';
import type { PodSpec, WorkloadSpec } from './lab.ts';
import { eksAccount, region } from './place.ts';
import { clusterCreatedAt, later, nodesJoinedAt } from './times.ts';

const image = (name: string, tag: string): string =>
  `${eksAccount}.dkr.ecr.${region}.amazonaws.com/${name}:${tag}`;

/** aws-node's defaults, as the add-on installs them; `settings` are the workshop's own. */
function cniEnvironment(settings: Readonly<Record<string, string>>): JsonObject[] {
  const values = {
    ADDITIONAL_ENI_TAGS: '{}',
    ANNOTATE_POD_IP: 'false',
    AWS_VPC_CNI_NODE_PORT_SUPPORT: 'true',
    AWS_VPC_ENI_MTU: '9001',
    AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'false',
    AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false',
    AWS_VPC_K8S_CNI_LOGLEVEL: 'DEBUG',
    AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'prng',
    AWS_VPC_K8S_CNI_VETHPREFIX: 'eni',
    DISABLE_METRICS: 'false',
    DISABLE_NETWORK_RESOURCE_PROVISIONING: 'false',
    ENABLE_IPv4: 'true',
    ENABLE_IPv6: 'false',
    ENABLE_POD_ENI: 'false',
    ENABLE_PREFIX_DELEGATION: 'false',
    ENABLE_SUBNET_DISCOVERY: 'true',
    NETWORK_POLICY_ENFORCING_MODE: 'standard',
    WARM_ENI_TARGET: '1',
    WARM_PREFIX_TARGET: '1',
    ...settings,
  };
  const nodeName = {
    name: 'MY_NODE_NAME',
    valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } },
  };
  return [...Object.entries(values).map(([name, value]) => ({ name, value })), nodeName];
}

const cniContainers = (settings: Readonly<Record<string, string>>): JsonObject[] => [
  {
    env: cniEnvironment(settings),
    image: image('amazon-k8s-cni', cniVersion),
    name: 'aws-node',
    ports: [{ containerPort: 61_678, hostPort: 61_678, name: 'metrics', protocol: 'TCP' }],
    resources: { requests: { cpu: '25m' } },
    securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
  },
  {
    args: ['--enable-ipv6=false', '--enable-network-policy=true'],
    image: image('amazon/aws-network-policy-agent', 'v1.2.7-eksbuild.1'),
    name: 'aws-eks-nodeagent',
    resources: { requests: { cpu: '25m' } },
    securityContext: { privileged: true },
  },
];

const onEveryNode = (delay: number): PodSpec[] =>
  (['a', 'b', 'c'] as const).map((node) => ({ node, createdAt: later(nodesJoinedAt, delay) }));

const awsNodeLabels = {
  'app.kubernetes.io/instance': 'aws-vpc-cni',
  'app.kubernetes.io/name': 'aws-node',
  'k8s-app': 'aws-node',
};

/** Two revisions: EKS installs the defaults, then the add-on's values; the nodes joined after both. */
export const awsNode: WorkloadSpec = {
  kind: 'DaemonSet',
  namespace: 'kube-system',
  name: 'aws-node',
  labels: { ...awsNodeLabels, 'app.kubernetes.io/version': 'v1.20.4' },
  selector: { 'k8s-app': 'aws-node' },
  podLabels: awsNodeLabels,
  serviceAccount: 'aws-node',
  revisions: [
    { at: later(clusterCreatedAt, 480), containers: cniContainers({}) },
    { at: later(clusterCreatedAt, 740), containers: cniContainers(cniSettings) },
  ],
  initContainers: [
    {
      env: [
        { name: 'DISABLE_TCP_EARLY_DEMUX', value: 'false' },
        { name: 'ENABLE_IPv6', value: 'false' },
      ],
      image: image('amazon-k8s-cni-init', cniVersion),
      name: 'aws-vpc-cni-init',
      securityContext: { privileged: true },
    },
  ],
  hostNetwork: true,
  priorityClass: 'system-node-critical',
  pods: onEveryNode(1),
};

const kubeProxy: WorkloadSpec = {
  kind: 'DaemonSet',
  namespace: 'kube-system',
  name: 'kube-proxy',
  labels: { 'k8s-app': 'kube-proxy' },
  selector: { 'k8s-app': 'kube-proxy' },
  podLabels: { 'k8s-app': 'kube-proxy' },
  serviceAccount: 'kube-proxy',
  revisions: [
    {
      at: later(clusterCreatedAt, 480),
      containers: [
        {
          command: ['kube-proxy', '--v=2', '--config=/var/lib/kube-proxy-config/config'],
          image: image('eks/kube-proxy', 'v1.33.3-eksbuild.4'),
          name: 'kube-proxy',
          resources: { requests: { cpu: '100m' } },
          securityContext: { privileged: true },
        },
      ],
    },
  ],
  hostNetwork: true,
  priorityClass: 'system-node-critical',
  pods: onEveryNode(2),
};

const coreDnsLabels = { 'eks.amazonaws.com/component': 'coredns', 'k8s-app': 'kube-dns' };

const coreDns: WorkloadSpec = {
  kind: 'Deployment',
  namespace: 'kube-system',
  name: 'coredns',
  labels: coreDnsLabels,
  selector: coreDnsLabels,
  podLabels: coreDnsLabels,
  serviceAccount: 'coredns',
  revisions: [
    {
      at: later(clusterCreatedAt, 480),
      containers: [
        {
          args: ['-conf', '/etc/coredns/Corefile'],
          image: image('eks/coredns', 'v1.12.3-eksbuild.1'),
          name: 'coredns',
          ports: [
            { containerPort: 53, name: 'dns', protocol: 'UDP' },
            { containerPort: 53, name: 'dns-tcp', protocol: 'TCP' },
            { containerPort: 9153, name: 'metrics', protocol: 'TCP' },
          ],
          resources: { limits: { memory: '170Mi' }, requests: { cpu: '100m', memory: '70Mi' } },
        },
      ],
    },
  ],
  priorityClass: 'system-cluster-critical',
  pods: [
    { node: 'a', createdAt: later(nodesJoinedAt, 40), address: '10.42.104.65' },
    { node: 'b', createdAt: later(nodesJoinedAt, 40), address: '10.42.133.33' },
  ],
};

const metricsServerLabels = {
  'app.kubernetes.io/instance': 'metrics-server',
  'app.kubernetes.io/name': 'metrics-server',
};

const metricsServer: WorkloadSpec = {
  kind: 'Deployment',
  namespace: 'kube-system',
  name: 'metrics-server',
  labels: metricsServerLabels,
  selector: metricsServerLabels,
  podLabels: metricsServerLabels,
  serviceAccount: 'metrics-server',
  revisions: [
    {
      at: later(nodesJoinedAt, 60),
      containers: [
        {
          args: ['--secure-port=10251', '--kubelet-use-node-status-port'],
          image: image('eks/metrics-server', 'v0.8.0-eksbuild.2'),
          name: 'metrics-server',
          ports: [{ containerPort: 10_251, name: 'https', protocol: 'TCP' }],
          resources: { limits: { memory: '400Mi' }, requests: { cpu: '100m', memory: '200Mi' } },
        },
      ],
    },
  ],
  priorityClass: 'system-cluster-critical',
  pods: [{ node: 'c', createdAt: later(nodesJoinedAt, 62), address: '10.42.163.129' }],
};

export const systemWorkloads: readonly WorkloadSpec[] = [
  awsNode,
  kubeProxy,
  coreDns,
  metricsServer,
];
