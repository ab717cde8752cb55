import type { AccountDraft, Pair, PodDraft, PolicyDraft, SelectorDraft, World } from './world.ts';

/** The world as Kubernetes objects, for `JSON.stringify`: undefined members are left out. */
export const toKubernetes = (world: World) => ({
  policies: world.policies.map(toPolicyObject),
  accounts: world.accounts.map(toAccountObject),
  pods: world.pods.map(toPodObject),
  windowsIpam: world.windowsIpam,
});

/** `Object.fromEntries` makes own members, also of `__proto__`. */
const toObject = (pairs: readonly Pair[]): Readonly<Record<string, string>> =>
  Object.fromEntries(pairs.map(({ key, value }) => [key, value]));

const toSelectorObject = (selector: SelectorDraft) => ({
  matchLabels: selector.matchLabels ? toObject(selector.matchLabels) : undefined,
  matchExpressions: selector.matchExpressions?.map(({ key, operator, values }) => ({
    key,
    operator,
    values: values ?? undefined,
  })),
});

const toPolicyObject = (policy: PolicyDraft) => ({
  apiVersion: 'vpcresources.k8s.aws/v1beta1',
  kind: 'SecurityGroupPolicy',
  metadata: { namespace: policy.namespace, name: policy.name },
  spec: {
    podSelector: policy.podSelector && toSelectorObject(policy.podSelector),
    serviceAccountSelector:
      policy.serviceAccountSelector && toSelectorObject(policy.serviceAccountSelector),
    securityGroups: policy.groupIds ? { groupIds: policy.groupIds } : undefined,
  },
});

const toAccountObject = ({ namespace, name, labels }: AccountDraft) => ({
  apiVersion: 'v1',
  kind: 'ServiceAccount',
  metadata: { namespace, name, labels: toObject(labels) },
});

export const POD_ENI = 'vpc.amazonaws.com/pod-eni';
export const FARGATE_POD_SG = 'fargate.amazonaws.com/pod-sg';

const toPodObject = (pod: PodDraft) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: {
    namespace: pod.namespace,
    name: 'pod',
    labels: toObject(pod.labels),
    annotations: pod.fargatePodSg === null ? undefined : { [FARGATE_POD_SG]: pod.fargatePodSg },
  },
  spec: {
    serviceAccountName: pod.account ?? undefined,
    hostNetwork: pod.hostNetwork || undefined,
    nodeSelector: toObject(pod.nodeSelector),
    containers: pod.containers.map(({ limit, request }, index) => ({
      name: `container-${index}`,
      resources: { limits: toResources(limit), requests: toResources(request) },
    })),
  },
});

const toResources = (quantity: string | null) =>
  quantity === null ? undefined : { cpu: '100m', [POD_ENI]: quantity };
