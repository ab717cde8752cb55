import { CLUSTER_NAME, DAY, HOUR, MINUTE, TAKEN_AT } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { BranchInterface, Job, Node, Pod, PodPhase, Workload } from './plan.ts';
import { declaredGroups } from './policies.ts';
import { at, type Random } from './random.ts';

/** Branch interfaces are numbered from here, so that no other interface has the id of one. */
export const FIRST_BRANCH = 100_000_000;

/** Everything that has been decided about pods so far; the faults then change some of it. */
export interface PodPlan {
  readonly pods: Pod[];
  readonly jobs: readonly Job[];
  readonly branches: BranchInterface[];
  /** A branch interface that no pod has yet. */
  addBranch(groupIds: readonly string[], clusterName?: string): BranchInterface;
}

/** The pods of every workload as they should be: each selected Linux pod on a branch interface of its own. */
export function planPods(
  workloads: readonly Workload[],
  nodes: readonly Node[],
  ids: Ids,
  random: Random,
): PodPlan {
  const planner = new PodPlanner(ids, random);
  const linuxNodes = nodes.filter(
    ({ group }) => group.os === 'linux' && group.provisioner !== 'fargate',
  );
  for (const workload of workloads) {
    switch (workload.kind) {
      case 'DaemonSet':
        for (const node of linuxNodes) planner.daemon(workload, node);
        break;
      case 'CronJob':
      case 'Job':
        for (let number = 0; number < workload.replicas; number += 1)
          planner.jobPod(workload, number);
        break;
      case 'Deployment':
      case 'StatefulSet':
      case 'Pod':
        for (let ordinal = 0; ordinal < workload.replicas; ordinal += 1)
          planner.replica(workload, ordinal);
        break;
    }
  }
  return planner;
}

class PodPlanner implements PodPlan {
  readonly pods: Pod[] = [];
  readonly jobs: Job[] = [];
  readonly branches: BranchInterface[] = [];
  readonly #ids: Ids;
  readonly #random: Random;

  constructor(ids: Ids, random: Random) {
    this.#ids = ids;
    this.#random = random;
  }

  addBranch(groupIds: readonly string[], clusterName = CLUSTER_NAME): BranchInterface {
    const index = this.branches.length;
    const branch: BranchInterface = {
      index,
      id: this.#ids.resource('eni', FIRST_BRANCH + index),
      groupIds,
      state: 'in-use',
      clusterName,
      node: undefined,
      vlan: 0,
      address: 0,
    };
    this.branches.push(branch);
    return branch;
  }

  daemon(workload: Workload, node: Node): void {
    const restarted = this.#random.chance(0.03);
    const createdAt = restarted ? workload.revisedAt : node.createdAt + MINUTE;
    const pod = this.#add(workload, `${workload.name}-${this.#suffix()}`, createdAt, 'Running');
    pod.node = node;
  }

  replica(workload: Workload, ordinal: number): void {
    const name =
      workload.kind === 'StatefulSet'
        ? `${workload.name}-${ordinal}`
        : workload.kind === 'Deployment'
          ? `${at(workload.revisions, 0).name}-${this.#suffix()}`
          : workload.name;
    // A replica is as old as the rollout, or was replaced since (a node that went, a scale-out).
    const age = TAKEN_AT - workload.revisedAt;
    const moved = this.#random.chance(0.3)
      ? this.#random.int(age - HOUR)
      : this.#random.int(5 * MINUTE);
    this.#wire(this.#add(workload, name, workload.revisedAt + moved, 'Running'));
  }

  jobPod(workload: Workload, number: number): void {
    const createdAt = TAKEN_AT - number * DAY - this.#random.between(10 * MINUTE, 20 * HOUR);
    const draw = this.#random.next();
    const phase = number === 0 && draw < 0.5 ? 'Running' : draw > 0.93 ? 'Failed' : 'Succeeded';
    const minute = Math.floor(createdAt / MINUTE);
    const job: Job = {
      index: this.jobs.length,
      workload,
      name: workload.kind === 'CronJob' ? `${workload.name}-${minute}` : workload.name,
      uid: this.#ids.uid('job', this.jobs.length),
      createdAt: createdAt - 1,
      state: phase === 'Running' ? 'active' : phase === 'Failed' ? 'failed' : 'complete',
    };
    this.jobs.push(job);
    this.#wire(this.#add(workload, `${job.name}-${this.#suffix()}`, createdAt, phase, job));
  }

  #suffix(): string {
    return this.#ids.nameSuffix(this.pods.length);
  }

  /** What the webhook and the resource controller do for a pod that a policy selects. */
  #wire(pod: Pod): void {
    if (pod.workload.podClass !== 'linux' || pod.workload.policies.length === 0) return;
    pod.requestsBranch = true;
    pod.claim = this.addBranch(declaredGroups(pod.workload));
    pod.usesClaim = true;
    // The controller releases the interface of a pod that has ended; its annotation stays.
    if (pod.phase !== 'Running') pod.claim.state = 'unlisted';
  }

  #add(workload: Workload, name: string, createdAt: number, phase: PodPhase, job?: Job): Pod {
    const pod: Pod = {
      index: this.pods.length,
      workload,
      name,
      job,
      createdAt,
      phase,
      deletedAt: undefined,
      requestsBranch: false,
      claim: undefined,
      usesClaim: false,
      addedLabel: undefined,
      scheduled: true,
      node: undefined,
      address: 0,
    };
    this.pods.push(pod);
    return pod;
  }
}

/** Whether a pod holds an address now: Running, or Terminating and not yet gone. */
export function isOnTheWire(pod: Pod): boolean {
  return pod.phase === 'Running';
}
