import type { ClusterView, DoorView, PodView } from '../estate/index.ts';
import type { Answer, Target } from '../reach/index.ts';
import type { Cohort, DoorAccess, Entry, Way } from './access.ts';
import { answerCohort, type SharedAnswer } from './cohort-answer.ts';
import type { CohortIndex, SourceCohort } from './cohorts.ts';
import { type AccessComputer, undecidedFor } from './access-computer.ts';
import { intentionsOver } from './door-intent.ts';
import { type ProxyDoor, proxyDoors } from './proxy-path.ts';

type Ask = (cohort: SourceCohort) => readonly SharedAnswer[];

/** One cohort's answers toward one target, asked for when they are wanted. */
function askTarget(computer: AccessComputer, cluster: ClusterView, target: Target): Ask {
  const undecided = undecidedFor(computer.estate, cluster, target);
  if (undecided !== null) return ({ cohort }) => [{ pods: cohort.pods, answer: undecided }];
  const flows = computer.engine.flowTargets(target);
  return (cohort) => {
    const shared: SharedAnswer[] = [];
    answerCohort(computer.engine, computer.algebra, cohort, target, flows, (pods, answer) =>
      shared.push({ pods, answer }),
    );
    return shared;
  };
}

function askProxy(
  computer: AccessComputer,
  cluster: ClusterView,
  doors: readonly DoorView[],
  { second, isPossible }: ProxyDoor,
): Ask {
  const asks = doors.map((door) => askTarget(computer, cluster, door.target));
  return (cohort) => {
    const pods = new Map<PodView, Answer[]>();
    for (const { pods: some, answer } of asks.flatMap((ask) => ask(cohort))) {
      for (const pod of some) pods.set(pod, [...(pods.get(pod) ?? []), answer]);
    }
    return computer.joined(pods, second, isPossible);
  };
}

/** One list for one fold, whichever door asks: what is counted of it can be remembered by its identity. */
const foldedCohorts = new WeakMap<CohortIndex, ReadonlyMap<Cohort, SourceCohort>>();
const cohortLists = new WeakMap<CohortIndex, readonly Cohort[]>();

function remember<K extends object, V>(memo: WeakMap<K, V>, key: K, make: () => V): V {
  const known = memo.get(key);
  if (known !== undefined) return known;
  const made = make();
  memo.set(key, made);
  return made;
}

function toWay(
  { intent }: DoorAccess,
  index: CohortIndex,
  place: Pick<Entry, 'path' | 'through'>,
  ask: Ask,
): Way {
  const sources = remember(
    foldedCohorts,
    index,
    () => new Map<Cohort, SourceCohort>(index.all.map((one) => [one.cohort, one])),
  );
  const intentionOf = intentionsOver(intent, place.path);
  return {
    ...place,
    cohorts: remember(cohortLists, index, () => index.all.map((one) => one.cohort)),
    entriesOf(cohort) {
      const source = sources.get(cohort);
      const { intended, observed, reasons: undecided } = intentionOf(cohort);
      return (source === undefined ? [] : ask(source)).map((shared) => ({
        cohort,
        ...shared,
        ...place,
        intended,
        observed,
        undecided,
      }));
    },
  };
}

/** Every way to a door, from every cluster, with everybody on the wire who could take it. */
export function waysTo(computer: AccessComputer, access: DoorAccess): readonly Way[] {
  const { estate, engine } = computer;
  const proxies = proxyDoors(estate, engine, access.store, access.door);
  return estate.clusters.flatMap((cluster) => {
    const { target } = access.door;
    const direct = toWay(
      access,
      computer.fold(cluster, target),
      { path: 'direct', through: null },
      askTarget(computer, cluster, target),
    );
    const indirect = proxies.flatMap((one) => {
      const doors = one.proxy.endpoints.flatMap((endpoint) => endpoint.doors);
      // Toward endpoints in another VPC a pod may present another identity: that is a way of its own.
      const folds = Map.groupBy(doors, (door) => computer.fold(cluster, door.target));
      return [...folds].map(([index, some]) =>
        toWay(
          access,
          index,
          { path: 'rds-proxy', through: one.proxy.path.proxyArn },
          askProxy(computer, cluster, some, one),
        ),
      );
    });
    return [direct, ...indirect];
  });
}
