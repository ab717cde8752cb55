import type { CniDaemonSet, CniRevision } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing } from '../listing-spec.ts';
import {
  Malformed,
  numberOrNull,
  objectAt,
  objectOf,
  type RawObject,
  requireText,
  textOrNull,
  timeOrNull,
} from '../raw.ts';
import {
  CNI_CONTAINER_FIELDS,
  CNI_NAME,
  CNI_NAMESPACE,
  containerNamed,
  decodeCniEnvironment,
} from './cni-environment.ts';
import { kubernetesName, metadataOf } from './metadata.ts';
import { PLACEMENT_FIELDS } from './pod-spec.ts';
import { workloadFields } from './workload-templates.ts';

/** The template with the environment of the VPC CNI. */
const CNI_TEMPLATE_FIELDS = {
  metadata: { labels: KEEP },
  spec: {
    ...PLACEMENT_FIELDS,
    containers: CNI_CONTAINER_FIELDS,
    initContainers: CNI_CONTAINER_FIELDS,
  },
} as const;

/** Whether it is the DaemonSet of the VPC CNI, or may be: one whose name cannot be read is not another one. */
export function mayBeCniDaemonSet(raw: unknown): boolean {
  const name = kubernetesName(raw);
  return name === null || name === CNI_NAME || name === `${CNI_NAMESPACE}/${CNI_NAME}`;
}

export const cniDaemonSet = defineListing<CniDaemonSet>({
  file: `k8s/daemonset-${CNI_NAME}`,
  command: `kubectl get daemonset ${CNI_NAME} -n ${CNI_NAMESPACE} -o json`,
  key: 'items',
  form: 'object',
  effect: 'Whether the VPC CNI enforces security groups for pods, and how, is not known.',
  absentWhen: /daemonsets(\.apps)? "aws-node" not found/,
  fields: {
    ...workloadFields('DaemonSet', CNI_TEMPLATE_FIELDS),
    metadata: { namespace: KEEP, name: KEEP, generation: KEEP },
  },
  nameOf: kubernetesName,
  keyOf: () => CNI_NAME,
  decode: (value) => {
    const raw = objectOf(value, 'the DaemonSet');
    const podSpec = templateSpecOf(raw);
    return {
      cni: requireEnvironment(podSpec),
      generation: numberOrNull(metadataOf(raw), 'generation'),
      image: textOrNull(containerNamed(podSpec, 'containers', CNI_NAME) ?? {}, 'image'),
    };
  },
});

const REVISION_FIELDS = {
  kind: KEEP,
  metadata: { namespace: KEEP, name: KEEP, creationTimestamp: KEEP },
  revision: KEEP,
} as const;

/** The revisions of other owners, which may be in the same file, keep no template: it may hold secrets. */
const CNI_REVISION_FIELDS = {
  ...REVISION_FIELDS,
  data: { spec: { template: CNI_TEMPLATE_FIELDS } },
} as const;

/** The history of the DaemonSet. */
export const cniRevisions = defineListing<CniRevision>({
  file: 'k8s/controllerrevisions',
  command: `kubectl get controllerrevisions -n ${CNI_NAMESPACE} -o json`,
  key: 'items',
  effect:
    "Whether pods older than their node's aws-node pod were wired with the same settings is not known.",
  fields: CNI_REVISION_FIELDS,
  fieldsFor: (raw) => (mayBeCniRevision(raw) ? CNI_REVISION_FIELDS : REVISION_FIELDS),
  nameOf: kubernetesName,
  keyOf: (revision) => revision.name,
  decode: (value) => {
    const raw = objectOf(value, 'the revision');
    const metadata = metadataOf(raw);
    return {
      name: requireText(metadata, 'name'),
      revision: numberOrNull(raw, 'revision'),
      createdAt: timeOrNull(metadata, 'creationTimestamp'),
      cni: requireEnvironment(templateSpecOf(objectAt(raw, 'data'))),
    };
  },
});

const REVISION_NAME = new RegExp(`^(${CNI_NAMESPACE}/)?${CNI_NAME}-[a-z0-9]+$`);

/** The DaemonSet controller names revisions `<name>-<hash>`; a hash has no hyphen (`aws-node-termination-handler-…`). */
export function mayBeCniRevision(raw: unknown): boolean {
  const name = kubernetesName(raw);
  return name === null || REVISION_NAME.test(name);
}

const templateSpecOf = (raw: RawObject): RawObject =>
  objectAt(objectAt(objectAt(raw, 'spec'), 'template'), 'spec');

function requireEnvironment(podSpec: RawObject): CniDaemonSet['cni'] {
  const environment = decodeCniEnvironment(podSpec);
  if (environment !== null) return environment;
  throw new Malformed(`it has no container ${CNI_NAME}`);
}
