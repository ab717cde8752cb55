import type { Json, JsonObject } from './json.ts';

const SETTINGS: Readonly<Record<string, string>> = {
  ADDITIONAL_ENI_TAGS: '{}',
  ANNOTATE_POD_IP: 'false',
  AWS_VPC_CNI_NODE_PORT_SUPPORT: 'true',
  AWS_VPC_ENI_MTU: '9001',
  AWS_VPC_K8S_CNI_CUSTOM_NETWORK_CFG: 'false',
  AWS_VPC_K8S_CNI_EXTERNALSNAT: 'false',
  AWS_VPC_K8S_CNI_LOGLEVEL: 'DEBUG',
  AWS_VPC_K8S_CNI_RANDOMIZESNAT: 'prng',
  AWS_VPC_K8S_CNI_VETHPREFIX: 'eni',
  CLUSTER_NAME: 'bench',
  DISABLE_NETWORK_RESOURCE_PROVISIONING: 'false',
  ENABLE_IPv4: 'true',
  ENABLE_IPv6: 'false',
  ENABLE_POD_ENI: 'true',
  ENABLE_PREFIX_DELEGATION: 'true',
  ENABLE_SUBNET_DISCOVERY: 'true',
  NETWORK_POLICY_ENFORCING_MODE: 'standard',
  POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
  WARM_ENI_TARGET: '1',
  WARM_PREFIX_TARGET: '1',
};

const INIT_SETTINGS: Readonly<Record<string, string>> = {
  DISABLE_TCP_EARLY_DEMUX: 'false',
  ENABLE_IPv6: 'false',
};

/** What the add-on's configuration sets; the rest are defaults. */
export const CNI_CONFIGURATION = JSON.stringify({
  env: {
    ENABLE_POD_ENI: 'true',
    ENABLE_PREFIX_DELEGATION: 'true',
    POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
  },
});

const REGISTRY = '111122223333.dkr.ecr.us-west-2.amazonaws.com';

function toEnv(settings: Readonly<Record<string, string>>): readonly JsonObject[] {
  return Object.entries(settings).map(([name, value]) => ({ name, value }));
}

function mount(name: string, mountPath: string): JsonObject {
  return { mountPath, name };
}

function probe(initialDelaySeconds: number): JsonObject {
  return {
    exec: {
      command: ['/app/grpc-health-probe', '-addr=:50051', '-connect-timeout=5s', '-rpc-timeout=5s'],
    },
    failureThreshold: 3,
    initialDelaySeconds,
    periodSeconds: 10,
    successThreshold: 1,
    timeoutSeconds: 10,
  };
}

/** The containers of the VPC CNI's DaemonSet aws-node, and of its pods. */
export function cniPodSpec(): { readonly [key: string]: Json } {
  return {
    containers: [
      {
        name: 'aws-node',
        image: `${REGISTRY}/amazon-k8s-cni:v1.23.1-eksbuild.1`,
        imagePullPolicy: 'IfNotPresent',
        env: [
          ...toEnv(SETTINGS),
          {
            name: 'MY_NODE_NAME',
            valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'spec.nodeName' } },
          },
          {
            name: 'MY_POD_NAME',
            valueFrom: { fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.name' } },
          },
        ],
        livenessProbe: probe(60),
        readinessProbe: probe(1),
        ports: [{ containerPort: 61678, hostPort: 61678, name: 'metrics', protocol: 'TCP' }],
        resources: { requests: { cpu: '25m' } },
        securityContext: { capabilities: { add: ['NET_ADMIN', 'NET_RAW'] } },
        volumeMounts: [
          mount('cni-bin-dir', '/host/opt/cni/bin'),
          mount('cni-net-dir', '/host/etc/cni/net.d'),
        ],
      },
    ],
    initContainers: [
      {
        name: 'aws-vpc-cni-init',
        image: `${REGISTRY}/amazon-k8s-cni-init:v1.23.1-eksbuild.1`,
        imagePullPolicy: 'IfNotPresent',
        env: toEnv(INIT_SETTINGS),
        resources: { requests: { cpu: '25m' } },
        securityContext: { privileged: true },
        volumeMounts: [mount('cni-bin-dir', '/host/opt/cni/bin')],
      },
    ],
    volumes: [
      { name: 'cni-bin-dir', hostPath: { path: '/opt/cni/bin', type: '' } },
      { name: 'cni-net-dir', hostPath: { path: '/etc/cni/net.d', type: '' } },
    ],
  };
}
