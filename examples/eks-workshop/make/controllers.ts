import { fields, type JsonObject } from './json.ts';
import { kubernetesObject, ownerReference } from './kubernetes-object.ts';
import type { RevisionSpec, WorkloadSpec } from './lab.ts';
import type { ManagerSpec } from './managed-fields.ts';
import { jobLabels } from './pods.ts';
import { podTemplate } from './pod-template.ts';
import { currentRevision, replicaSetName, revisionHash } from './revisions.ts';

/** A Deployment, StatefulSet, DaemonSet or Job, as it stands now. */
export function buildController(workload: WorkloadSpec): JsonObject {
  const current = currentRevision(workload);
  const isJob = workload.kind === 'Job';
  return kubernetesObject({
    apiVersion: isJob ? 'batch/v1' : 'apps/v1',
    kind: workload.kind,
    name: workload.name,
    namespace: workload.namespace,
    createdAt: workload.revisions[0]?.at ?? current.at,
    generation: workload.revisions.length,
    labels: isJob ? { ...workload.labels, ...jobLabels(workload) } : workload.labels,
    annotations: revisionAnnotation(workload, workload.revisions.length),
    body: { spec: controllerSpec(workload, current), status: controllerStatus(workload) },
    manager: workload.namespace === 'kube-system' ? 'eks' : 'kubectl-client-side-apply',
    others: laterEdits(workload),
  });
}

const revisionAnnotation = (
  { kind }: WorkloadSpec,
  revision: number,
): Readonly<Record<string, string>> | undefined => {
  if (kind === 'Deployment') return { 'deployment.kubernetes.io/revision': String(revision) };
  if (kind !== 'DaemonSet') return undefined;
  return { 'deprecated.daemonset.template.generation': String(revision) };
};

/** `kubectl rollout restart` writes an annotation into the template. */
const laterEdits = (workload: WorkloadSpec): ManagerSpec[] =>
  workload.revisions.slice(1).flatMap(({ at, annotations }): ManagerSpec[] => {
    const restartedAt = annotations?.[restartAnnotation];
    if (restartedAt === undefined) return [];
    const metadata = { annotations: { [restartAnnotation]: restartedAt } };
    const owns = { spec: { template: { metadata } } };
    return [
      { manager: 'kubectl-rollout', apiVersion: 'apps/v1', time: at, owns, intoExisting: true },
    ];
  });

export const restartAnnotation = 'kubectl.kubernetes.io/restartedAt';

function controllerSpec(workload: WorkloadSpec, current: RevisionSpec): JsonObject {
  const selector = { matchLabels: workload.selector };
  const replicas = workload.pods.length;
  const template = podTemplate(workload, current);
  switch (workload.kind) {
    case 'Deployment':
      return {
        progressDeadlineSeconds: 600,
        replicas,
        revisionHistoryLimit: 10,
        selector,
        strategy: {
          rollingUpdate: { maxSurge: '25%', maxUnavailable: '25%' },
          type: 'RollingUpdate',
        },
        template,
      };
    case 'StatefulSet':
      return {
        podManagementPolicy: 'OrderedReady',
        replicas,
        revisionHistoryLimit: 10,
        selector,
        serviceName: workload.name,
        template,
        updateStrategy: { rollingUpdate: { partition: 0 }, type: 'RollingUpdate' },
      };
    case 'DaemonSet':
      return {
        revisionHistoryLimit: 10,
        selector,
        template,
        updateStrategy: {
          rollingUpdate: { maxSurge: 0, maxUnavailable: '10%' },
          type: 'RollingUpdate',
        },
      };
    case 'Job':
      return {
        backoffLimit: 6,
        completionMode: 'NonIndexed',
        completions: 1,
        parallelism: 1,
        selector,
        suspend: false,
        template: podTemplate(workload, current, jobLabels(workload)),
      };
  }
}

function controllerStatus(workload: WorkloadSpec): JsonObject {
  const replicas = workload.pods.length;
  const ready = workload.pods.filter((pod) => pod.crashing !== true).length;
  const observedGeneration = workload.revisions.length;
  if (workload.kind === 'Job') return jobStatus(workload);
  if (workload.kind === 'DaemonSet') {
    return {
      currentNumberScheduled: replicas,
      desiredNumberScheduled: replicas,
      numberAvailable: ready,
      numberMisscheduled: 0,
      numberReady: ready,
      observedGeneration,
      updatedNumberScheduled: replicas,
    };
  }
  return fields({
    availableReplicas: ready === 0 ? undefined : ready,
    observedGeneration,
    readyReplicas: ready === 0 ? undefined : ready,
    replicas,
    unavailableReplicas: ready === replicas ? undefined : replicas - ready,
    updatedReplicas: replicas,
  });
}

function jobStatus(workload: WorkloadSpec): JsonObject {
  const [pod] = workload.pods;
  const completionTime = pod?.completedAt ?? null;
  const at = completionTime ?? currentRevision(workload).at;
  return {
    completionTime,
    conditions: [{ lastProbeTime: at, lastTransitionTime: at, status: 'True', type: 'Complete' }],
    ready: 0,
    startTime: currentRevision(workload).at,
    succeeded: 1,
    terminating: 0,
    uncountedTerminatedPods: {},
  };
}

/** One ReplicaSet for each revision of a Deployment; the old ones are scaled to zero. */
export function buildReplicaSets(workload: WorkloadSpec): JsonObject[] {
  if (workload.kind !== 'Deployment') return [];
  return workload.revisions.map((revision, at) => buildReplicaSet(workload, revision, at + 1));
}

function buildReplicaSet(
  workload: WorkloadSpec,
  revision: RevisionSpec,
  number: number,
): JsonObject {
  const hash = { 'pod-template-hash': revisionHash(workload, revision) };
  const replicas = revision === currentRevision(workload) ? workload.pods.length : 0;
  return kubernetesObject({
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    name: replicaSetName(workload, revision),
    namespace: workload.namespace,
    createdAt: revision.at,
    generation: replicas === 0 ? 2 : 1,
    labels: { ...workload.podLabels, ...hash },
    annotations: revisionAnnotation(workload, number),
    owner: ownerReference('apps/v1', workload),
    body: {
      spec: {
        replicas,
        selector: { matchLabels: { ...workload.selector, ...hash } },
        template: podTemplate(workload, revision, hash),
      },
      status: { observedGeneration: replicas === 0 ? 2 : 1, replicas },
    },
    manager: 'kube-controller-manager',
  });
}

/** The history of a DaemonSet: what its pods ran with before the current revision. */
export const buildControllerRevisions = (workload: WorkloadSpec): JsonObject[] =>
  workload.revisions.map((revision, at) => {
    const hash = revisionHash(workload, revision);
    return kubernetesObject({
      apiVersion: 'apps/v1',
      kind: 'ControllerRevision',
      name: `${workload.name}-${hash}`,
      namespace: workload.namespace,
      createdAt: revision.at,
      labels: { ...workload.podLabels, 'controller-revision-hash': hash },
      annotations: revisionAnnotation(workload, at + 1),
      owner: ownerReference('apps/v1', workload),
      body: {
        data: { spec: { template: { $patch: 'replace', ...podTemplate(workload, revision) } } },
        revision: at + 1,
      },
      manager: 'kube-controller-manager',
    });
  });
