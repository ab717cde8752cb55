import { IpSet } from '../net/index.ts';
import type { Destination } from '../identity/index.ts';
import { compareText, type VpcId } from '../model/index.ts';
import type { ClusterView, DoorView, Estate, PodView, StoreView } from '../estate/index.ts';
import {
  type Answer,
  bestOf,
  inSeries,
  ReachEngine,
  type Target,
  unknownAnswer,
} from '../reach/index.ts';
import type { Access, DoorAccess, Entry } from './access.ts';
import { answerCohort, AnswerAlgebra, type SharedAnswer } from './cohort-answer.ts';
import { type CohortIndex, foldCohorts, type SourceCohort } from './cohorts.ts';
import { inferIntent, type InferredIntent, isIntended, podGroupsOf } from './intent.ts';
import { type ProxyDoor, proxyDoors } from './proxy-path.ts';

type Place = Omit<Entry, 'pods' | 'answer' | 'cohort' | 'intended'>;

/** Answers who reaches which door. Cohorts are folded once for each kind of destination. */
class AccessComputer {
  readonly estate: Estate;
  readonly engine: ReachEngine;
  private readonly algebra = new AnswerAlgebra();
  private readonly cohorts = new Map<string, CohortIndex>();

  constructor(estate: Estate) {
    this.estate = estate;
    this.engine = new ReachEngine(estate.network);
  }

  /** Where a target lies as the cluster's nodes see it: the node decides by address, in its own VPC's blocks or not. */
  private destination(cluster: ClusterView, target: Target): Destination | 'mixed' {
    const addresses = (target.places ?? []).flatMap(
      (place) => place.addresses?.restrictTo(4) ?? [],
    );
    const all = IpSet.fromRanges(
      addresses.flatMap((one) =>
        one.v4Intervals().map(([first, last]) => ({ family: 4, first, last }) as const),
      ),
    );
    const vpcId: VpcId | null = target.places?.[0]?.vpcId ?? null;
    const blocks =
      cluster.vpcId === null ? undefined : this.estate.network.vpcs.get(cluster.vpcId)?.blocks;
    if (blocks === undefined || all.isEmpty()) {
      return vpcId === cluster.vpcId
        ? { kind: 'inside' }
        : { kind: 'outside', addresses: all.isEmpty() ? null : all };
    }
    const inside = IpSet.fromPrefixes(blocks);
    if (inside.covers(all)) return { kind: 'inside' };
    return inside.overlaps(all) ? 'mixed' : { kind: 'outside', addresses: all };
  }

  private fold(cluster: ClusterView, to: Destination): CohortIndex {
    const place = to.kind === 'inside' ? 'inside' : `outside ${to.addresses?.toString() ?? ''}`;
    const key = `${cluster.arn}|${place}`;
    const known = this.cohorts.get(key) ?? foldCohorts(cluster, to, [4, 6], this.engine);
    this.cohorts.set(key, known);
    return known;
  }

  /** Every cohort must be registered before a class can be called uniform. */
  prepare(targets: readonly Target[]): void {
    for (const target of targets) {
      for (const cluster of this.estate.clusters) {
        const to = this.destination(cluster, target);
        if (to !== 'mixed') this.fold(cluster, to);
      }
    }
  }

  /** Cohorts that the target may admit, and those for which `isWanted` holds, each with its answers. */
  answers(
    cluster: ClusterView,
    target: Target,
    isWanted: (cohort: SourceCohort) => boolean,
  ): readonly (readonly [SourceCohort, readonly SharedAnswer[]])[] {
    const to = this.destination(cluster, target);
    const index = this.fold(cluster, to === 'mixed' ? { kind: 'inside' } : to);
    if (to === 'mixed') return everyUnknown(index, unknownAnswer('unsupported'));
    if (target.places === null) return everyUnknown(index, unknownAnswer('store-address-unseen'));
    const flows = this.engine.flowTargets(target);
    const chosen = new Set<SourceCohort>(index.unclassed);
    for (const flow of flows) {
      for (const one of this.engine.candidates(flow)) {
        for (const cohort of index.byClass.get(one) ?? []) chosen.add(cohort);
      }
    }
    for (const cohort of index.all) if (isWanted(cohort)) chosen.add(cohort);
    return [...chosen].map((cohort) => [
      cohort,
      answerCohort(this.engine, this.algebra, cohort, flows),
    ]);
  }

  entries(store: StoreView, door: DoorView, intent: InferredIntent): readonly Entry[] {
    const proxies = proxyDoors(this.estate, this.engine, store, door);
    return this.estate.clusters.flatMap((cluster) => {
      const wanted = (one: SourceCohort): boolean =>
        isIntended(intent, one.cohort.declaration) === true;
      const direct = this.answers(cluster, door.target, wanted);
      return [
        ...toEntries(direct, intent, { path: 'direct', through: null }),
        ...proxies.flatMap((proxy) => this.proxyEntries(cluster, proxy, intent, wanted)),
      ];
    });
  }

  private proxyEntries(
    cluster: ClusterView,
    { proxy, isPossible, second }: ProxyDoor,
    intent: InferredIntent,
    wanted: (one: SourceCohort) => boolean,
  ): readonly Entry[] {
    const ways = new Map<SourceCohort, Map<PodView, Answer[]>>();
    for (const door of proxy.endpoints.flatMap((endpoint) => endpoint.doors)) {
      for (const [cohort, shared] of this.answers(cluster, door.target, wanted)) {
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
  private joined(
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
  return answers.flatMap(([{ cohort }, shared]) => {
    const intended = isIntended(intent, cohort.declaration);
    return shared
      .filter(({ answer }) => answer.reach !== 'blocked' || intended === true)
      .map(({ pods, answer }) => ({ cohort, pods, answer, ...place, intended }));
  });
}

const compareEntries = (a: Entry, b: Entry): number =>
  compareText(a.cohort.cluster.arn, b.cohort.cluster.arn) ||
  compareText(a.cohort.workload.namespace, b.cohort.workload.namespace) ||
  compareText(a.cohort.workload.name, b.cohort.workload.name) ||
  compareText(a.path, b.path) ||
  compareText(a.through ?? '', b.through ?? '') ||
  compareText(a.cohort.via, b.cohort.via);

const targetsOf = (store: StoreView): readonly Target[] =>
  [
    ...store.doors,
    ...store.proxies.flatMap((proxy) => proxy.endpoints.flatMap((one) => one.doors)),
  ].map((door) => door.target);

/** Who reaches every door of every store, by the set engine. */
export function computeAccess(estate: Estate): Access {
  const computer = new AccessComputer(estate);
  const podGroups = podGroupsOf(estate.clusters);
  computer.prepare(estate.stores.flatMap(targetsOf));
  const byStore = new Map<StoreView, readonly DoorAccess[]>();
  for (const store of estate.stores) {
    byStore.set(
      store,
      store.doors.map((door) => {
        const intent = inferIntent(door, store.proxies, podGroups);
        const entries = computer.entries(store, door, intent).toSorted(compareEntries);
        return { store, door, podManaged: intent.podManaged, intent, entries };
      }),
    );
  }
  return {
    doors: [...byStore.values()].flat(),
    doorsOf: (store) => byStore.get(store) ?? [],
  };
}
