import { HOUR, MINUTE, TAKEN_AT } from './cluster.ts';
import { faultCount, type FaultLog, type PodFaultKind } from './faults.ts';
import type {
  BranchInterface,
  Group,
  GroupCatalogue,
  Namespace,
  Pod,
  Policy,
  Workload,
} from './plan.ts';
import { PROFILE_LABEL, declaredGroups } from './policies.ts';
import { isOnTheWire, type PodPlan } from './pods.ts';
import { at, type Random } from './random.ts';

interface FaultScene {
  readonly plan: PodPlan;
  readonly workloads: readonly Workload[];
  readonly groups: GroupCatalogue;
  readonly faults: FaultLog;
  readonly random: Random;
}

/** Subjects of one fault in a hundred thousand pods, beside the one that every estate has. */
const RATE = 0.0004;

/** Makes some pods, their interfaces and their policies wrong, each in a way of its own. */
export function injectPodFaults(scene: FaultScene): void {
  const late = injectLatePolicies(scene);
  injectInterfaceFaults(scene, late);
  injectLabelDrift(scene);
  injectPhases(scene);
}

/** Whole workloads: a policy that came, or was changed, after the pods. */
function injectLatePolicies({
  plan,
  workloads,
  groups,
  faults,
  random,
}: FaultScene): Set<Workload> {
  const touched = new Set<Workload>();
  const podsOf = Map.groupBy(plan.pods, (pod) => pod.workload);
  const candidates = workloads.filter(
    ({ kind, podClass, policies, replicas }) =>
      kind === 'Deployment' &&
      podClass === 'linux' &&
      policies.length === 1 &&
      replicas <= 12 &&
      ownsPolicy(policies),
  );
  const order = random.shuffled(candidates);
  const count = faultCount(workloads.length, 0.002);
  for (const [index, workload] of order.slice(0, 2 * count).entries()) {
    touched.add(workload);
    const policy = at(workload.policies, 0);
    const pods = (podsOf.get(workload) ?? []).filter(isOnTheWire);
    const newest = Math.max(workload.revisedAt, ...pods.map((pod) => pod.createdAt));
    const since = newest + Math.min(6 * HOUR, Math.floor((TAKEN_AT - newest) / 2));
    if (index % 2 === 0) {
      Object.assign(policy, { createdAt: since, generation: 1, specAt: since });
      for (const pod of pods) unwire(pod);
    } else {
      const formerGroupIds = policy.groupIds;
      const former = formerGroupIds ?? [];
      const groupIds = [...former, otherGroup([...groups.pod, ...groups.spare], former, random)];
      Object.assign(policy, {
        groupIds,
        formerGroupIds,
        generation: policy.generation + 1,
        specAt: since,
      });
    }
    const kind = index % 2 === 0 ? 'policy-newer-than-pod' : 'policy-edited-after-pod';
    for (const pod of pods) faults.add(kind, podName(pod));
  }
  return touched;
}

/** A policy that selects this workload alone. */
function ownsPolicy(policies: readonly Policy[]): boolean {
  const only = policies[0];
  return only !== undefined && only.name !== 'everything' && !only.name.endsWith('-data-access');
}

/** Takes away the branch interface as if the webhook had never seen the pod. */
function unwire(pod: Pod): void {
  if (pod.claim !== undefined) pod.claim.state = 'unlisted';
  Object.assign(pod, { claim: undefined, usesClaim: false, requestsBranch: false });
}

/** A group of the pool that is not among the declared ones; the pool must be larger than they are. */
function otherGroup(pool: readonly Group[], declared: readonly string[], random: Random): string {
  const start = random.int(pool.length);
  for (let step = 0; step < pool.length; step += 1) {
    const { id } = at(pool, (start + step) % pool.length);
    if (!declared.includes(id)) return id;
  }
  throw new RangeError('every group of the pool is declared');
}

function setGroups(pod: Pod, groupIds: readonly string[]): void {
  if (pod.claim !== undefined) pod.claim.groupIds = groupIds;
}

