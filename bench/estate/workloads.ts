import { CLUSTER_CREATED_AT, DAY, HOUR, TAKEN_AT } from './cluster.ts';
import type { Ids } from './ids.ts';
import type {
  Namespace,
  PodClass,
  Revision,
  ServiceAccount,
  Workload,
  WorkloadKind,
} from './plan.ts';
import { at, type Random } from './random.ts';

export interface WorkloadPlan {
  readonly namespaces: readonly Namespace[];
  readonly accounts: readonly ServiceAccount[];
  readonly workloads: readonly Workload[];
}

/** Pods to give to workloads, by what runs them. */
export interface PodBudget {
  readonly linuxNodes: number;
  readonly linux: number;
  readonly windows: number;
  readonly fargate: number;
}

const DOMAINS = [
  'orders', 'payments', 'catalog', 'shipping', 'search', 'identity', 'billing', 'media',
  'pricing', 'loyalty', 'returns', 'inventory', 'notifications', 'reports', 'fraud', 'content',
]; // prettier-ignore
const COMPONENTS = ['service', 'api', 'worker', 'web', 'consumer', 'cache', 'gateway', 'scheduler'];
const TEAMS = ['aqua', 'basalt', 'cedar', 'dune', 'ember', 'fjord'];

const DAEMON_SETS: readonly { name: string; namespace: string; podClass: PodClass }[] = [
  { name: 'aws-node', namespace: 'kube-system', podClass: 'host-network' },
  { name: 'kube-proxy', namespace: 'kube-system', podClass: 'host-network' },
  { name: 'ebs-csi-node', namespace: 'kube-system', podClass: 'linux' },
  { name: 'node-exporter', namespace: 'monitoring', podClass: 'host-network' },
  { name: 'fluent-bit', namespace: 'monitoring', podClass: 'linux' },
];
export const DAEMON_PODS_PER_NODE = DAEMON_SETS.length;

/** The first workloads have these kinds, so that the smallest estate has one of each. */
const FIRST_KINDS: readonly WorkloadKind[] = [
  'Deployment', 'CronJob', 'StatefulSet', 'Deployment', 'Pod', 'Job', 'Deployment',
]; // prettier-ignore

/** Workloads with a heavy-tailed spread of replicas: most have a few, some have thousands. */
export function planWorkloads(budget: PodBudget, ids: Ids, random: Random): WorkloadPlan {
  const builder = new WorkloadBuilder(ids, random);
  for (const name of ['kube-system', 'monitoring', 'default', 'sandbox']) builder.namespace(name);
  for (let index = 0; index < Math.ceil(budget.linux / 250); index += 1) {
    const domain = at(DOMAINS, index % DOMAINS.length);
    builder.namespace(
      index < DOMAINS.length ? domain : `${domain}-${Math.floor(index / DOMAINS.length) + 1}`,
    );
  }
  addDaemonSets(builder, budget.linuxNodes);
  addLinux(builder, budget.linux, random);
  addSpecial(builder, 'windows', budget.windows, random);
  addSpecial(builder, 'fargate', budget.fargate, random);
  return builder;
}

function addDaemonSets(builder: WorkloadBuilder, nodes: number): void {
  for (const { name, namespace, podClass } of DAEMON_SETS) {
    builder.workload({
      kind: 'DaemonSet',
      name,
      namespace: builder.named(namespace),
      podClass,
      replicas: nodes,
      component: 'agent',
    });
  }
}

function addLinux(builder: WorkloadBuilder, budget: number, random: Random): void {
  const system = builder.named('kube-system');
  builder.workload({ kind: 'Deployment', name: 'coredns', namespace: system, podClass: 'linux', replicas: 2, component: 'dns' }); // prettier-ignore
  const sandbox = builder.named('sandbox');
  builder.workload({ kind: 'Deployment', name: 'sandbox-api', namespace: sandbox, podClass: 'linux', replicas: 2, component: 'api' }); // prettier-ignore
  const most = Math.max(4, Math.floor(budget / 40));
  const owners = builder.namespaces.slice(4);
  let left = budget - 4;
  for (let index = 0; left > 0; index += 1) {
    const kind = FIRST_KINDS[index] ?? drawKind(random);
    const replicas = Math.min(left, drawReplicas(kind, most, random));
    left -= replicas;
    builder.workload({
      kind,
      // The minimum of two draws: the first namespaces are the crowded ones.
      namespace: at(owners, Math.min(random.int(owners.length), random.int(owners.length))),
      podClass: 'linux',
      replicas,
      component: kind === 'CronJob' || kind === 'Job' ? 'batch' : random.pick(COMPONENTS),
    });
  }
}

