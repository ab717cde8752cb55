import {
  type Access,
  type DoorAccess,
  explainPod,
  intentionOf,
  proxyDoors,
} from '../core/access/index.ts';
import type { Estate, PodView } from '../core/estate/index.ts';
import { ReachEngine } from '../core/reach/index.ts';
import { coverageOf, type Explanation, type PathRow } from '../core/render/index.ts';
import { type Answered, estateEnvelope } from './answer.ts';
import { findDoor, findPod, findStore, type PodName } from './explain/find-pair.ts';
import { leastChange } from './explain/least-change.ts';
import { proxyWay } from './explain/proxy-way.ts';
import { sayingsOf } from './explain/sayings.ts';
import { stepsOf } from './explain/steps.ts';

export interface PairQuestion {
  readonly pod: PodName;
  /** ARN, or a name that only one store has. */
  readonly store: string;
  /** Null: the store's own port. */
  readonly port: number | null;
}

const RANK = { blocked: 0, unknown: 1, partial: 2, reachable: 3 } as const;

function directWay(estate: Estate, pod: PodView, { door }: DoorAccess): PathRow {
  const explanation = explainPod(estate, pod, door.target);
  const { answer, via, snat } = explanation;
  return {
    path: 'direct',
    through: null,
    via,
    snat,
    reach: answer.reach,
    partialBecause: answer.partialBecause,
    unknown: answer.unknown,
    steps: stepsOf(pod, explanation),
  };
}

function proxyWays(estate: Estate, pod: PodView, { store, door }: DoorAccess): readonly PathRow[] {
  return proxyDoors(estate, new ReachEngine(estate.network), store, door)
    .map((proxy) => proxyWay(estate, pod, door, proxy))
    .filter((way) => way !== null);
}

const bestWay = (direct: PathRow, others: readonly PathRow[]): PathRow =>
  others.reduce((best, way) => (RANK[way.reach] > RANK[best.reach] ? way : best), direct);

/**
 * One pod and one store, layer by layer, by every way that there is. Throws a {@link QuestionError} with candidates for
 * a name that nothing or more than one thing has.
 */
export function explainPair(
  estate: Estate,
  access: Access,
  question: PairQuestion,
): Answered<Explanation> {
  const pod = findPod(estate, question.pod);
  const door = findDoor(access, findStore(estate, question.store), question.port);
  const direct = directWay(estate, pod, door);
  const others = proxyWays(estate, pod, door);
  const best = bestWay(direct, others);
  const { intended } = intentionOf(door.intent, pod, best.path);
  const isUnknown = best.reach === 'unknown' || intended === null;
  const { steps, ...way } = best;
  return {
    unknown: isUnknown,
    document: {
      ...estateEnvelope('Explanation', estate, coverageOf(isUnknown ? 0 : 1, isUnknown ? 1 : 0, 0)),
      cluster: pod.workload.cluster.arn,
      namespace: pod.pod.namespace,
      pod: pod.pod.name,
      workload: pod.workload.name,
      store: door.store.store.arn,
      port: door.door.door.port,
      ports: access.doorsOf(door.store).map((one) => one.door.door.port),
      reach: way.reach,
      partialBecause: way.partialBecause,
      intended,
      documents: sayingsOf(door.intent, pod, best.path),
      path: way.path,
      through: way.through,
      via: way.via,
      snat: way.snat,
      unknown: way.unknown,
      steps,
      leastChange: best.reach === 'blocked' ? leastChange(estate, pod, door) : null,
      paths: [direct, ...others],
    },
  };
}
