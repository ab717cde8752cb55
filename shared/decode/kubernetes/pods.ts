import type { IpAddress } from '../../core/net/index.ts';
import type { EpochMs, Pod } from '../../core/model/index.ts';
import { addressOrNull, requireAddress } from '../address-text.ts';
import { type Fields, type FieldsOfObject, KEEP } from '../fields.ts';
import { defineListing, type ItemContext } from '../listing-spec.ts';
import {
  isObject,
  objectAt,
  objectOf,
  objectsOrEmpty,
  presentTimeOrNull,
  type RawObject,
  textOrNull,
  timeOrNull,
} from '../raw.ts';
import {
  CNI_CONTAINER_FIELDS,
  CNI_NAMESPACE,
  decodeCniEnvironment,
  isCniPod,
} from './cni-environment.ts';
import {
  annotationOf,
  hasManagedFields,
  kubernetesName,
  labelOwnersOf,
  labelsOf,
  MANAGED_FIELDS_FIELDS,
  metadataOf,
  namespacedName,
  OWNER_REFERENCE_FIELDS,
  ownerOf,
  uidOf,
} from './metadata.ts';
import { decodePodEni, POD_ENI } from './pod-eni.ts';
import { decodeEniClaim, decodePlacement, PLACEMENT_FIELDS, RESOURCES_FIELDS } from './pod-spec.ts';

const FARGATE_GROUPS = 'fargate.amazonaws.com/pod-sg';
const MULTI_NIC = 'k8s.amazonaws.com/nicConfig';

const podFields = (spec: FieldsOfObject): FieldsOfObject => ({
  kind: KEEP,
  metadata: {
    uid: KEEP,
    namespace: KEEP,
    name: KEEP,
    labels: KEEP,
    annotations: { [POD_ENI]: KEEP, [FARGATE_GROUPS]: KEEP, [MULTI_NIC]: KEEP },
    ownerReferences: OWNER_REFERENCE_FIELDS,
    creationTimestamp: KEEP,
    deletionTimestamp: KEEP,
    managedFields: MANAGED_FIELDS_FIELDS,
  },
  spec: { nodeName: KEEP, ...PLACEMENT_FIELDS, ...spec },
  status: {
    phase: KEEP,
    podIP: KEEP,
    podIPs: [{ ip: KEEP }],
    startTime: KEEP,
    conditions: [{ type: KEEP, status: KEEP, lastTransitionTime: KEEP }],
  },
});

/** Environments hold secrets: that of the VPC CNI alone is kept. */
const POD_FIELDS = podFields({ containers: [{ resources: RESOURCES_FIELDS }] });
const CNI_POD_FIELDS = podFields({
  containers: [{ ...CNI_CONTAINER_FIELDS[0], resources: RESOURCES_FIELDS }],
  initContainers: CNI_CONTAINER_FIELDS,
});

export const pods = defineListing<Pod>({
  file: 'k8s/pods',
  command: 'kubectl get pods -A -o json --show-managed-fields',
  key: 'items',
  required: true,
  effect: 'Which pods run, and what they wear and reach, is not known.',
  fields: POD_FIELDS,
  fieldsFor: fieldsOfPod,
  nameOf: kubernetesName,
  keyOf: (pod) => `${pod.namespace}/${pod.name}`,
  decode: decodePod,
});

function fieldsOfPod(raw: unknown): Fields {
  const metadata = isObject(raw) && isObject(raw['metadata']) ? raw['metadata'] : {};
  const labels = isObject(metadata['labels']) ? metadata['labels'] : {};
  const texts = Object.entries(labels).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string',
  );
  const isCni = metadata['namespace'] === CNI_NAMESPACE && isCniPod(CNI_NAMESPACE, new Map(texts));
  return isCni ? CNI_POD_FIELDS : POD_FIELDS;
}

/** Written out field by field: spreading parts into the result costs as much as all the rest. */
function decodePod(value: unknown, context: ItemContext): Pod {
  const raw = objectOf(value, 'the pod');
  const { intern } = context;
  const metadata = metadataOf(raw);
  const { namespace, name } = namespacedName(metadata, intern);
  const labels = labelsOf(metadata, intern);
  const spec = objectOf(raw['spec'], 'spec');
  const status = objectAt(raw, 'status');
  const conditions = objectsOrEmpty(status, 'conditions');
  const podEni = decodePodEni(metadata);
  if (podEni.state === 'malformed') context.partial(podEni.detail);
  const placement = decodePlacement(spec);
  const claim = decodeEniClaim(spec);
  return {
    uid: uidOf(metadata, namespace, name),
    namespace,
    name,
    labels,
    owner: ownerOf(metadata, intern),
    createdAt: timeOrNull(metadata, 'creationTimestamp'),
    deletedAt: presentTimeOrNull(metadata, 'deletionTimestamp'),
    labelOwners: labelOwnersOf(metadata, intern),
    managedFieldsSeen: hasManagedFields(metadata),
    podEni,
    fargatePodSg: annotationOf(metadata, FARGATE_GROUPS),
    nicConfig: annotationOf(metadata, MULTI_NIC),
    nodeName: intern.textOrNull(textOrNull(spec, 'nodeName') || null),
    serviceAccountName: intern.textOrNull(placement.serviceAccountName),
    hostNetwork: placement.hostNetwork,
    osSelectors: placement.osSelectors,
    firstContainerWantsEni: claim.firstContainerWantsEni,
    eniRequests: claim.eniRequests,
    phase: intern.text(textOrNull(status, 'phase') ?? 'Unknown'),
    ready: trueCondition(conditions, 'Ready') !== null,
    ips: addressesOf(status),
    startedAt: timeOrNull(status, 'startTime'),
    scheduledAt: trueSince(conditions, 'PodScheduled'),
    cni: isCniPod(namespace, labels) ? decodeCniEnvironment(spec) : null,
  };
}

function trueSince(conditions: readonly RawObject[], type: string): EpochMs | null {
  const condition = trueCondition(conditions, type);
  return condition === null ? null : timeOrNull(condition, 'lastTransitionTime');
}

const trueCondition = (conditions: readonly RawObject[], type: string): RawObject | null =>
  conditions.find((condition) => condition['type'] === type && condition['status'] === 'True') ??
  null;

/** `podIPs` holds the one of `podIP` too; a family each. */
function addressesOf(status: RawObject): readonly IpAddress[] {
  const addresses = objectsOrEmpty(status, 'podIPs').map((entry) => requireAddress(entry, 'ip'));
  if (addresses.length > 0) return addresses;
  const address = addressOrNull(status, 'podIP');
  return address === null ? [] : [address];
}
