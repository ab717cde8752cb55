import { DAY, HOUR, TAKEN_AT } from './cluster.ts';
import { faultCount, type FaultLog } from './faults.ts';
import type { Json } from './json.ts';
import type { GroupCatalogue, Namespace, Policy, Workload } from './plan.ts';
import { at, type Random } from './random.ts';

/** The part of the Linux pods that policies select. */
const SHARE = 0.3;

type Form = 'labels' | 'expressions' | 'account' | 'both' | 'profile' | 'profile-and-labels';

/** The label by which a namespace-wide policy picks its workloads. */
export const PROFILE_LABEL = 'data-access';

/** Policies for about a third of the workloads, in every form that a SecurityGroupPolicy can take. */
export function planPolicies(
  workloads: readonly Workload[],
  linuxPods: number,
  groups: GroupCatalogue,
  random: Random,
  faults: FaultLog,
): readonly Policy[] {
  const planner = new PolicyPlanner(groups, random);
  for (const workload of workloads) {
    if (workload.namespace.name === 'sandbox') planner.openNamespace(workload);
  }
  for (const workload of chooseWorkloads(workloads, linuxPods, random)) planner.cover(workload);
  for (const workload of workloads) {
    if (workload.podClass === 'fargate' && random.chance(0.5)) planner.cover(workload);
  }
  planner.editSome();
  const owners = workloads.map((workload) => workload.namespace);
  planner.addFaulty(owners, faults);
  return planner.policies;
}

/** Workloads until the share is met; the first CronJob and StatefulSet are always among them. */
function chooseWorkloads(
  workloads: readonly Workload[],
  linuxPods: number,
  random: Random,
): readonly Workload[] {
  const candidates = workloads.filter(
    ({ podClass, kind, namespace }) =>
      podClass === 'linux' &&
      kind !== 'DaemonSet' &&
      !['kube-system', 'sandbox'].includes(namespace.name),
  );
  const first = (['CronJob', 'StatefulSet'] as const).flatMap((kind) =>
    candidates.filter((workload) => workload.kind === kind).slice(0, 1),
  );
  const chosen = new Set<Workload>();
  let left = linuxPods * SHARE;
  for (const workload of [...first, ...random.shuffled(candidates)]) {
    if (chosen.has(workload) || (workload.replicas > left && !first.includes(workload))) continue;
    chosen.add(workload);
    left -= workload.replicas;
  }
  return [...chosen];
}

class PolicyPlanner {
  readonly policies: Policy[] = [];
  readonly #groups: GroupCatalogue;
  readonly #random: Random;
  readonly #profiles = new Map<Namespace, Policy>();
  #nextGroup = 0;

  constructor(groups: GroupCatalogue, random: Random) {
    this.#groups = groups;
    this.#random = random;
  }

  /** One policy with an empty selector, which takes every pod of the namespace. */
  openNamespace(workload: Workload): void {
    let policy = this.#profiles.get(workload.namespace);
    if (policy === undefined) {
      policy = this.#add(workload.namespace, 'everything', { podSelector: {} });
      this.#profiles.set(workload.namespace, policy);
    }
    workload.policies.push(policy);
  }

