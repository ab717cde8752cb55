import {
  type Access,
  type Cohort,
  type DoorAccess,
  type Entry,
  intentionOf,
  isMissingProxy,
  type Way,
} from '../../core/access/index.ts';
import type { Estate, PodView, WorkloadView } from '../../core/estate/index.ts';
import { type CellGround, compareGrounds, identityKey } from './cell.ts';

/** Cohorts of each workload, remembered for each list of cohorts: many doors share one list. */
const byWorkload = new WeakMap<readonly Cohort[], ReadonlyMap<WorkloadView, readonly Cohort[]>>();

function cohortsOf(way: Way, workload: WorkloadView): readonly Cohort[] {
  let index = byWorkload.get(way.cohorts);
  if (index === undefined) {
    index = Map.groupBy(way.cohorts, (cohort) => cohort.workload);
    byWorkload.set(way.cohorts, index);
  }
  return index.get(workload) ?? [];
}

const groundKey = (entry: Entry): string => identityKey(entry, entry.cohort);

/** One door with all its ways: from a workload to the grounds of its cells. */
export class DoorWays {
  readonly access: DoorAccess;
  readonly ways: readonly Way[];
  private readonly everybody: boolean;
  private readonly mayBeUndecided: boolean;
  private readonly kept: ReadonlyMap<WorkloadView, readonly Entry[]>;

  constructor(access: Access, door: DoorAccess, estate: Estate, everybody: boolean) {
    this.access = door;
    this.ways = access.waysTo(door);
    this.everybody = everybody;
    // Cells are of ways that there are.
    const entries = door.entries.filter((entry) => !isMissingProxy(entry));
    this.kept = Map.groupBy(entries, (entry) => entry.cohort.workload);
    this.mayBeUndecided =
      !door.intent.complete || estate.clusters.some((one) => !isEverythingDecided(one.workloads));
  }

  /** The workload's answers: all of them, or those that are kept and those whose intent was not decided. */
  entriesOf(workload: WorkloadView): readonly Entry[] {
    const kept = this.kept.get(workload) ?? [];
    if (this.everybody) return this.asked(workload, () => true);
    if (!this.mayBeUndecided) return kept;
    // Of pods that may be meant to come in, those that are blocked are told as well.
    const isUndecided = (cohort: Cohort, path: Entry['path']): boolean =>
      intentionOf(this.access.intent, cohort, path).intended === null;
    return [
      ...kept.filter((entry) => entry.intended !== null),
      ...this.asked(workload, isUndecided),
    ];
  }

  private asked(
    workload: WorkloadView,
    isAsked: (cohort: Cohort, path: Entry['path']) => boolean,
  ): readonly Entry[] {
    return this.ways.flatMap((way) =>
      cohortsOf(way, workload)
        .filter((cohort) => isAsked(cohort, way.path))
        .flatMap((cohort) => way.entriesOf(cohort)),
    );
  }

  /** The grounds of one workload's cells, sorted by path and identity. */
  groundsOf(workload: WorkloadView): readonly CellGround[] {
    return this.grounds(workload, null, this.entriesOf(workload));
  }

  /** The grounds of one pod's cells; `entries` are those of its workload that speak of it. */
  groundsOfPod(pod: PodView, entries: readonly Entry[]): readonly CellGround[] {
    return this.grounds(pod.workload, pod, entries);
  }

  private grounds(
    workload: WorkloadView,
    pod: PodView | null,
    entries: readonly Entry[],
  ): readonly CellGround[] {
    return [...Map.groupBy(entries, groundKey)]
      .flatMap(([key, [first, ...rest]]): readonly CellGround[] =>
        first === undefined
          ? []
          : [
              {
                door: this.access,
                workload,
                pod,
                entries: [first, ...rest],
                cohorts: pod === null ? this.cohortsLike(workload, key) : [],
              },
            ],
      )
      .toSorted(compareGrounds);
  }

  private cohortsLike(workload: WorkloadView, key: string): readonly Cohort[] {
    return this.ways.flatMap((way) =>
      cohortsOf(way, workload).filter((cohort) => identityKey(way, cohort) === key),
    );
  }

  /** How many cells there are for this door, shown or not. */
  countCells(workloads: readonly WorkloadView[], by: 'workload' | 'pod'): number {
    let count = 0;
    for (const workload of workloads) {
      const keys = new Map<string, Set<PodView>>();
      for (const way of this.ways) {
        for (const cohort of cohortsOf(way, workload)) {
          const key = identityKey(way, cohort);
          const pods = keys.get(key) ?? new Set();
          keys.set(key, pods);
          if (by === 'pod') for (const pod of cohort.pods) pods.add(pod);
        }
      }
      for (const pods of keys.values()) count += by === 'pod' ? pods.size : 1;
    }
    return count;
  }
}

const isEverythingDecided = (workloads: readonly WorkloadView[]): boolean =>
  workloads.every((workload) =>
    workload.pods.every((pod) => pod.declaration.complete && pod.grants.possible.size === 0),
  );