function injectInterfaceFaults(
  { plan, groups, faults, random }: FaultScene,
  late: ReadonlySet<Workload>,
): void {
  const healthy = random.shuffled(
    plan.pods.filter((pod) => pod.usesClaim && isOnTheWire(pod) && !late.has(pod.workload)),
  );
  const some = (kind: PodFaultKind, change: (pod: Pod, index: number) => void): void => {
    for (
      let index = 0;
      index < faultCount(plan.pods.length, RATE) && healthy.length > 2;
      index += 1
    ) {
      const pod = healthy.pop();
      if (pod === undefined) return;
      change(pod, index);
      faults.add(kind, podName(pod));
    }
  };
  some('missing-branch-eni', unwire);
  some('eni-extra-group', (pod) => {
    const declared = declaredGroups(pod.workload);
    setGroups(pod, [...declared, otherGroup(groups.spare, declared, random)]);
  });
  some('eni-extra-group-reaches-store', (pod) => {
    const declared = declaredGroups(pod.workload);
    setGroups(pod, [...declared, groups.bastion.id]);
  });
  some('eni-missing-group', (pod) => {
    const declared = declaredGroups(pod.workload);
    setGroups(
      pod,
      declared.length > 1
        ? declared.slice(1)
        : [otherGroup([...groups.pod, ...groups.spare], declared, random)],
    );
  });
  some('instance-group-fallback', (pod) => setGroups(pod, []));
  some('annotated-eni-unlisted', (pod) => {
    if (pod.claim !== undefined) pod.claim.state = 'unlisted';
  });
  some('cni-not-using-branch', (pod) => {
    pod.usesClaim = false;
  });
  some('duplicate-claim', (pod) => {
    const other = healthy[0];
    if (other === undefined || pod.claim === undefined) return;
    pod.claim.state = 'unlisted';
    Object.assign(pod, { claim: other.claim, usesClaim: false });
  });
}

/** Somebody labels a running pod, and a policy of its namespace selects it from then on. */
function injectLabelDrift({ plan, workloads, faults, random }: FaultScene): void {
  const profiles = new Set<Namespace>();
  for (const { labels, namespace } of workloads) {
    if (labels[PROFILE_LABEL] !== undefined) profiles.add(namespace);
  }
  const candidates = plan.pods.filter(
    (pod) =>
      isOnTheWire(pod) &&
      pod.workload.podClass === 'linux' &&
      pod.workload.policies.length === 0 &&
      pod.workload.kind !== 'DaemonSet' &&
      profiles.has(pod.workload.namespace),
  );
  for (const pod of random.shuffled(candidates).slice(0, faultCount(plan.pods.length, RATE))) {
    const labelledAt = pod.createdAt + Math.floor((TAKEN_AT - pod.createdAt) / 2);
    pod.addedLabel = { key: PROFILE_LABEL, value: pod.workload.namespace.name, at: labelledAt };
    faults.add('label-drift', podName(pod));
  }
}

/** Pods that wait, go, were evicted, or have just come; and the ended ones that kept their annotation. */
function injectPhases({ plan, faults, random }: FaultScene): void {
  const faulty = new Set(faults.all().map((fault) => fault.subject));
  const steady = random.shuffled(
    plan.pods.filter(
      (pod) =>
        isOnTheWire(pod) &&
        ['Deployment', 'StatefulSet'].includes(pod.workload.kind) &&
        pod.workload.podClass === 'linux' &&
        pod.workload.namespace.name !== 'kube-system' &&
        !faulty.has(podName(pod)),
    ),
  );
  // The pods that others claim an interface of stay as they are.
  const claims = countClaims(plan);
  const free = steady.filter((pod) => pod.claim === undefined || claims.get(pod.claim) === 1);
  const some = (kind: PodFaultKind, wanted: boolean, change: (pod: Pod) => void): void => {
    for (let index = 0; index < faultCount(plan.pods.length, RATE); index += 1) {
      const found = free.findIndex((pod) => (pod.claim !== undefined) === wanted);
      const [pod] = found === -1 ? [] : free.splice(found, 1);
      if (pod === undefined) return;
      change(pod);
      faults.add(kind, podName(pod));
    }
  };
  for (const selected of [false, true]) {
    some('pending', selected, (pod) => makePending(pod, random.chance(0.5)));
    some('terminating', selected, (pod) => {
      pod.deletedAt = TAKEN_AT + 20;
    });
    some('young', selected, (pod) => {
      pod.createdAt = TAKEN_AT - random.between(20, 2 * MINUTE);
    });
  }
  some('evicted-with-annotation', true, (pod) => {
    pod.phase = 'Failed';
    if (pod.claim !== undefined) pod.claim.state = 'unlisted';
  });
  for (const pod of plan.pods) {
    if (pod.phase === 'Succeeded' && pod.claim !== undefined)
      faults.add('completed-with-annotation', podName(pod));
  }
}

/** Unscheduled, or on its node and waiting for the branch interface. */
function makePending(pod: Pod, scheduled: boolean): void {
  if (pod.claim !== undefined) pod.claim.state = 'unlisted';
  Object.assign(pod, {
    phase: 'Pending',
    scheduled,
    claim: undefined,
    usesClaim: false,
    createdAt: TAKEN_AT - 7 * MINUTE,
  });
}

function countClaims(plan: PodPlan): ReadonlyMap<BranchInterface, number> {
  const claims = new Map<BranchInterface, number>();
  for (const { claim } of plan.pods) {
    if (claim !== undefined) claims.set(claim, (claims.get(claim) ?? 0) + 1);
  }
  return claims;
}

export function podName(pod: Pod): string {
  return `${pod.workload.namespace.name}/${pod.name}`;
}
