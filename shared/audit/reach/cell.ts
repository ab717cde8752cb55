import type { Cohort, DoorAccess, Entry } from '../../core/access/index.ts';
import type { PodView, WorkloadView } from '../../core/estate/index.ts';
import { compareText, sortedUnique } from '../../core/model/index.ts';
import { type Denial, LAYERS, type PartialBecause, type Reach } from '../../core/reach/index.ts';
import type { By, Cell, DenialRow, PodCounts } from '../../core/render/index.ts';

/** What one source, toward one door, by one path and as one identity, comes to: the ground of one cell. */
export interface CellGround {
  readonly door: DoorAccess;
  readonly workload: WorkloadView;
  /** Null: the workload as a whole. */
  readonly pod: PodView | null;
  readonly entries: readonly [Entry, ...Entry[]];
  /** Everybody who could take this path as this identity; those without an entry are blocked and not intended. */
  readonly cohorts: readonly Cohort[];
}

/** A cell's path and identity: what tells cells of one source and one door apart. */
export const identityKey = (
  { path, through }: Pick<Entry, 'path' | 'through'>,
  { via, snat }: Pick<Cohort, 'via' | 'snat'>,
): string => [path, through ?? '', via, snat].join('|');

export const compareGrounds = (
  { entries: [a] }: CellGround,
  { entries: [b] }: CellGround,
): number =>
  compareText(a.path, b.path) ||
  compareText(a.through ?? '', b.through ?? '') ||
  compareText(a.cohort.via, b.cohort.via) ||
  Number(a.cohort.snat) - Number(b.cohort.snat);

const RANK: Readonly<Record<Reach, number>> = { blocked: 0, unknown: 1, partial: 2, reachable: 3 };

/** Through endpoints in several VPCs a pod may have several answers: any of them will do for it. */
function bestByPod(entries: readonly Entry[]): ReadonlyMap<PodView, Reach> {
  const best = new Map<PodView, Reach>();
  for (const { pods, answer } of entries) {
    for (const pod of pods) {
      const known = best.get(pod);
      if (known === undefined || RANK[answer.reach] > RANK[known]) best.set(pod, answer.reach);
    }
  }
  return best;
}

function countsOf({ entries, cohorts }: CellGround): PodCounts {
  const counts = { reachable: 0, partial: 0, blocked: 0, unknown: 0 };
  let answered = 0;
  if (entries[0].path === 'direct') {
    // On the direct path every pod has one answer.
    for (const { pods, answer } of entries) {
      counts[answer.reach] += pods.length;
      answered += pods.length;
    }
  } else {
    const best = bestByPod(entries);
    for (const reach of best.values()) counts[reach] += 1;
    answered = best.size;
  }
  const everybody =
    entries[0].path === 'direct'
      ? cohorts.reduce((sum, cohort) => sum + cohort.pods.length, 0)
      : new Set(cohorts.flatMap((cohort) => cohort.pods)).size;
  return {
    reachable: counts.reachable + counts.partial,
    blocked: counts.blocked + Math.max(0, everybody - answered),
    unknown: counts.unknown,
  };
}

interface Aggregate {
  readonly reach: Reach;
  readonly partialBecause: readonly PartialBecause[];
}

/** Some in and some out is sure, whatever is not known of others; otherwise one unknown makes the whole unknown. */
function aggregate(entries: readonly Entry[], pods: PodCounts): Aggregate {
  const because = entries.flatMap(({ answer }) =>
    answer.reach === 'partial' ? answer.partialBecause : [],
  );
  if (pods.reachable > 0 && pods.blocked > 0) {
    return { reach: 'partial', partialBecause: sortedUnique([...because, 'some-pods' as const]) };
  }
  if (pods.unknown > 0) return { reach: 'unknown', partialBecause: [] };
  if (pods.reachable === 0) return { reach: 'blocked', partialBecause: [] };
  return because.length > 0
    ? { reach: 'partial', partialBecause: sortedUnique(because) }
    : { reach: 'reachable', partialBecause: [] };
}

/** A workload is meant to come in if any of its pods is; undecided while one of them may be. */
function intendedOf(entries: readonly Entry[]): boolean | null {
  if (entries.some((one) => one.intended === true)) return true;
  return entries.some((one) => one.intended === null) ? null : false;
}

/** Rules of several answers: sorted on the direct path, in the order of the hops through a proxy. */
function rulesOf(
  entries: readonly Entry[],
  side: 'egressRules' | 'ingressRules',
): readonly string[] {
  const rules = new Set(entries.flatMap(({ answer }) => answer[side]));
  return entries[0]?.path === 'direct' ? [...rules].toSorted(compareText) : [...rules];
}

/** Each denial once. Through a proxy the first hop's come first; else the order is that of the packet's way. */
export function denialRows(path: Entry['path'], denials: readonly Denial[]): readonly DenialRow[] {
  const order = (one: Denial): number => LAYERS.indexOf(one.layer);
  const ordered = path === 'direct' ? denials.toSorted((a, b) => order(a) - order(b)) : denials;
  const rows = ordered.map(({ code, direction, component }) => ({ code, direction, component }));
  const key = (row: DenialRow): string => `${row.code}|${row.direction}|${row.component}`;
  return [...new Map(rows.map((row) => [key(row), row])).values()];
}

/** By pod, the best of the answers that its paths give; it counts itself only. */
function podCounts(entries: readonly Entry[]): PodCounts {
  const best = entries.reduce<Reach>(
    (reach, { answer }) => (RANK[answer.reach] > RANK[reach] ? answer.reach : reach),
    'blocked',
  );
  return {
    reachable: best === 'reachable' || best === 'partial' ? 1 : 0,
    blocked: best === 'blocked' ? 1 : 0,
    unknown: best === 'unknown' ? 1 : 0,
  };
}

export function toCell(ground: CellGround, by: By): Cell {
  const { door, workload, pod, entries } = ground;
  const [first] = entries;
  const pods = pod === null ? countsOf(ground) : podCounts(entries);
  const { reach, partialBecause } = aggregate(entries, pods);
  const denials =
    reach === 'blocked'
      ? denialRows(
          first.path,
          entries.flatMap((one) => one.answer.denials),
        )
      : [];
  return {
    cluster: workload.cluster.arn,
    namespace: workload.namespace,
    ...(pod === null ? { workload: workload.name } : { pod: pod.pod.name }),
    store: door.store.store.arn,
    port: door.door.door.port,
    reach,
    partialBecause,
    ...(by === 'workload' ? { pods } : {}),
    intended: intendedOf(entries),
    path: first.path,
    through: first.through,
    via: first.cohort.via,
    snat: first.cohort.snat,
    egressRules: rulesOf(entries, 'egressRules'),
    ingressRules: rulesOf(entries, 'ingressRules'),
    blockedBy: denials[0]?.code ?? null,
    denials,
    unknown: reach === 'unknown' ? sortedUnique(entries.flatMap((one) => one.answer.unknown)) : [],
  };
}

/** Left out of a listing unless everything is asked for. */
export const isUnremarkable = (cell: Cell): boolean =>
  cell.reach === 'blocked' && cell.intended === false;
