import type { Destination } from '../identity/index.ts';
import type { Family } from '../net/index.ts';
import type { ClusterView, DoorView, Estate, PodView, StoreView } from '../estate/index.ts';
import { compareText, type StoreArn } from '../model/index.ts';
import {
  type Answer,
  bestOf,
  type FlowTarget,
  inSeries,
  ReachEngine,
  type Target,
  unknownAnswer,
} from '../reach/index.ts';
import type { Cohort, Entry } from './access.ts';
import { answerCohort, AnswerAlgebra, type SharedAnswer } from './cohort-answer.ts';
import { destinationOf } from './destination.ts';
import { type CohortIndex, foldCohorts, type SourceCohort } from './cohorts.ts';
import { type DoorIntent, type Intention, intentionsOver, lettingIn } from './door-intent.ts';
import { entriesWithoutProxy } from './missing-proxy.ts';
import { type ProxyDoor, proxyDoors } from './proxy-path.ts';

type TakeCohortAnswer = (cohort: SourceCohort, pods: readonly PodView[], answer: Answer) => void;

/** What it costs to sort one cohort into its place, against passing one by. */
const SORTING_COST = 16;

/** Answers who reaches which door. Cohorts are folded once for each kind of destination. */
export class AccessComputer {
  readonly estate: Estate;
  readonly engine: ReachEngine;
  readonly algebra = new AnswerAlgebra();
  private readonly cohorts = new Map<string, CohortIndex>();
  private readonly families = new Map<ClusterView, ReadonlySet<Family>>();

  constructor(estate: Estate) {
    this.estate = estate;
    this.engine = new ReachEngine(estate.network);
  }

  /** What pods present depends on where the target lies and on the families in which it answers. */
  fold(cluster: ClusterView, target: Target): CohortIndex {
    const found = destinationOf(this.estate, cluster, target);
    const to: Destination = found === 'mixed' ? { kind: 'inside' } : found;
    const place = to.kind === 'inside' ? 'inside' : `outside ${to.addresses?.toString() ?? ''}`;
    const present = this.familiesOf(cluster);
    const families = target.families.filter((family) => present.has(family));
    const key = `${cluster.arn}|${families.join()}|${place}`;
    const known = this.cohorts.get(key) ?? foldCohorts(cluster, to, families, this.engine);
    this.cohorts.set(key, known);
    return known;
  }

  /**
   * Families in which pods of the cluster, or the nodes that may speak for them, have an address or may have one: a node
   * that was not seen has an IPv4 address, and perhaps an IPv6 one.
   */
  private familiesOf(cluster: ClusterView): ReadonlySet<Family> {
    const known = this.families.get(cluster);
    if (known !== undefined) return known;
    const nodes = cluster.nodes.flatMap((node) => node.primary?.addresses ?? []);
    const found = new Set<Family>([4]);
    for (const { family } of nodes) found.add(family);
    for (const { pod, worn, class: podClass } of cluster.pods) {
      for (const { family } of pod.ips) found.add(family);
      if (worn.state === 'known') for (const address of worn.addresses) found.add(address.family);
      if (worn.state === 'unknown' && podClass === 'host-network') found.add(6);
    }
    this.families.set(cluster, found);
    return found;
  }

  /** Every cohort must be registered before a class can be called uniform. */
  prepare(targets: readonly Target[]): void {
    for (const target of targets) {
      for (const cluster of this.estate.clusters) this.fold(cluster, target);
    }
  }

  /** Cohorts that the target may admit, and those that are meant to come in, in rank order. */
  private chosen(
    index: CohortIndex,
    target: Target,
    flows: readonly FlowTarget[],
    intent: DoorIntent,
    path: Entry['path'],
  ): readonly SourceCohort[] {
    // Where not all of the target was seen, not even who has no way is shut out for sure.
    if (target.uncertain.length > 0) return index.all;
    const { all } = index;
    const isChosen = new Uint8Array(all.length);
    const chosen: SourceCohort[] = [];
    const choose = (cohorts: readonly SourceCohort[]): void => {
      for (const cohort of cohorts) {
        if (isChosen[cohort.rank] === 1) continue;
        isChosen[cohort.rank] = 1;
        chosen.push(cohort);
      }
    };
    choose(index.unclassed);
    for (const flow of flows) {
      for (const one of this.engine.candidates(flow)) choose(index.byClass.get(one) ?? []);
    }
    if (intent.enforced.certain.length === 0) {
      for (const group of intent.inferred.groups) choose(index.byDeclared.get(group) ?? []);
    }
    for (const document of lettingIn(intent, path)) choose(index.byGranted.get(document) ?? []);
    // Many are found sooner in order than they are sorted.
    return chosen.length * SORTING_COST > all.length
      ? all.filter(({ rank }) => isChosen[rank] === 1)
      : chosen.toSorted((a, b) => a.rank - b.rank);
  }

