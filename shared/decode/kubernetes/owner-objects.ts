import type { OwnerObject } from '../../core/model/index.ts';
import { type Fields, KEEP } from '../fields.ts';
import { defineListing, type ItemContext, type ListingSpec } from '../listing-spec.ts';
import { objectAt, objectOf } from '../raw.ts';
import {
  kubernetesName,
  labelsOf,
  metadataOf,
  namespacedName,
  OWNER_REFERENCE_FIELDS,
  ownerOf,
  uidOf,
} from './metadata.ts';
import { TEMPLATE_FIELDS } from './workload-templates.ts';

const ownerObjects = (
  kind: string,
  file: string,
  template: Fields,
  effect: string,
): ListingSpec<OwnerObject> =>
  defineListing<OwnerObject>({
    file: `k8s/${file}`,
    command: `kubectl get ${file} -A -o json`,
    key: 'items',
    effect,
    fields: {
      kind: KEEP,
      metadata: {
        uid: KEEP,
        namespace: KEEP,
        name: KEEP,
        ownerReferences: OWNER_REFERENCE_FIELDS,
      },
      spec: { template },
    },
    nameOf: kubernetesName,
    keyOf: (object) => `${object.namespace}/${object.name}`,
    decode: (value, context) => decodeOwnerObject(value, kind, context),
  });

export const replicaSets = ownerObjects(
  'ReplicaSet',
  'replicasets',
  { metadata: { labels: KEEP } },
  "Workloads are named by their pods' labels, and whether a pod's labels are those of its template is not known.",
);

export const jobs = ownerObjects(
  'Job',
  'jobs',
  TEMPLATE_FIELDS,
  "The pods of a CronJob are told by the timestamp in their job's name, and templates of jobs are not known.",
);

function decodeOwnerObject(value: unknown, kind: string, { intern }: ItemContext): OwnerObject {
  const raw = objectOf(value, kind);
  const metadata = metadataOf(raw);
  const names = namespacedName(metadata, intern);
  const spec = objectAt(raw, 'spec');
  const hasTemplate = spec['template'] !== undefined && spec['template'] !== null;
  return {
    kind,
    ...names,
    uid: uidOf(metadata, names.namespace, names.name),
    owner: ownerOf(metadata, intern),
    templateLabels: hasTemplate ? labelsOf(metadataOf(objectAt(spec, 'template')), intern) : null,
  };
}
