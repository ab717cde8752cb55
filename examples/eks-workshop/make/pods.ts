import { awsId, macAddress, nameSuffix } from './identifiers.ts';
import { branchId } from './interfaces.ts';
import { fields, isList, isObject, type JsonObject } from './json.ts';
import { kubernetesObject, objectUid, ownerReference } from './kubernetes-object.ts';
import type { BranchSpec, PodSpec, WorkloadSpec } from './lab.ts';
import type { ManagerSpec } from './managed-fields.ts';
import { nodes } from './nodes.ts';
import { podStatus } from './pod-status.ts';
import { podSpecOf } from './pod-template.ts';
import { replicaSetName, revisionAt, revisionHash } from './revisions.ts';
import { later } from './times.ts';

const podEni = 'vpc.amazonaws.com/pod-eni';

export function podName(workload: WorkloadSpec, pod: PodSpec): string {
  if (workload.kind === 'StatefulSet') return `${workload.name}-0`;
  return `${generateName(workload, pod)}${podSuffix(workload, pod)}`;
}

const generateName = (workload: WorkloadSpec, pod: PodSpec): string =>
  workload.kind === 'Deployment'
    ? `${replicaSetName(workload, revisionAt(workload, pod.createdAt))}-`
    : `${workload.name}-`;

const podSuffix = (workload: WorkloadSpec, pod: PodSpec): string =>
  nameSuffix(`${workload.namespace}/${workload.name}/${pod.node}/${pod.createdAt}`, 5);

/** The labels that the controller adds to those of the template. */
export function controllerLabels(workload: WorkloadSpec, pod: PodSpec): Record<string, string> {
  const revision = revisionAt(workload, pod.createdAt);
  const hash = revisionHash(workload, revision);
  switch (workload.kind) {
    case 'Deployment':
      return { 'pod-template-hash': hash };
    case 'DaemonSet':
      return {
        'controller-revision-hash': hash,
        'pod-template-generation': String(workload.revisions.indexOf(revision) + 1),
      };
    case 'StatefulSet':
      return {
        'apps.kubernetes.io/pod-index': '0',
        'controller-revision-hash': `${workload.name}-${hash}`,
        'statefulset.kubernetes.io/pod-name': `${workload.name}-0`,
      };
    case 'Job':
      return jobLabels(workload);
  }
}

