import type { Access, Entry } from '../core/access/index.ts';
import type { Estate, PodView, StoreView, WorkloadView } from '../core/estate/index.ts';
import { compareText } from '../core/model/index.ts';
import {
  type By,
  type Cell,
  coverageOf,
  type DoorRow,
  type ReachMatrix,
} from '../core/render/index.ts';
import { type Answered, arePodsUnseen, estateEnvelope } from './answer.ts';
import {
  type Filters,
  isWorkloadWanted,
  NO_FILTERS,
  refuseUnknownNames,
  wantedStores,
} from './filters.ts';
import { isUnremarkable, toCell } from './reach/cell.ts';
import { DoorWays } from './reach/door-ways.ts';

export interface ReachQuestion {
  readonly by?: By;
  /** Also cells that are blocked and not meant to be open. */
  readonly all?: boolean;
  readonly filters?: Filters;
}

/** All that the cells are made from. */
interface Ground {
  readonly workloads: readonly WorkloadView[];
  readonly doors: readonly DoorWays[];
  readonly by: By;
  readonly all: boolean;
}

function doorsOf(
  estate: Estate,
  access: Access,
  stores: readonly StoreView[],
  all: boolean,
): readonly DoorWays[] {
  return stores.flatMap((store) =>
    access
      .doorsOf(store)
      .toSorted((a, b) => a.door.door.port - b.door.door.port)
      .map((door) => new DoorWays(access, door, estate, all)),
  );
}

const compareWorkloads = (a: WorkloadView, b: WorkloadView): number =>
  compareText(a.cluster.arn, b.cluster.arn) ||
  compareText(a.namespace, b.namespace) ||
  compareText(a.name, b.name);

function* cellsByWorkload({ workloads, doors, by }: Ground): Generator<Cell> {
  for (const workload of workloads) {
    for (const door of doors) {
      for (const ground of door.groundsOf(workload)) yield toCell(ground, by);
    }
  }
}

/** Pods sort by name inside their namespace, whatever their workload: a namespace is indexed as a whole. */
function* cellsByPod(ground: Ground): Generator<Cell> {
  const namespaces = Map.groupBy(
    ground.workloads,
    ({ cluster, namespace }) => `${cluster.arn}|${namespace}`,
  );
  for (const workloads of namespaces.values()) yield* namespaceCells(workloads, ground);
}

function* namespaceCells(
  workloads: readonly WorkloadView[],
  { doors, by }: Ground,
): Generator<Cell> {
  const answers = new Map<PodView, Map<DoorWays, Entry[]>>();
  for (const door of doors) {
    for (const entry of workloads.flatMap((workload) => door.entriesOf(workload))) {
      for (const pod of entry.pods) addTo(answers, pod, door, entry);
    }
  }
  const pods = [...answers].toSorted(([a], [b]) => compareText(a.pod.name, b.pod.name));
  for (const [pod, byDoor] of pods) {
    for (const [door, entries] of byDoor) {
      for (const ground of door.groundsOfPod(pod, entries)) yield toCell(ground, by);
    }
  }
}

function addTo(
  answers: Map<PodView, Map<DoorWays, Entry[]>>,
  pod: PodView,
  door: DoorWays,
  entry: Entry,
): void {
  const byDoor = answers.get(pod) ?? new Map<DoorWays, Entry[]>();
  answers.set(pod, byDoor);
  const entries = byDoor.get(door);
  if (entries === undefined) byDoor.set(door, [entry]);
  else entries.push(entry);
}

function* cellsOf(ground: Ground): Generator<Cell> {
  const cells = ground.by === 'workload' ? cellsByWorkload(ground) : cellsByPod(ground);
  for (const cell of cells) if (ground.all || !isUnremarkable(cell)) yield cell;
}

const isUndecided = (cell: Cell): boolean =>
  cell.reach === 'unknown' || cell.intended === null || (cell.pods?.unknown ?? 0) > 0;

const doorRow = ({ access }: DoorWays): DoorRow => ({
  store: access.store.store.arn,
  name: access.store.store.name,
  engine: access.store.store.engine,
  port: access.door.door.port,
  podManaged: access.podManaged,
});

/**
 * Stores that were not seen stand for cells that are not there. Who asks about one store misses nothing by stores of
 * another kind, only by proxies that may stand before it.
 */
function areStoresUnseen({ storeGaps }: Estate, filters: Filters): boolean {
  if (filters.stores.length === 0) return storeGaps.length > 0;
  return storeGaps.some(({ source, scope }) => source === scope.dbProxies.source);
}

/**
 * Who reaches what. Throws a {@link QuestionError} for a filter that nothing is named by. The cells are made while they are read, and may be read more than once.
 */
export function listReach(
  estate: Estate,
  access: Access,
  { by = 'workload', all = false, filters = NO_FILTERS }: ReachQuestion,
): Answered<ReachMatrix> {
  refuseUnknownNames(estate, filters);
  const ground: Ground = {
    by,
    all,
    doors: doorsOf(estate, access, wantedStores(estate, filters), all),
    workloads: estate.clusters
      .flatMap((cluster) => cluster.workloads)
      .filter((workload) => isWorkloadWanted(workload, filters))
      .toSorted(compareWorkloads),
  };
  const total = ground.doors.reduce((sum, door) => sum + door.countCells(ground.workloads, by), 0);
  let unknown = 0;
  let undecided = 0;
  // Cells that are left out are decided; only those that are shown can be unknown.
  for (const cell of cellsOf({ ...ground, all: false })) {
    if (cell.reach === 'unknown') unknown += 1;
    if (isUndecided(cell)) undecided += 1;
  }
  return {
    unknown: undecided > 0 || arePodsUnseen(estate) || areStoresUnseen(estate, filters),
    document: {
      ...estateEnvelope('ReachMatrix', estate, coverageOf(total - unknown, unknown, 0)),
      by,
      stores: ground.doors.map(doorRow),
      cells: { [Symbol.iterator]: () => cellsOf(ground) },
    },
  };
}
