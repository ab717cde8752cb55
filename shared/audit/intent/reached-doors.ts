import type { DoorAccess, Entry } from '../../core/access/index.ts';
import type { ClusterView, PodView, WorkloadView } from '../../core/estate/index.ts';
import { compareText } from '../../core/model/index.ts';
import type { AllowEntry, AllowWriter } from './allow-entries.ts';

type PathKind = Entry['path'];

/** Who gets in at one door by one kind of path. */
export interface Reached {
  /** Sorted, each once. */
  readonly entries: readonly AllowEntry[];
  /** Workloads whose pods get in and cannot be named. */
  readonly unnamed: readonly WorkloadView[];
  /** Workloads of which it is not known whether they get in. */
  readonly undecided: readonly WorkloadView[];
}

type Pods = Map<WorkloadView, Set<PodView>>;

function collect(entries: readonly Entry[], opens: Entry['answer']['opens']): Pods {
  const found: Pods = new Map();
  for (const { cohort, pods, answer } of entries) {
    if (answer.opens !== opens) continue;
    const known = found.get(cohort.workload) ?? new Set<PodView>();
    found.set(cohort.workload, known);
    for (const pod of pods) known.add(pod);
  }
  return found;
}

/** What today opens to pods of one cluster. */
export function reachedBy(
  { entries }: DoorAccess,
  path: PathKind,
  cluster: ClusterView,
  writer: AllowWriter,
): Reached {
  const own = entries.filter((one) => one.path === path && one.cohort.cluster === cluster);
  const open = collect(own, 'yes');
  const written = [...open].map(
    ([workload, pods]) =>
      // In the workload's own order, so that equal sets of pods are equal lists.
      [
        workload,
        writer.entryFor(
          workload,
          workload.pods.filter((pod) => pods.has(pod)),
        ),
      ] as const,
  );
  const byText = new Map(
    written.flatMap(([, entry]) => (entry === null ? [] : [[entry.text, entry] as const])),
  );
  return {
    entries: [...byText.values()].toSorted((a, b) => compareText(a.text, b.text)),
    unnamed: written.flatMap(([workload, entry]) => (entry === null ? [workload] : [])),
    undecided: [...collect(own, 'unknown').keys()],
  };
}
