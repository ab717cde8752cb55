import { CLUSTER_CREATED_AT, DAY, TAKEN_AT, toKubernetesTime } from './cluster.ts';
import { cniPodSpec } from './cni.ts';
import type { Ids } from './ids.ts';
import type { Json, JsonObject } from './json.ts';
import type { Job, Revision, Workload } from './plan.ts';
import { podTemplate } from './pod-template.ts';

/** Deployments, StatefulSets and DaemonSets: replicas and a template. */
export function controllerObject(workload: Workload): JsonObject {
  const { kind, name, index, replicas } = workload;
  const isDaemon = kind === 'DaemonSet';
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: controllerMetadata(workload, workload.uid, workload.createdAt, 50_000_000 + index),
    spec: {
      ...(isDaemon ? {} : { replicas }),
      revisionHistoryLimit: 10,
      selector: { matchLabels: { 'app.kubernetes.io/name': name } },
      ...(kind === 'StatefulSet' ? { serviceName: name, podManagementPolicy: 'OrderedReady' } : {}),
      ...(kind === 'Deployment'
        ? { strategy: { rollingUpdate: { maxSurge: '25%' }, type: 'RollingUpdate' } }
        : {}),
      template: podTemplate(workload),
    },
    status: isDaemon
      ? {
          currentNumberScheduled: replicas,
          desiredNumberScheduled: replicas,
          numberReady: replicas,
        }
      : { observedGeneration: 3, readyReplicas: replicas, replicas },
  };
}

function controllerMetadata(
  { name, namespace, labels }: Workload,
  uid: string,
  createdAt: number,
  version: number,
): JsonObject {
  return {
    creationTimestamp: toKubernetesTime(createdAt),
    generation: 3,
    labels,
    name,
    namespace: namespace.name,
    resourceVersion: String(version),
    uid,
  };
}

/** The ReplicaSet of one revision of a Deployment; only the newest has replicas. */
export function replicaSetObject(workload: Workload, revision: Revision): JsonObject {
  const isCurrent = revision === workload.revisions[0];
  const { metadata, spec } = podTemplate(workload);
  const labels = { ...workload.labels, 'pod-template-hash': revision.hash };
  const replicas = isCurrent ? workload.replicas : 0;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      ...controllerMetadata(
        workload,
        revision.uid,
        revision.createdAt,
        60_000_000 + workload.index,
      ),
      labels,
      name: revision.name,
      ownerReferences: [ownerReference('apps/v1', 'Deployment', workload.name, workload.uid)],
    },
    spec: {
      replicas,
      selector: {
        matchLabels: {
          'app.kubernetes.io/name': workload.name,
          'pod-template-hash': revision.hash,
        },
      },
      template: { metadata: { ...metadata, labels }, spec },
    },
    status: { observedGeneration: 1, replicas },
  };
}

export function cronJobObject(workload: Workload): JsonObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: controllerMetadata(
      workload,
      workload.uid,
      workload.createdAt,
      70_000_000 + workload.index,
    ),
    spec: {
      concurrencyPolicy: 'Forbid',
      jobTemplate: { metadata: {}, spec: { backoffLimit: 2, template: podTemplate(workload) } },
      schedule: `${workload.index % 60} ${workload.index % 24} * * *`,
      successfulJobsHistoryLimit: 3,
    },
    status: { lastScheduleTime: toKubernetesTime(TAKEN_AT - DAY / 2) },
  };
}

export function jobObject(job: Job): JsonObject {
  const { workload, name, uid, createdAt, state } = job;
  const { metadata, spec } = podTemplate(workload);
  const jobLabels = {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
  };
  const labels = { ...workload.labels, ...jobLabels };
  const owners =
    workload.kind === 'CronJob'
      ? [ownerReference('batch/v1', 'CronJob', workload.name, workload.uid)]
      : undefined;
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      ...controllerMetadata(workload, uid, createdAt, 75_000_000 + job.index),
      labels,
      name,
      ...(owners === undefined ? {} : { ownerReferences: owners }),
    },
    spec: {
      backoffLimit: 2,
      completions: 1,
      parallelism: 1,
      selector: { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } },
      template: { metadata: { ...metadata, labels }, spec },
    },
    status: jobStatus(state),
  };
}