  cover(workload: Workload): void {
    const form = this.#drawForm(workload);
    if (form === 'profile' || form === 'profile-and-labels') {
      workload.labels[PROFILE_LABEL] = workload.namespace.name;
      workload.policies.push(this.#profileOf(workload.namespace));
    }
    if (form === 'profile') return;
    const selectors = selectorsOf(form, workload);
    workload.policies.push(this.#add(workload.namespace, workload.name, selectors));
  }

  /** Some policies were edited long before today's pods: harmless, but their generation shows it. */
  editSome(): void {
    for (const policy of this.policies) {
      if (!this.#random.chance(0.12)) continue;
      policy.generation = this.#random.between(2, 5);
      policy.specAt = TAKEN_AT - this.#random.between(35, 60) * DAY;
    }
  }

  addFaulty(owners: readonly Namespace[], faults: FaultLog): void {
    const population = this.policies.length;
    const some = (
      kind: 'inert-policy' | 'invalid-policy' | 'policy-names-gone-group',
      make: (index: number) => Policy,
    ): void => {
      for (let index = 0; index < faultCount(population, 0.004); index += 1) {
        const policy = make(index);
        faults.add(kind, `${policy.namespace.name}/${policy.name}`);
      }
    };
    some('inert-policy', (index) => {
      const selectors: Selectors = index % 2 === 0 ? {} : { podSelector: {} };
      const policy = this.#add(this.#random.pick(owners), `inert-${index}`, selectors);
      if (index % 2 === 1) policy.groupIds = undefined;
      return policy;
    });
    some('invalid-policy', (index) => {
      const expression = at(INVALID_EXPRESSIONS, index % INVALID_EXPRESSIONS.length);
      const podSelector = { matchLabels: {}, matchExpressions: [expression] };
      return this.#add(this.#random.pick(owners), `invalid-${index}`, { podSelector });
    });
    some('policy-names-gone-group', (index) => {
      const podSelector = { matchLabels: { 'app.kubernetes.io/name': `retired-${index}` } };
      const policy = this.#add(this.#random.pick(owners), `retired-${index}`, { podSelector });
      policy.groupIds = [...(policy.groupIds ?? []), at(this.#groups.goneIds, 0)];
      return policy;
    });
  }

  #profileOf(namespace: Namespace): Policy {
    const known = this.#profiles.get(namespace);
    if (known !== undefined) return known;
    const podSelector = { matchLabels: { [PROFILE_LABEL]: namespace.name } };
    const policy = this.#add(namespace, `${namespace.name}-data-access`, { podSelector });
    this.#profiles.set(namespace, policy);
    return policy;
  }

  #drawForm(workload: Workload): Form {
    const draw = this.#random.next();
    if (workload.account.name === workload.name && draw < 0.35)
      return draw < 0.22 ? 'account' : 'both';
    if (draw < 0.62) return 'labels';
    if (draw < 0.82) return 'expressions';
    return draw < 0.95 ? 'profile' : 'profile-and-labels';
  }

  #add(namespace: Namespace, name: string, selectors: Selectors): Policy {
    const createdAt = TAKEN_AT - this.#random.between(61, 300) * DAY - this.#random.int(HOUR);
    const policy: Policy = {
      index: this.policies.length,
      namespace,
      name,
      podSelector: selectors.podSelector,
      serviceAccountSelector: selectors.serviceAccountSelector,
      groupIds: this.#drawGroups(),
      createdAt,
      generation: 1,
      specAt: createdAt,
      formerGroupIds: undefined,
    };
    this.policies.push(policy);
    return policy;
  }

  /** A group of its own, and often one or two that many share. */
  #drawGroups(): readonly string[] {
    const { pod } = this.#groups;
    const own = at(pod, this.#nextGroup % pod.length).id;
    this.#nextGroup += 1;
    const shared = Math.max(1, Math.floor(pod.length / 20));
    const extra = this.#random.chance(0.4) ? this.#random.between(1, 2) : 0;
    const others = Array.from({ length: extra }, () => at(pod, this.#random.int(shared)).id);
    return [...new Set([own, ...others])];
  }
}

interface Selectors {
  readonly podSelector?: Json;
  readonly serviceAccountSelector?: Json;
}

const NAME = 'app.kubernetes.io/name';

function selectorsOf(form: Exclude<Form, 'profile'>, workload: Workload): Selectors {
  const byName = { matchLabels: { [NAME]: workload.name } };
  switch (form) {
    case 'labels':
    case 'profile-and-labels':
      return { podSelector: byName };
    case 'expressions':
      return { podSelector: expressionsFor(workload) };
    case 'account':
      return { serviceAccountSelector: { matchLabels: { [NAME]: workload.account.name } } };
    case 'both':
      return {
        podSelector: byName,
        serviceAccountSelector: {
          matchExpressions: [{ key: NAME, operator: 'In', values: [workload.account.name] }],
        },
      };
  }
}

function expressionsFor(workload: Workload): Json {
  return {
    matchLabels: { team: workload.namespace.team },
    matchExpressions: [
      { key: NAME, operator: 'In', values: [workload.name, `${workload.name}-canary`] },
      { key: 'app.kubernetes.io/component', operator: 'Exists' },
      { key: 'example.com/excluded', operator: 'DoesNotExist' },
      { key: 'example.com/stage', operator: 'NotIn', values: ['preview', 'scratch'] },
    ],
  };
}

/** Each is refused by apimachinery's LabelSelectorAsSelector, so its policy matches nothing. */
const INVALID_EXPRESSIONS: readonly Json[] = [
  { key: NAME, operator: 'in', values: ['orders'] },
  { key: NAME, operator: 'In' },
  { key: NAME, operator: 'Exists', values: ['orders'] },
  { key: 'not a label key', operator: 'Exists' },
];

/** The union of the groups that a workload's policies declare, sorted. */
export function declaredGroups(workload: Workload): readonly string[] {
  return [...new Set(workload.policies.flatMap((policy) => policy.groupIds ?? []))].toSorted();
}