export function jobLabels(workload: WorkloadSpec): Record<string, string> {
  const uid = objectUid(workload);
  const { name } = workload;
  return {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
}

function owner(workload: WorkloadSpec, pod: PodSpec): JsonObject {
  if (workload.kind === 'Job') return ownerReference('batch/v1', workload);
  if (workload.kind !== 'Deployment') return ownerReference('apps/v1', workload);
  const name = replicaSetName(workload, revisionAt(workload, pod.createdAt));
  return ownerReference('apps/v1', { ...workload, kind: 'ReplicaSet', name });
}

export function buildPod(workload: WorkloadSpec, pod: PodSpec): JsonObject {
  const revision = revisionAt(workload, pod.createdAt);
  const labels = { ...workload.podLabels, ...controllerLabels(workload, pod) };
  const eni = pod.branch === undefined ? undefined : podEniAnnotation(pod.branch);
  const status = podStatus({
    name: podName(workload, pod),
    pod,
    hostNetwork: workload.hostNetwork ?? false,
    containers: revision.containers,
  });
  const { annotations } = revision;
  const made = {
    generateName: workload.kind === 'StatefulSet' ? undefined : generateName(workload, pod),
    owner: owner(workload, pod),
  };
  return kubernetesObject({
    apiVersion: 'v1',
    kind: 'Pod',
    name: podName(workload, pod),
    namespace: workload.namespace,
    createdAt: pod.createdAt,
    ...made,
    labels: { ...labels, ...pod.labelled?.labels },
    annotations: { ...annotations, ...(eni === undefined ? {} : { [podEni]: eni }) },
    body: { spec: scheduledSpec(workload, pod), status },
    manager: 'kube-controller-manager',
    owns: {
      metadata: fields({
        annotations,
        generateName: made.generateName,
        labels,
        ownerReferences: [made.owner],
      }),
      // Before admission: what webhooks, the scheduler and admission plugins add has no manager.
      spec: { ...podSpecOf(workload, revision), enableServiceLinks: true },
    },
    others: otherManagers(pod, eni, status),
  });
}

const added = (manager: string, time: string, metadata: JsonObject): ManagerSpec => ({
  manager,
  apiVersion: 'v1',
  time,
  owns: { metadata },
  intoExisting: true,
});

/** Who else wrote to the pod: the resource controller, kubelet, and people. */
function otherManagers(pod: PodSpec, eni: string | undefined, status: JsonObject): ManagerSpec[] {
  const { phase: _phase, qosClass: _qosClass, ...reported } = status;
  const kubelet: ManagerSpec = {
    manager: 'kubelet',
    apiVersion: 'v1',
    time: pod.completedAt ?? later(pod.createdAt, 12),
    owns: { status: reported },
    subresource: 'status',
  };
  const managers = [kubelet];
  if (eni !== undefined) {
    managers.unshift(
      added('controller', later(pod.createdAt, 3), { annotations: { [podEni]: eni } }),
    );
  }
  if (pod.labelled !== undefined) {
    const { at, labels } = pod.labelled;
    managers.push(added('kubectl-label', at, { labels }));
  }
  return managers;
}

/** `vpc.amazonaws.com/pod-eni`, with the keys of the controller's ENIDetails in their order. */
function podEniAnnotation(branch: BranchSpec): string {
  const entry = {
    eniId: branchId(branch),
    ifAddress: macAddress(branchId(branch)),
    privateIp: branch.address,
    ipv6Addr: '',
    vlanId: branch.vlan,
    subnetCidr: nodes[branch.node].subnet.cidr,
    subnetV6Cidr: '',
    associationID: awsId('trunk-assoc', branch.key),
  };
  return JSON.stringify([entry]);
}

const tolerations: readonly JsonObject[] = ['not-ready', 'unreachable'].map((condition) => ({
  effect: 'NoExecute',
  key: `node.kubernetes.io/${condition}`,
  operator: 'Exists',
  tolerationSeconds: 300,
}));

const priorities = {
  'system-node-critical': 2_000_001_000,
  'system-cluster-critical': 2_000_000_000,
};

/** The template as the API server, the webhook and the scheduler complete it. */
function scheduledSpec(workload: WorkloadSpec, pod: PodSpec): JsonObject {
  const revision = revisionAt(workload, pod.createdAt);
  const token = `kube-api-access-${podSuffix(workload, pod)}`;
  const { priorityClass } = workload;
  const containers = revision.containers
    .map((container, at) =>
      at === 0 && pod.branch !== undefined ? withPodEni(container) : container,
    )
    .map((container) => withToken(container, token));
  return fields({
    ...podSpecOf(workload, { ...revision, containers }),
    enableServiceLinks: true,
    nodeName: nodes[pod.node].name,
    preemptionPolicy: 'PreemptLowerPriority',
    priority: priorityClass === undefined ? 0 : priorities[priorityClass],
    tolerations: workload.kind === 'DaemonSet' ? [{ operator: 'Exists' }] : tolerations,
    volumes: [...(workload.volumes ?? []), tokenVolume(token)],
  });
}

/** What the webhook does to container 0 of a pod that a policy matches when it is created. */
function withPodEni(container: JsonObject): JsonObject {
  const resources = container['resources'];
  const { limits, requests } = isObject(resources) ? resources : {};
  return {
    ...container,
    resources: {
      limits: { ...(isObject(limits) ? limits : {}), [podEni]: '1' },
      requests: { ...(isObject(requests) ? requests : {}), [podEni]: '1' },
    },
  };
}

function withToken(container: JsonObject, name: string): JsonObject {
  const mounts = container['volumeMounts'] ?? [];
  const mountPath = '/var/run/secrets/kubernetes.io/serviceaccount';
  const token = { mountPath, name, readOnly: true };
  return { ...container, volumeMounts: [...(isList(mounts) ? mounts : []), token] };
}

const tokenVolume = (name: string): JsonObject => ({
  name,
  projected: {
    defaultMode: 420,
    sources: [
      { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
      { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
    ],
  },
});
