import type { JsonObject } from './json.ts';
import { kubernetesObject } from './kubernetes-object.ts';
import { clusterCreatedAt, later } from './times.ts';

interface WebhookSpec {
  readonly name: string;
  readonly path: string;
  readonly resource: 'pods' | 'nodes';
  readonly operations: readonly string[];
}

// The servers run in the control plane, which EKS manages: the cluster only shows where they listen.
const clientConfig = (path: string): JsonObject => ({
  caBundle: 'c3ludGhldGlj',
  url: `https://127.0.0.1:21082${path}`,
});

const webhook = (spec: WebhookSpec): JsonObject => ({
  admissionReviewVersions: ['v1'],
  clientConfig: clientConfig(spec.path),
  failurePolicy: 'Ignore',
  matchPolicy: 'Equivalent',
  name: spec.name,
  namespaceSelector: {},
  objectSelector: {},
  rules: [
    {
      apiGroups: [''],
      apiVersions: ['v1'],
      operations: spec.operations,
      resources: [spec.resource],
      scope: '*',
    },
  ],
  sideEffects: 'None',
  timeoutSeconds: 30,
});

const configuration = (
  kind: 'MutatingWebhookConfiguration' | 'ValidatingWebhookConfiguration',
  name: string,
  webhooks: readonly JsonObject[],
): JsonObject =>
  kubernetesObject({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    name,
    createdAt: later(clusterCreatedAt, 480),
    generation: 1,
    body: { webhooks },
    manager: 'eks',
  });

/** A pod is changed once, by the first webhook that has an answer: none is called again. */
const mutating = (spec: WebhookSpec): JsonObject => ({
  ...webhook(spec),
  reinvocationPolicy: 'Never',
});

/** Mutating first, then validating, as kubectl prints what it was asked for. */
export const webhookConfigurations: readonly JsonObject[] = [
  configuration('MutatingWebhookConfiguration', 'pod-identity-webhook', [
    mutating({
      name: 'iam-for-pods.amazonaws.com',
      path: '/mutate',
      resource: 'pods',
      operations: ['CREATE'],
    }),
  ]),
  configuration('MutatingWebhookConfiguration', 'vpc-resource-mutating-webhook', [
    mutating({
      name: 'mpod.vpc.k8s.aws',
      path: '/mutate-v1-pod',
      resource: 'pods',
      operations: ['CREATE'],
    }),
  ]),
  configuration('ValidatingWebhookConfiguration', 'vpc-resource-validating-webhook', [
    webhook({
      name: 'vnode.vpc.k8s.aws',
      path: '/validate-v1-node',
      resource: 'nodes',
      operations: ['UPDATE'],
    }),
    webhook({
      name: 'vpod.vpc.k8s.aws',
      path: '/validate-v1-pod',
      resource: 'pods',
      operations: ['CREATE', 'UPDATE'],
    }),
  ]),
];