  /** Gives every answer that may matter: of cohorts that may come in, or are meant to; in rank order. */
  private answers(
    cluster: ClusterView,
    target: Target,
    intent: DoorIntent,
    path: Entry['path'],
    take: TakeCohortAnswer,
  ): void {
    const index = this.fold(cluster, target);
    const undecided = undecidedFor(this.estate, cluster, target);
    if (undecided !== null) {
      for (const cohort of index.all) take(cohort, cohort.cohort.pods, undecided);
      return;
    }
    const flows = this.engine.flowTargets(target);
    for (const cohort of this.chosen(index, target, flows, intent, path)) {
      answerCohort(this.engine, this.algebra, cohort, target, flows, (pods, answer) =>
        take(cohort, pods, answer),
      );
    }
  }

  entries(store: StoreView, door: DoorView, intent: DoorIntent): readonly Entry[] {
    const proxies = proxyDoors(this.estate, this.engine, store, door);
    return this.estate.clusters.flatMap((cluster) => {
      const direct = new EntryList(intent, 'direct', null);
      this.answers(cluster, door.target, intent, 'direct', (cohort, pods, answer) =>
        direct.add(cohort, pods, answer),
      );
      const indirect =
        proxies.length === 0
          ? entriesWithoutProxy(this.fold(cluster, door.target), intent)
          : proxies.flatMap((proxy) => this.proxyEntries(cluster, proxy, intent));
      if (indirect.length === 0) return direct.entries;
      return [...direct.entries, ...indirect].toSorted(compareEntries);
    });
  }

  private proxyEntries(
    cluster: ClusterView,
    { proxy, isPossible, second }: ProxyDoor,
    intent: DoorIntent,
  ): readonly Entry[] {
    const ways = new Map<SourceCohort, Map<PodView, Answer[]>>();
    for (const door of proxy.endpoints.flatMap((endpoint) => endpoint.doors)) {
      this.answers(cluster, door.target, intent, 'rds-proxy', (cohort, some, answer) => {
        const pods = ways.get(cohort) ?? new Map<PodView, Answer[]>();
        ways.set(cohort, pods);
        for (const pod of some) pods.set(pod, [...(pods.get(pod) ?? []), answer]);
      });
    }
    const list = new EntryList(intent, 'rds-proxy', proxy.path.proxyArn);
    for (const [cohort, pods] of ways) {
      for (const { pods: some, answer } of this.joined(pods, second, isPossible))
        list.add(cohort, some, answer);
    }
    return list.entries;
  }

  /** Any endpoint will do; then the proxy has to reach the store. */
  joined(
    pods: ReadonlyMap<PodView, readonly Answer[]>,
    second: Answer,
    isPossible: boolean,
  ): readonly SharedAnswer[] {
    const byAnswer = new Map<Answer, PodView[]>();
    for (const [pod, answers] of pods) {
      const first = this.algebra.merge('best', answers, bestOf);
      const whole = this.algebra.merge('series', [first, second], () => inSeries(first, second));
      const answer = isPossible
        ? this.algebra.merge('possible', [whole], () => perhaps(whole))
        : whole;
      const list = byAnswer.get(answer);
      if (list === undefined) byAnswer.set(answer, [pod]);
      else list.push(pod);
    }
    return [...byAnswer].map(([answer, some]) => ({ pods: some, answer }));
  }
}

const perhaps = (answer: Answer): Answer =>
  answer.reach === 'blocked'
    ? answer
    : {
        ...answer,
        ...unknownAnswer('stores-unseen'),
        egressRules: answer.egressRules,
        ingressRules: answer.ingressRules,
      };

/** The answer of every pod where the destination itself is not clear. */
export function undecidedFor(estate: Estate, cluster: ClusterView, target: Target): Answer | null {
  if (destinationOf(estate, cluster, target) === 'mixed') return unknownAnswer('unsupported');
  return target.places === null ? unknownAnswer('store-address-unseen') : null;
}

/** The entries of one path: what is blocked is kept only for pods that are meant to come in. */
class EntryList {
  readonly entries: Entry[] = [];
  private readonly path: Entry['path'];
  private readonly through: StoreArn | null;
  private readonly intentionOf: (cohort: Cohort) => Intention;

  constructor(intent: DoorIntent, path: Entry['path'], through: StoreArn | null) {
    this.path = path;
    this.through = through;
    this.intentionOf = intentionsOver(intent, path);
  }

  add({ cohort }: SourceCohort, pods: readonly PodView[], answer: Answer): void {
    const { intended, observed, reasons: undecided } = this.intentionOf(cohort);
    if (answer.reach === 'blocked' && intended !== true) return;
    const { path, through } = this;
    this.entries.push({ cohort, pods, answer, path, through, intended, observed, undecided });
  }
}

const compareEntries = (a: Entry, b: Entry): number =>
  compareText(a.cohort.workload.namespace, b.cohort.workload.namespace) ||
  compareText(a.cohort.workload.name, b.cohort.workload.name) ||
  compareText(a.path, b.path) ||
  compareText(a.through ?? '', b.through ?? '') ||
  compareText(a.cohort.via, b.cohort.via);
