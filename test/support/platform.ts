import {
  type ClusterSnapshot,
  type CniAddon,
  type CniEnvironment,
  type CniRevision,
  completeListing,
  type EnvValue,
  type Listing,
  type Pod,
  type Snapshot,
  type Webhook,
} from '../../shared/core/model/index.ts';
import { cniEnvironment, matchLabels } from './kubernetes.ts';
import { NOW } from './times.ts';

const REVISIONS = 'k8s/controllerrevisions.json';

/** The DaemonSet with other settings than those of its pods. */
export const declaring = (cni: CniEnvironment): Pick<ClusterSnapshot, 'cniDaemonSet'> => ({
  cniDaemonSet: completeListing(
    [{ cni, generation: 1, image: null }],
    'k8s/daemonset-aws-node.json',
    NOW,
  ),
});

/** The settings of aws-node from a time on. */
export type Stage = readonly [
  createdAt: number | null,
  settings: Readonly<Record<string, string>>,
  revision?: number,
];

/** The history of aws-node, in the order of its revisions. */
export const history = (...stages: readonly Stage[]): Listing<CniRevision> =>
  completeListing(
    stages.map(([createdAt, settings, revision], index) => ({
      name: `aws-node-${index + 1}`,
      revision: revision ?? index + 1,
      createdAt,
      cni: cniEnvironment(settings),
    })),
    REVISIONS,
    NOW,
  );

/** Settings of which one comes from somewhere else. */
export const cniWith = (name: string, value: EnvValue): CniEnvironment => {
  const cni = cniEnvironment();
  return { ...cni, node: new Map([...cni.node, [name, value]]) };
};

/** The lab with pods of aws-node that differ in this. */
export const withAgents = (lab: Snapshot, overrides: Partial<Pod>): Snapshot => ({
  ...lab,
  clusters: lab.clusters.map((cluster) => ({
    ...cluster,
    pods: {
      ...cluster.pods,
      items: cluster.pods.items.map((pod) => (pod.cni === null ? pod : { ...pod, ...overrides })),
    },
  })),
});

/** The webhook of the controller that requests branch ENIs, as EKS installs it. */
export const aPodWebhook = (overrides: Partial<Webhook> = {}): Webhook => ({
  kind: 'mutating',
  configuration: 'vpc-resource-mutating-webhook',
  name: 'mpod.vpc.k8s.aws',
  failurePolicy: 'Ignore',
  timeoutSeconds: 30,
  namespaceSelector: matchLabels({}),
  objectSelector: matchLabels({}),
  hasMatchConditions: false,
  podOperations: ['CREATE'],
  ...overrides,
});

/** The one that keeps annotations from being forged. */
export const aGuardWebhook = (overrides: Partial<Webhook> = {}): Webhook => ({
  ...aPodWebhook(),
  kind: 'validating',
  configuration: 'vpc-resource-validating-webhook',
  name: 'vpod.vpc.k8s.aws',
  podOperations: ['CREATE', 'UPDATE'],
  ...overrides,
});

export const webhooks = (...items: readonly Webhook[]): Pick<ClusterSnapshot, 'webhooks'> => ({
  webhooks: completeListing(items, 'k8s/webhookconfigurations.json', NOW),
});

/** The EKS add-on with these variables set, of aws-node and of its init container. */
export const addon = (
  node: Readonly<Record<string, string>> = {},
  overrides: Partial<CniAddon> = {},
  init: Readonly<Record<string, string>> = {},
): Pick<ClusterSnapshot, 'cniAddon'> => ({
  cniAddon: completeListing(
    [
      {
        status: 'ACTIVE',
        version: 'v1.20.4-eksbuild.1',
        configuration: {
          state: 'read',
          node: new Map(Object.entries(node)),
          init: new Map(Object.entries(init)),
        },
        ...overrides,
      },
    ],
    'eks/describe-addon-vpc-cni.json',
    NOW,
  ),
});

/** The ConfigMap of the CNI. */
export const configMap = (
  data: Readonly<Record<string, string>>,
): Pick<ClusterSnapshot, 'cniConfigMap'> => ({
  cniConfigMap: completeListing(
    [{ name: 'amazon-vpc-cni', data: new Map(Object.entries(data)) }],
    'k8s/configmap-amazon-vpc-cni.json',
    NOW,
  ),
});
