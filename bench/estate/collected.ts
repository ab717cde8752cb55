import { asList, asObject, type Json, type JsonObject } from './json.ts';

/** A Kubernetes object with only the fields that the auditor needs, as `podfence collect` keeps them. */
export function toCollected(object: JsonObject): JsonObject {
  const kind = object['kind'];
  const keep = typeof kind === 'string' ? KEPT[kind] : undefined;
  if (keep === undefined) throw new RangeError(`no collected form for ${JSON.stringify(kind)}`);
  const isPolicy = kind === 'SecurityGroupPolicy';
  const metadata = keepMetadata(asObject(object['metadata']), isPolicy);
  // A list of pods needs no kind on each of a hundred thousand items.
  const type = kind === 'Pod' ? {} : { apiVersion: object['apiVersion'], kind };
  return prune({ ...type, metadata, ...keep(object) });
}

type Keep = (object: JsonObject) => JsonObject;

const EXTENDED_RESOURCE = 'vpc.amazonaws.com/pod-eni';
const KEPT_ANNOTATIONS = [
  EXTENDED_RESOURCE,
  'fargate.amazonaws.com/pod-sg',
  'k8s.amazonaws.com/nicConfig',
];

const KEPT: Readonly<Record<string, Keep>> = {
  Pod: (pod) => ({
    spec: keepPodSpec(asObject(pod['spec']), isCni(pod)),
    status: keepPodStatus(asObject(pod['status'])),
  }),
  Namespace: () => ({}),
  ServiceAccount: () => ({}),
  SecurityGroupPolicy: ({ spec }) => ({ spec }),
  CNINode: ({ spec, status }) => ({ spec, status }),
  Node: ({ spec, status }) => ({
    spec: pick(asObject(spec), ['providerID']),
    status: keepNodeStatus(asObject(status)),
  }),
  ReplicaSet: keepController,
  Deployment: keepController,
  StatefulSet: keepController,
  DaemonSet: keepController,
  Job: keepController,
  CronJob: ({ spec }) => ({
    spec: { jobTemplate: keepController(asObject(asObject(spec)['jobTemplate'])) },
  }),
  ControllerRevision: ({ revision, data }) => ({ revision, data }),
  ConfigMap: ({ data }) => ({ data }),
  MutatingWebhookConfiguration: ({ webhooks }) => ({ webhooks }),
  ValidatingWebhookConfiguration: ({ webhooks }) => ({ webhooks }),
};

function keepMetadata(metadata: JsonObject, isPolicy: boolean): JsonObject {
  const annotations = pick(asObject(metadata['annotations']), KEPT_ANNOTATIONS);
  const owners = asList(metadata['ownerReferences']).filter(
    (owner) => asObject(owner)['controller'] === true,
  );
  const managers = asList(metadata['managedFields']).flatMap((entry) =>
    keepManager(asObject(entry), isPolicy),
  );
  return prune({
    ...pick(metadata, [
      'name',
      'namespace',
      'uid',
      'labels',
      'generation',
      'creationTimestamp',
      'deletionTimestamp',
    ]),
    annotations: nonEmpty(annotations),
    ownerReferences: nonEmpty(owners),
    managedFields: nonEmpty(managers),
  });
}

/** An entry counts only where it owns what a selector or a declaration rests on. */
function keepManager(entry: JsonObject, isPolicy: boolean): readonly JsonObject[] {
  const owned = asObject(entry['fieldsV1']);
  const labels = asObject(owned['f:metadata'])['f:labels'];
  const ownsSpec = owned['f:spec'] !== undefined;
  if (isPolicy ? !ownsSpec : labels === undefined) return [];
  const fieldsV1 = prune({
    'f:metadata': labels === undefined ? undefined : { 'f:labels': labels },
    'f:spec': ownsSpec ? {} : undefined,
  });
  return [{ ...pick(entry, ['manager', 'operation', 'time']), fieldsV1 }];
}

/** The environment of aws-node is what decides the enforcing mode; nobody else's is kept. */
function isCni(pod: JsonObject): boolean {
  return asObject(asObject(pod['metadata'])['labels'])['app.kubernetes.io/name'] === 'aws-node';
}

function keepPodSpec(spec: JsonObject, withEnvironment: boolean): JsonObject {
  const keepContainer = (value: Json): JsonObject => {
    const container = asObject(value);
    const resources = asObject(container['resources']);
    const request = (side: string): JsonObject | undefined =>
      nonEmpty(pick(asObject(resources[side]), [EXTENDED_RESOURCE]));
    return prune({
      name: container['name'],
      ...(withEnvironment ? pick(container, ['image', 'env', 'envFrom']) : {}),
      resources: nonEmpty(prune({ limits: request('limits'), requests: request('requests') })),
    });
  };
  const initContainers = withEnvironment ? asList(spec['initContainers']).map(keepContainer) : [];
  return prune({
    ...pick(spec, ['nodeName', 'serviceAccountName', 'hostNetwork', 'nodeSelector']),
    containers: asList(spec['containers']).map(keepContainer),
    initContainers: nonEmpty(initContainers),
  });
}

function keepPodStatus(status: JsonObject): JsonObject {
  const conditions = asList(status['conditions'])
    .map(asObject)
    .filter(({ type }) => type === 'PodScheduled' || type === 'Ready')
    .map((condition) => pick(condition, ['type', 'status', 'reason', 'lastTransitionTime']));
  return prune({
    ...pick(status, ['phase', 'podIP', 'podIPs', 'startTime']),
    conditions: nonEmpty(conditions),
  });
}

function keepNodeStatus(status: JsonObject): JsonObject {
  const capacity = (name: string): JsonObject | undefined =>
    nonEmpty(pick(asObject(status[name]), [EXTENDED_RESOURCE]));
  return prune({
    addresses: status['addresses'],
    allocatable: capacity('allocatable'),
    capacity: capacity('capacity'),
    nodeInfo: pick(asObject(status['nodeInfo']), ['operatingSystem']),
  });
}

/** Of a controller: how many, and what decides which policies its pods match. */
function keepController(object: JsonObject): JsonObject {
  const spec = asObject(object['spec']);
  const template = asObject(spec['template']);
  const isAwsNode = isCni(template);
  return {
    spec: prune({
      replicas: spec['replicas'],
      template: {
        metadata: pick(asObject(template['metadata']), ['labels']),
        spec: keepPodSpec(asObject(template['spec']), isAwsNode),
      },
    }),
  };
}

function pick(object: JsonObject, keys: readonly string[]): JsonObject {
  return prune(Object.fromEntries(keys.map((key) => [key, object[key]])));
}

function prune(object: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}

function nonEmpty<T extends object>(value: T): T | undefined {
  return Object.keys(value).length === 0 ? undefined : value;
}
