import { asList, asObject, type Json, type JsonObject } from './json.ts';
import { managedEntry } from './managed-fields.ts';
import type { Workload } from './plan.ts';
import { slot, type PodShape } from './pod-shape.ts';
import { podStatus } from './pod-status.ts';
import { podTemplate } from './pod-template.ts';
import { declaredGroups } from './policies.ts';

const POD_ENI = 'vpc.amazonaws.com/pod-eni';

/** A pod as `kubectl get pods -o json --show-managed-fields` has it. */
export function podObject(workload: Workload, shape: PodShape): JsonObject {
  const labels = { ...workload.labels, ...controllerLabels(workload) };
  const { spec: templateSpec } = podTemplate(workload);
  const spec = podSpec(workload, shape, templateSpec);
  const status = podStatus(workload, shape, spec);
  const annotations = podAnnotations(workload, shape);
  const ownerReferences = podOwners(workload);
  const added = shape.addedLabel;
  const metadata: JsonObject = {
    ...(annotations === undefined ? {} : { annotations }),
    creationTimestamp: slot('created'),
    ...(shape.deleted
      ? { deletionGracePeriodSeconds: 30, deletionTimestamp: slot('deleted') }
      : {}),
    ...(ownerReferences === undefined ? {} : { generateName: `${slot('owner')}-` }),
    labels: added === undefined ? labels : { ...labels, [added.key]: added.value },
    managedFields: podManagers(workload, shape, { labels, spec: templateSpec }),
    name: slot('name'),
    namespace: workload.namespace.name,
    ...(ownerReferences === undefined ? {} : { ownerReferences }),
    resourceVersion: slot('version'),
    uid: slot('uid'),
  };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec, status };
}

/** The labels that the owner or the Fargate webhook puts on each pod. */
function controllerLabels(workload: Workload): Record<string, string> {
  const fargate: Record<string, string> =
    workload.podClass === 'fargate' ? { 'eks.amazonaws.com/fargate-profile': 'functions' } : {};
  switch (workload.kind) {
    case 'Deployment':
      return { 'pod-template-hash': slot('hash'), ...fargate };
    case 'DaemonSet':
      return { 'controller-revision-hash': slot('hash'), 'pod-template-generation': '3' };
    case 'StatefulSet':
      return {
        'apps.kubernetes.io/pod-index': slot('ordinal'),
        'controller-revision-hash': `${workload.name}-${slot('hash')}`,
        'statefulset.kubernetes.io/pod-name': slot('name'),
      };
    case 'CronJob':
    case 'Job':
      return {
        'batch.kubernetes.io/controller-uid': slot('jobUid'),
        'batch.kubernetes.io/job-name': slot('job'),
        'controller-uid': slot('jobUid'),
        'job-name': slot('job'),
      };
    case 'Pod':
      return {};
  }
}

function podOwners(workload: Workload): readonly JsonObject[] | undefined {
  if (workload.kind === 'Pod') return undefined;
  const isJob = workload.kind === 'CronJob' || workload.kind === 'Job';
  const kind = isJob ? 'Job' : workload.kind === 'Deployment' ? 'ReplicaSet' : workload.kind;
  return [
    {
      apiVersion: isJob ? 'batch/v1' : 'apps/v1',
      blockOwnerDeletion: true,
      controller: true,
      kind,
      name: slot('owner'),
      uid: slot('ownerUid'),
    },
  ];
}

