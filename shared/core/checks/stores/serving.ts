import type { PodView, WorkloadView } from '../../estate/index.ts';
import { compareText, type Fix } from '../../model/index.ts';
import type { StoreRule } from '../contract/views.ts';
import { LISTED } from '../pods/evidence.ts';
import { replacePods } from '../pods/restart.ts';
import { workloadName } from './unintended.ts';

/** A workload that is meant to reach the store and comes in by a rule. */
export interface Served {
  readonly workload: WorkloadView;
  readonly pods: readonly PodView[];
}

type Using = Pick<StoreRule, 'entries' | 'ids'>;

/** Many pairs ask about one rule. */
const known = new WeakMap<Using['entries'], readonly Served[]>();

function servedBy({ entries, ids }: Using, isAlone: boolean): readonly Served[] {
  const own = new Set<string>(ids);
  const using = entries.filter(
    ({ entry: { intended, answer } }) =>
      intended === true &&
      answer.opens !== 'no' &&
      (!isAlone || answer.ingressRules.every((id) => own.has(id))),
  );
  return [...Map.groupBy(using, ({ workload }) => workload)]
    .map(([workload, all]) => ({
      workload,
      pods: [...new Set(all.flatMap(({ entry }) => entry.pods))],
    }))
    .toSorted((a, b) => compareText(workloadName(a.workload), workloadName(b.workload)));
}

/** Workloads that are meant to come in, and do by this rule. */
export function intendedUsers(item: Using): readonly Served[] {
  const users = known.get(item.entries) ?? servedBy(item, false);
  known.set(item.entries, users);
  return users;
}

/** Those of them that no other rule lets in: they are cut off when it goes. */
export const soleUsers = (item: Using): readonly Served[] => servedBy(item, true);

const NAMED = 5;

export function namesOf(served: readonly Served[]): string {
  const names = served.slice(0, NAMED).map(({ workload }) => workloadName(workload));
  const more = served.length - names.length;
  return more > 0 ? `${names.join(', ')} and ${more} more` : names.join(', ');
}

/** What has to be done before a rule goes, so that nobody who is meant to come in is cut off. */
export function beforeRevoking(item: Using): Fix | null {
  const served = soleUsers(item);
  if (served.length === 0) return null;
  const one = served.length === 1;
  return {
    summary: `${namesOf(served)} ${one ? 'is' : 'are'} meant to reach the store and ${one ? 'comes' : 'come'} in by this rule alone: first let ${one ? 'its' : 'their'} pods be made again, so that they wear the group of their policy.`,
    commands: served.slice(0, LISTED).flatMap(
      ({ workload, pods }) =>
        replacePods(
          workload,
          pods.slice(0, LISTED).map(({ pod }) => pod.name),
        ).commands,
    ),
  };
}
