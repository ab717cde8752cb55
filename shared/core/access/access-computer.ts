import type { Destination } from '../identity/index.ts';
import type {
  ClusterView,
  Declaration,
  DoorView,
  Estate,
  PodView,
  StoreView,
} from '../estate/index.ts';
import { compareText } from '../model/index.ts';
import {
  type Answer,
  bestOf,
  inSeries,
  ReachEngine,
  type Target,
  unknownAnswer,
} from '../reach/index.ts';
import type { Entry } from './access.ts';
import { answerCohort, AnswerAlgebra, type SharedAnswer } from './cohort-answer.ts';
import { destinationOf } from './destination.ts';
import { type CohortIndex, foldCohorts, type SourceCohort } from './cohorts.ts';
import { type InferredIntent, isIntended } from './intent.ts';
import { type ProxyDoor, proxyDoors } from './proxy-path.ts';

type Place = Omit<Entry, 'pods' | 'answer' | 'cohort' | 'intended'>;

/** Answers who reaches which door. Cohorts are folded once for each kind of destination. */
export class AccessComputer {
  readonly estate: Estate;
  readonly engine: ReachEngine;
  readonly algebra = new AnswerAlgebra();
  private readonly cohorts = new Map<string, CohortIndex>();

  constructor(estate: Estate) {
    this.estate = estate;
    this.engine = new ReachEngine(estate.network);
  }

  /** What pods present depends on where the target lies and on the families in which it answers. */
  fold(cluster: ClusterView, target: Target): CohortIndex {
    const found = destinationOf(this.estate, cluster, target);
    const to: Destination = found === 'mixed' ? { kind: 'inside' } : found;
    const place = to.kind === 'inside' ? 'inside' : `outside ${to.addresses?.toString() ?? ''}`;
    const key = `${cluster.arn}|${target.families.join()}|${place}`;
    const known = this.cohorts.get(key) ?? foldCohorts(cluster, to, target.families, this.engine);
    this.cohorts.set(key, known);
    return known;
  }

  /** Every cohort must be registered before a class can be called uniform. */
  prepare(targets: readonly Target[]): void {
    for (const target of targets) {
      for (const cluster of this.estate.clusters) this.fold(cluster, target);
    }
  }

  /** Cohorts that the target may admit, and those that are meant to come in, each with its answers; in rank order. */
  answers(
    cluster: ClusterView,
    target: Target,
    intent: InferredIntent,
  ): readonly (readonly [SourceCohort, readonly SharedAnswer[]])[] {
    const index = this.fold(cluster, target);
    const undecided = undecidedFor(this.estate, cluster, target);
    if (undecided !== null) return everyUnknown(index, undecided);
    const flows = this.engine.flowTargets(target);
    const chosen = new Set<SourceCohort>(index.unclassed);
    for (const flow of flows) {
      for (const one of this.engine.candidates(flow)) {
        for (const cohort of index.byClass.get(one) ?? []) chosen.add(cohort);
      }
    }
    for (const group of intent.groups) {
      for (const cohort of index.byDeclared.get(group) ?? []) chosen.add(cohort);
    }
    return [...chosen]
      .toSorted((a, b) => a.rank - b.rank)
      .map((cohort) => [cohort, answerCohort(this.engine, this.algebra, cohort, target, flows)]);
  }

  entries(store: StoreView, door: DoorView, intent: InferredIntent): readonly Entry[] {
    const proxies = proxyDoors(this.estate, this.engine, store, door);
    return this.estate.clusters.flatMap((cluster) => {
      const answers = this.answers(cluster, door.target, intent);
      const direct = toEntries(answers, intent, { path: 'direct', through: null });
      if (proxies.length === 0) return direct;
      const indirect = proxies.flatMap((proxy) => this.proxyEntries(cluster, proxy, intent));
      return [...direct, ...indirect].toSorted(compareEntries);
    });
  }

  private proxyEntries(
    cluster: ClusterView,
    { proxy, isPossible, second }: ProxyDoor,
    intent: InferredIntent,
  ): readonly Entry[] {
    const ways = new Map<SourceCohort, Map<PodView, Answer[]>>();
    for (const door of proxy.endpoints.flatMap((endpoint) => endpoint.doors)) {
      for (const [cohort, shared] of this.answers(cluster, door.target, intent)) {
        const pods = ways.get(cohort) ?? new Map<PodView, Answer[]>();
        ways.set(cohort, pods);
        for (const { pods: some, answer } of shared) {
          for (const pod of some) pods.set(pod, [...(pods.get(pod) ?? []), answer]);
        }
      }
    }
    const answers = [...ways].map(
      ([cohort, pods]) => [cohort, this.joined(pods, second, isPossible)] as const,
    );
    return toEntries(answers, intent, { path: 'rds-proxy', through: proxy.path.proxyArn });
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

const everyUnknown = (
  index: CohortIndex,
  answer: Answer,
): readonly (readonly [SourceCohort, readonly SharedAnswer[]])[] =>
  index.all.map((cohort) => [cohort, [{ pods: cohort.cohort.pods, answer }]]);

function toEntries(
  answers: readonly (readonly [SourceCohort, readonly SharedAnswer[]])[],
  intent: InferredIntent,
  place: Place,
): readonly Entry[] {
  const { path, through } = place;
  const entries: Entry[] = [];
  const intentions = new Map<Declaration, boolean | null>();
  for (const [{ cohort }, shared] of answers) {
    const { declaration } = cohort;
    let intended = intentions.get(declaration);
    if (intended === undefined) {
      intended = isIntended(intent, declaration);
      intentions.set(declaration, intended);
    }
    for (const { pods, answer } of shared) {
      if (answer.reach === 'blocked' && intended !== true) continue;
      entries.push({ cohort, pods, answer, path, through, intended });
    }
  }
  return entries;
}

const compareEntries = (a: Entry, b: Entry): number =>
  compareText(a.cohort.workload.namespace, b.cohort.workload.namespace) ||
  compareText(a.cohort.workload.name, b.cohort.workload.name) ||
  compareText(a.path, b.path) ||
  compareText(a.through ?? '', b.through ?? '') ||
  compareText(a.cohort.via, b.cohort.via);