function podAnnotations(workload: Workload, shape: PodShape): JsonObject | undefined {
  const annotations: Record<string, string> = {};
  if (shape.annotated) {
    annotations[POD_ENI] = JSON.stringify([
      {
        eniId: slot('eni'),
        ifAddress: slot('mac'),
        privateIp: slot('eniAddress'),
        ipv6Addr: '',
        vlanId: slot('vlan'),
        subnetCidr: slot('subnet'),
        subnetV6Cidr: '',
        associationID: slot('association'),
      },
    ]).replace(`"${slot('vlan')}"`, slot('vlan'));
  }
  if (workload.podClass === 'fargate') {
    annotations['CapacityProvisioned'] = '0.25vCPU 0.5GB';
    const groups = declaredGroups(workload);
    if (groups.length > 0) annotations['fargate.amazonaws.com/pod-sg'] = groups.join(',');
  }
  if (workload.component === 'web') {
    annotations['prometheus.io/scrape'] = 'true';
    annotations['prometheus.io/port'] = '8080';
  }
  return Object.keys(annotations).length === 0 ? undefined : annotations;
}

function podManagers(
  workload: Workload,
  shape: PodShape,
  owned: { readonly labels: JsonObject; readonly spec: JsonObject },
): readonly JsonObject[] {
  const creator = workload.kind === 'Pod' ? 'kubectl-create' : 'kube-controller-manager';
  const containers = asList(owned.spec['containers']).map((container) => {
    const { name, image } = asObject(container);
    return { name, image };
  });
  const entries = [
    managedEntry(creator, 'Update', slot('created'), {
      metadata: { labels: owned.labels },
      spec: { containers },
    }),
  ];
  if (shape.annotated) {
    const annotations = { [POD_ENI]: '' };
    entries.push(
      managedEntry('controller', 'Update', slot('started'), { metadata: { annotations } }),
    );
  }
  entries.push(
    managedEntry(
      'kubelet',
      'Update',
      slot('ready'),
      { status: { conditions: [{ type: 'Ready', status: '' }], podIP: '', startTime: '' } },
      { subresource: 'status' },
    ),
  );
  if (shape.addedLabel !== undefined) {
    const labels = { [shape.addedLabel.key]: shape.addedLabel.value };
    entries.push(
      managedEntry('kubectl-label', 'Update', slot('labelled'), { metadata: { labels } }),
    );
  }
  return entries;
}

function podSpec(
  workload: Workload,
  shape: PodShape,
  template: Record<string, Json>,
): Record<string, Json> {
  const token = `kube-api-access-${slot('token')}`;
  const mount = {
    mountPath: '/var/run/secrets/kubernetes.io/serviceaccount',
    name: token,
    readOnly: true,
  };
  const containers = asList(template['containers'])
    .map(asObject)
    .map((container, index) => {
      const volumeMounts = [...asList(container['volumeMounts']), mount];
      return shape.requestsBranch && index === 0
        ? Object.assign(withBranchRequest(container), { volumeMounts })
        : Object.assign({}, container, { volumeMounts });
    });
  const tolerationSeconds = workload.kind === 'DaemonSet' ? undefined : 300;
  return {
    ...template,
    containers,
    enableServiceLinks: true,
    ...(shape.scheduled ? { nodeName: slot('node') } : {}),
    preemptionPolicy: 'PreemptLowerPriority',
    priority: 0,
    tolerations: ['not-ready', 'unreachable'].map((state) => ({
      effect: 'NoExecute',
      key: `node.kubernetes.io/${state}`,
      operator: 'Exists',
      tolerationSeconds,
    })),
    volumes: [...asList(template['volumes']), tokenVolume(token)],
  };
}

/** What the admission webhook adds to the first container. */
function withBranchRequest(container: JsonObject): JsonObject {
  const { limits, requests } = asObject(container['resources']);
  return {
    ...container,
    resources: {
      limits: { ...asObject(limits), [POD_ENI]: '1' },
      requests: { ...asObject(requests), [POD_ENI]: '1' },
    },
  };
}

function tokenVolume(name: string): JsonObject {
  return {
    name,
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { expirationSeconds: 3607, path: 'token' } },
        { configMap: { items: [{ key: 'ca.crt', path: 'ca.crt' }], name: 'kube-root-ca.crt' } },
        {
          downwardAPI: {
            items: [
              {
                fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' },
                path: 'namespace',
              },
            ],
          },
        },
      ],
    },
  };
}
