import type { WorkloadTemplate } from '../../core/model/index.ts';
import { type Fields, type FieldsOfObject, KEEP } from '../fields.ts';
import { defineListing, type ItemContext, type ListingSpec } from '../listing-spec.ts';
import { objectAt, objectOf, type RawObject } from '../raw.ts';
import { kubernetesName, labelsOf, metadataOf, namespacedName } from './metadata.ts';
import { decodePlacement, PLACEMENT_FIELDS } from './pod-spec.ts';

/** A pod template, without its containers: their environments may hold secrets. */
export const TEMPLATE_FIELDS = { metadata: { labels: KEEP }, spec: PLACEMENT_FIELDS } as const;

/** Where the pod template of a kind is. */
const TEMPLATE_PATHS = {
  Deployment: ['spec', 'template'],
  StatefulSet: ['spec', 'template'],
  DaemonSet: ['spec', 'template'],
  Job: ['spec', 'template'],
  CronJob: ['spec', 'jobTemplate', 'spec', 'template'],
} as const;
type WorkloadKind = keyof typeof TEMPLATE_PATHS;

export const workloadFields = (kind: WorkloadKind, template: Fields): FieldsOfObject => ({
  kind: KEEP,
  metadata: { namespace: KEEP, name: KEEP },
  spec: kind === 'CronJob' ? { jobTemplate: { spec: { template } } } : { template },
});

export function templatesOf(kind: WorkloadKind, file: string): ListingSpec<WorkloadTemplate> {
  return defineListing<WorkloadTemplate>({
    file: `k8s/${file}`,
    command: `kubectl get ${file} -A -o json`,
    key: 'items',
    effect: 'Whether a policy that matches no pod now would match one later is not known.',
    fields: workloadFields(kind, TEMPLATE_FIELDS),
    nameOf: kubernetesName,
    keyOf: (template) => `${template.namespace}/${template.name}`,
    decode: (value, context) => decodeTemplate(objectOf(value, kind), kind, context),
  });
}

export const deployments = templatesOf('Deployment', 'deployments');
export const statefulSets = templatesOf('StatefulSet', 'statefulsets');
export const cronJobs = templatesOf('CronJob', 'cronjobs');
export const jobTemplates = templatesOf('Job', 'jobs');

function decodeTemplate(
  raw: RawObject,
  kind: WorkloadKind,
  { intern }: ItemContext,
): WorkloadTemplate {
  let template = raw;
  for (const name of TEMPLATE_PATHS[kind]) template = objectAt(template, name);
  const placement = decodePlacement(objectAt(template, 'spec'));
  return {
    kind,
    ...namespacedName(metadataOf(raw), intern),
    labels: labelsOf(metadataOf(template), intern),
    ...placement,
    // What the ServiceAccount admission plugin gives to the pods that are made of it.
    serviceAccountName: placement.serviceAccountName ?? 'default',
  };
}
