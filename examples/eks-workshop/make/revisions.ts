import { nameSuffix } from './identifiers.ts';
import type { RevisionSpec, WorkloadSpec } from './lab.ts';

/** The revision that a pod created at this time has: the last one before it. */
export function revisionAt(workload: WorkloadSpec, time: string): RevisionSpec {
  const found = workload.revisions.findLast(({ at }) => at <= time) ?? workload.revisions[0];
  if (found === undefined) throw new Error(`${workload.name} has no revision`);
  return found;
}

export function currentRevision(workload: WorkloadSpec): RevisionSpec {
  const last = workload.revisions.at(-1);
  if (last === undefined) throw new Error(`${workload.name} has no revision`);
  return last;
}

/** `pod-template-hash` or `controller-revision-hash`. */
export const revisionHash = (workload: WorkloadSpec, revision: RevisionSpec): string =>
  nameSuffix(`${workload.namespace}/${workload.name}/${revision.at}`, 10);

export const replicaSetName = (workload: WorkloadSpec, revision: RevisionSpec): string =>
  `${workload.name}-${revisionHash(workload, revision)}`;
