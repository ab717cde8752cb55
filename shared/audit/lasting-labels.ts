/** Labels that Kubernetes puts on one generation of pods, or on one pod: no selector outlives them. */
const PASSING: ReadonlySet<string> = new Set([
  'pod-template-hash',
  'rollouts-pod-template-hash',
  'controller-revision-hash',
  'pod-template-generation',
  'controller-uid',
  'job-name',
]);
const PASSING_PREFIXES = [
  'batch.kubernetes.io/',
  'statefulset.kubernetes.io/',
  'apps.kubernetes.io/',
] as const;

/** A label of every pod that the workload will ever have. */
export const isLasting = (key: string): boolean =>
  !PASSING.has(key) && !PASSING_PREFIXES.some((prefix) => key.startsWith(prefix));
