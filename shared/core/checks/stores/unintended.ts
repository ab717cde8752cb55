import type { PodView, WorkloadView } from '../../estate/index.ts';
import { compareText, type Evidence } from '../../model/index.ts';
import type { PairEntry, ReachingWorkload } from '../contract/views.ts';
import { printable } from '../contract/message.ts';
import { firstOf } from '../pods/evidence.ts';

export const isUnintended = ({ entry }: PairEntry): boolean =>
  entry.intended === false && entry.answer.opens === 'yes';

/** Pods of several answers, each counted once. A pod has one answer for one door over one path. */
function countPods(entries: readonly PairEntry[]): number {
  const [first] = entries;
  if (first === undefined) return 0;
  const isOneWay = entries.every(
    ({ port, entry }) =>
      port === first.port &&
      entry.path === first.entry.path &&
      entry.through === first.entry.through,
  );
  if (isOneWay) return entries.reduce((sum, { entry }) => sum + entry.pods.length, 0);
  return new Set<PodView>(entries.flatMap(({ entry }) => entry.pods)).size;
}

export const workloadName = ({ namespace, name }: WorkloadView): string =>
  printable(`${namespace}/${name}`);

const byCount = (a: ReachingWorkload, b: ReachingWorkload): number =>
  b.pods - a.pods ||
  compareText(a.workload.namespace, b.workload.namespace) ||
  compareText(a.workload.name, b.workload.name);

/** Workloads that get through although nothing intends it, those with most pods first. */
export function unintendedWorkloads(entries: readonly PairEntry[]): readonly ReachingWorkload[] {
  const open = entries.filter(isUnintended);
  return [...Map.groupBy(open, ({ workload }) => workload)]
    .map(([workload, own]) => ({ workload, pods: countPods(own) }))
    .toSorted(byCount);
}

/** Pods by workload, those with most pods first. */
export const workloadsOf = (pods: readonly PodView[]): readonly ReachingWorkload[] =>
  [...Map.groupBy(pods, ({ workload }) => workload)]
    .map(([workload, own]) => ({ workload, pods: own.length }))
    .toSorted(byCount);

export const workloadEvidence = (reaching: readonly ReachingWorkload[]): readonly Evidence[] =>
  firstOf(
    'workloads',
    reaching.map(({ workload, pods }): Evidence => ({
      kind: 'workload',
      id: workloadName(workload),
      pods,
    })),
  );

export const countText = (count: number, noun: string): string =>
  `${count} ${noun}${count === 1 ? '' : 's'}`;

/** For the end of a sentence. `isWhole`: all pods were seen, and so were their ways to the store. */
export function reachedBy(reaching: readonly ReachingWorkload[], isWhole: boolean): string {
  if (reaching.length === 0) {
    return isWhole
      ? 'no workload that is not intended gets through now'
      : 'which workloads that are not intended get through was not seen';
  }
  const pods = reaching.reduce((sum, one) => sum + one.pods, 0);
  const workloads = countText(reaching.length, 'workload');
  const verb = reaching.length === 1 ? 'gets' : 'get';
  const least = isWhole ? '' : 'at least ';
  return `${least}${workloads} (${countText(pods, 'pod')}) that nothing intends ${verb} through`;
}