function jobStatus(state: Job['state']): JsonObject {
  switch (state) {
    case 'active':
      return { active: 1, ready: 1 };
    case 'complete':
      return { conditions: [{ status: 'True', type: 'Complete' }], succeeded: 1 };
    case 'failed':
      return { conditions: [{ status: 'True', type: 'Failed' }], failed: 1 };
  }
}

function ownerReference(apiVersion: string, kind: string, name: string, uid: string): Json {
  return { apiVersion, blockOwnerDeletion: true, controller: true, kind, name, uid };
}

/** The one revision of aws-node that this cluster has had. */
export function cniRevisionObject(workload: Workload, ids: Ids): JsonObject {
  const hash = workload.revisions[0]?.hash ?? '';
  const { metadata, spec } = podTemplate(workload);
  return {
    apiVersion: 'apps/v1',
    data: {
      spec: { template: { $patch: 'replace', metadata, spec: { ...spec, ...cniPodSpec() } } },
    },
    kind: 'ControllerRevision',
    metadata: {
      creationTimestamp: toKubernetesTime(CLUSTER_CREATED_AT),
      labels: { ...workload.labels, 'controller-revision-hash': hash },
      name: `aws-node-${hash}`,
      namespace: workload.namespace.name,
      ownerReferences: [ownerReference('apps/v1', 'DaemonSet', workload.name, workload.uid)],
      resourceVersion: '5000',
      uid: ids.uid('controller-revision', 0),
    },
    revision: 1,
  };
}

export function cniConfigMapObject(ids: Ids): JsonObject {
  return {
    apiVersion: 'v1',
    data: {
      'branch-eni-cooldown': '60',
      'enable-network-policy-controller': 'false',
      'enable-windows-ipam': 'true',
    },
    kind: 'ConfigMap',
    metadata: {
      creationTimestamp: toKubernetesTime(CLUSTER_CREATED_AT),
      name: 'amazon-vpc-cni',
      namespace: 'kube-system',
      resourceVersion: '5100',
      uid: ids.uid('configmap', 0),
    },
  };
}

function webhook(name: string, path: string, operations: readonly string[]): JsonObject {
  return {
    admissionReviewVersions: ['v1'],
    clientConfig: { caBundle: 'c3ludGhldGlj', url: `https://127.0.0.1:9443/${path}` },
    failurePolicy: 'Ignore',
    matchPolicy: 'Equivalent',
    name,
    namespaceSelector: {},
    objectSelector: {},
    rules: [{ apiGroups: [''], apiVersions: ['v1'], operations, resources: ['pods'], scope: '*' }],
    sideEffects: 'None',
    timeoutSeconds: 10,
  };
}

/** The two webhooks of the resource controller. */
export function webhookObjects(ids: Ids): readonly JsonObject[] {
  const configuration = (
    kind: string,
    name: string,
    index: number,
    hook: JsonObject,
  ): JsonObject => ({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind,
    metadata: {
      creationTimestamp: toKubernetesTime(CLUSTER_CREATED_AT),
      generation: 2,
      name,
      resourceVersion: String(300 + index),
      uid: ids.uid('webhook', index),
    },
    webhooks: [hook],
  });
  return [
    configuration('MutatingWebhookConfiguration', 'vpc-resource-mutating-webhook', 0,
      webhook('mpod.vpc.k8s.aws', 'mutate-v1-pod', ['CREATE'])), // prettier-ignore
    configuration('ValidatingWebhookConfiguration', 'vpc-resource-validating-webhook', 1,
      webhook('vpod.vpc.k8s.aws', 'validate-v1-pod', ['CREATE', 'UPDATE'])), // prettier-ignore
  ];
}
