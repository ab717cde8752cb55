import type { CniEnvironment, EnvValue, Labels } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { isObject, objectsOrEmpty, type RawObject, requireText } from '../raw.ts';

export const CNI_NAMESPACE = 'kube-system';
export const CNI_NAME = 'aws-node';
const INIT_CONTAINER = 'aws-vpc-cni-init';

/** The one environment that is kept: that of the VPC CNI, which decides what security groups apply to. */
export const CNI_CONTAINER_FIELDS = [
  { name: KEEP, image: KEEP, env: KEEP, envFrom: KEEP },
] as const;

/** Pods of the DaemonSet: by the labels of the add-on, or of the upstream Helm chart. */
export const isCniPod = (namespace: string, labels: Labels): boolean =>
  namespace === CNI_NAMESPACE &&
  (labels.get('k8s-app') === CNI_NAME || labels.get('app.kubernetes.io/name') === CNI_NAME);

/** The environment of a pod specification; null when it has no container of the VPC CNI. */
export function decodeCniEnvironment(podSpec: RawObject): CniEnvironment | null {
  const node = containerNamed(podSpec, 'containers', CNI_NAME);
  if (node === undefined) return null;
  const init = containerNamed(podSpec, 'initContainers', INIT_CONTAINER);
  return {
    node: environmentOf(node),
    init: environmentOf(init ?? {}),
    opaque: [node, init].some((container) => container !== undefined && !isListed(container)),
  };
}

export const containerNamed = (
  podSpec: RawObject,
  key: string,
  name: string,
): RawObject | undefined =>
  objectsOrEmpty(podSpec, key).find((container) => requireText(container, 'name') === name);

/** Whether all variables are in `env`. A whole ConfigMap or Secret (`envFrom`) may set what is not. */
function isListed({ env, envFrom }: RawObject): boolean {
  const readable =
    env === undefined || env === null || (Array.isArray(env) && env.every(isVariable));
  const others =
    envFrom === undefined || envFrom === null || (Array.isArray(envFrom) && envFrom.length === 0);
  return readable && others;
}

const isVariable = (entry: unknown): entry is RawObject & { readonly name: string } =>
  isObject(entry) && typeof entry['name'] === 'string';

/** Of a repeated variable Kubernetes takes the last. */
function environmentOf({ env }: RawObject): ReadonlyMap<string, EnvValue> {
  const entries = Array.isArray(env) ? env.filter(isVariable) : [];
  return new Map(entries.map((entry) => [entry.name, valueOf(entry)]));
}

function valueOf({ value, valueFrom }: RawObject): EnvValue {
  if (valueFrom !== undefined && valueFrom !== null) return referenceOf(valueFrom);
  if (value === undefined || value === null) return { kind: 'literal', value: '' };
  if (typeof value !== 'string')
    return { kind: 'unresolvable', detail: 'a value that is not text' };
  // `$(NAME)` is replaced by the value of another variable when the container starts.
  return value.includes('$(')
    ? { kind: 'unresolvable', detail: 'a value that refers to another variable' }
    : { kind: 'literal', value };
}

function referenceOf(valueFrom: unknown): EnvValue {
  const references = isObject(valueFrom) ? valueFrom : {};
  const reference = references['configMapKeyRef'];
  if (isObject(reference)) {
    const { name, key } = reference;
    if (typeof name === 'string' && typeof key === 'string')
      return { kind: 'config-map', name, key };
  }
  const [source] = Object.keys(references);
  return { kind: 'unresolvable', detail: `a value from ${source ?? 'nowhere'}` };
}
