import type {
  ClusterSnapshot,
  OwnerObject,
  OwnerReference,
  Pod,
  WorkloadTemplate,
} from '../model/index.ts';

/** Owner objects by `Kind/namespace/name`; an owner reference is by name inside the namespace. */
export interface OwnerObjects {
  readonly byName: ReadonlyMap<string, OwnerObject>;
  /** Every Job was listed: a Job that is listed without an owner is nobody's. */
  readonly jobsSeen: boolean;
}

const key = (kind: string, namespace: string, name: string): string =>
  `${kind}/${namespace}/${name}`;

export function indexOwners(snapshot: ClusterSnapshot): OwnerObjects {
  const objects = [...snapshot.replicaSets.items, ...snapshot.jobs.items];
  return {
    byName: new Map(objects.map((one) => [key(one.kind, one.namespace, one.name), one])),
    jobsSeen: snapshot.jobs.complete,
  };
}

const cutSuffix = (name: string, suffix: string): string =>
  name.endsWith(suffix) && name.length > suffix.length ? name.slice(0, -suffix.length) : name;

/** A CronJob names its Jobs after the scheduled time: minutes (8 digits) or, before 1.21, seconds (10 digits). */
const CRON_SUFFIX = /-\d{8,10}$/;

function ofReplicaSet(pod: Pod, owner: OwnerReference, owners: OwnerObjects): string {
  const known = owners.byName.get(key('ReplicaSet', pod.namespace, owner.name));
  if (known?.owner) return `${known.owner.kind}/${known.owner.name}`;
  const rollout = pod.labels.get('rollouts-pod-template-hash');
  if (rollout !== undefined && owner.name.endsWith(`-${rollout}`)) {
    return `Rollout/${cutSuffix(owner.name, `-${rollout}`)}`;
  }
  const template = pod.labels.get('pod-template-hash');
  if (known === undefined && template !== undefined && owner.name.endsWith(`-${template}`)) {
    return `Deployment/${cutSuffix(owner.name, `-${template}`)}`;
  }
  return `ReplicaSet/${owner.name}`;
}

function ofJob(pod: Pod, owner: OwnerReference, owners: OwnerObjects): string {
  const known = owners.byName.get(key('Job', pod.namespace, owner.name));
  if (known?.owner) return `${known.owner.kind}/${known.owner.name}`;
  if (known !== undefined) return `Job/${owner.name}`;
  return CRON_SUFFIX.test(owner.name)
    ? `CronJob/${owner.name.replace(CRON_SUFFIX, '')}`
    : `Job/${owner.name}`;
}

/** The workload of the pods that are made of a template. */
export function templateWorkload(
  { kind, namespace, name }: WorkloadTemplate,
  { byName }: OwnerObjects,
): string {
  const owner = kind === 'Job' ? byName.get(key(kind, namespace, name))?.owner : null;
  return owner ? `${owner.kind}/${owner.name}` : `${kind}/${name}`;
}

/**
 * The workload that a pod belongs to, as `Kind/name`: ReplicaSet → Deployment or Rollout, Job → CronJob, a static pod by
 * its manifest. Neither a rollout nor a node is part of the name.
 */
export function workloadName(pod: Pod, owners: OwnerObjects): string {
  const { owner } = pod;
  if (owner === null) return `Pod/${pod.name}`;
  switch (owner.kind) {
    case 'ReplicaSet':
      return ofReplicaSet(pod, owner, owners);
    case 'Job':
      return ofJob(pod, owner, owners);
    case 'Node':
      return `Pod/${cutSuffix(pod.name, `-${pod.nodeName ?? owner.name}`)}`;
    default:
      return `${owner.kind}/${owner.name}`;
  }
}