function addSpecial(
  builder: WorkloadBuilder,
  podClass: 'windows' | 'fargate',
  budget: number,
  random: Random,
): void {
  const owners = builder.namespaces.slice(4);
  for (let left = budget; left > 0;) {
    const replicas = Math.min(left, random.between(1, 4));
    left -= replicas;
    builder.workload({
      kind: 'Deployment',
      namespace: random.pick(owners),
      podClass,
      replicas,
      component: podClass === 'windows' ? 'legacy' : 'function',
    });
  }
}

function drawKind(random: Random): WorkloadKind {
  const draw = random.next();
  if (draw < 0.74) return 'Deployment';
  if (draw < 0.86) return 'StatefulSet';
  if (draw < 0.95) return 'CronJob';
  return draw < 0.98 ? 'Job' : 'Pod';
}

function drawReplicas(kind: WorkloadKind, most: number, random: Random): number {
  switch (kind) {
    case 'Deployment':
      return random.chance(0.1) ? 1 : random.heavyTail(2, most, 1.1);
    case 'StatefulSet':
      return random.heavyTail(1, Math.min(most, 60), 0.9);
    case 'CronJob':
      return random.between(2, 4);
    case 'DaemonSet':
    case 'Job':
    case 'Pod':
      return 1;
  }
}

interface WorkloadWish {
  readonly kind: WorkloadKind;
  readonly name?: string;
  readonly namespace: Namespace;
  readonly podClass: PodClass;
  readonly replicas: number;
  readonly component: string;
}

class WorkloadBuilder implements WorkloadPlan {
  readonly namespaces: Namespace[] = [];
  readonly accounts: ServiceAccount[] = [];
  readonly workloads: Workload[] = [];
  readonly #ids: Ids;
  readonly #random: Random;
  readonly #shared = new Map<Namespace, ServiceAccount>();

  constructor(ids: Ids, random: Random) {
    this.#ids = ids;
    this.#random = random;
  }

  namespace(name: string): void {
    const index = this.namespaces.length;
    const team = at(TEAMS, index % TEAMS.length);
    const createdAt = CLUSTER_CREATED_AT + this.#random.between(1, 300) * DAY;
    const namespace = { index, name, team, createdAt };
    this.namespaces.push(namespace);
    this.#shared.set(namespace, this.#account(namespace, 'default', {}));
  }

  named(name: string): Namespace {
    const found = this.namespaces.find((namespace) => namespace.name === name);
    if (found === undefined) throw new RangeError(`no namespace ${name}`);
    return found;
  }

  workload(wish: WorkloadWish): void {
    const index = this.workloads.length;
    const { namespace, component } = wish;
    const name = wish.name ?? `${namespace.name}-${component}-${index}`;
    const createdAt = TAKEN_AT - this.#random.between(31, 300) * DAY - this.#random.int(DAY);
    const revisedAt = TAKEN_AT - this.#random.between(2 * HOUR, 29 * DAY);
    const labels = {
      'app.kubernetes.io/name': name,
      'app.kubernetes.io/component': component,
      'app.kubernetes.io/part-of': namespace.name,
      'app.kubernetes.io/version': `v${1 + (index % 7)}.${index % 23}.${index % 5}`,
      team: namespace.team,
    };
    this.workloads.push({
      index,
      uid: this.#ids.uid('workload', index),
      kind: wish.kind,
      name,
      namespace,
      account: this.#accountFor(wish, name, labels),
      podClass: wish.podClass,
      replicas: wish.replicas,
      component,
      labels,
      createdAt,
      revisedAt,
      sidecar: this.#random.chance(0.2),
      policies: [],
      revisions: this.#revisions(wish.kind, name, index, createdAt, revisedAt),
    });
  }

  #accountFor(wish: WorkloadWish, name: string, labels: Record<string, string>): ServiceAccount {
    const dedicated = wish.kind === 'DaemonSet' || this.#random.chance(0.55);
    const shared = this.#shared.get(wish.namespace);
    if (!dedicated && shared !== undefined) return shared;
    const { 'app.kubernetes.io/version': _version, ...kept } = labels;
    return this.#account(wish.namespace, name, kept);
  }

  #account(namespace: Namespace, name: string, labels: Record<string, string>): ServiceAccount {
    const account = {
      index: this.accounts.length,
      namespace,
      name,
      labels,
      createdAt: namespace.createdAt + DAY,
    };
    this.accounts.push(account);
    return account;
  }

  #revisions(
    kind: WorkloadKind,
    name: string,
    index: number,
    createdAt: number,
    revisedAt: number,
  ): readonly Revision[] {
    if (kind === 'Job' || kind === 'CronJob' || kind === 'Pod') return [];
    const older = kind === 'Deployment' ? this.#random.int(3) : 0;
    return Array.from({ length: older + 1 }, (_, age) => {
      const hash = this.#ids.templateHash('revision', index * 8 + age);
      const time = age === 0 ? revisedAt : createdAt + (older - age) * DAY;
      return {
        name: `${name}-${hash}`,
        uid: this.#ids.uid('revision', index * 8 + age),
        hash,
        createdAt: time,
      };
    });
  }
}
