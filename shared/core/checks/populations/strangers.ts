import type { Disposition, UnknownReason } from '../../model/index.ts';
import type { GroupStrangers } from '../contract/interface-views.ts';
import { unknown } from '../contract/outcome.ts';
import type { Ground, Population } from '../contract/population.ts';
import { NO_REST } from './workloads.ts';

/** Why there may be more strangers than were seen: whoever belongs to a cluster that was not seen looks like one. */
function unseenIn({ views: { interfaces, stores, rules } }: Ground): readonly UnknownReason[] {
  const unseen: UnknownReason[] = [...stores.strangers.unseen];
  if (!interfaces.complete) unseen.push('interfaces-unseen');
  if (!stores.complete) unseen.push('stores-unseen');
  if (!rules.complete) unseen.push('rules-unseen');
  return unseen;
}

const whenThereAreNone = (ground: Ground): Disposition =>
  unseenIn(ground).length === 0 ? 'compliant' : 'unknown';

export const strangers: Population<GroupStrangers> = {
  items: ({ views }) => views.stores.strangers.all,
  subjectOf: ({ kind, guarded }, { cluster }) => ({
    kind: 'interfaces',
    cluster: cluster.arn,
    name: kind,
    group: guarded.group,
  }),
  find: (subject, ground) => {
    if (subject.kind !== 'interfaces') return 'not-judged';
    const { strangers: view } = ground.views.stores;
    const found = view.find(subject.name, subject.group);
    return found ?? (view.isOwn(subject.group) ? 'not-judged' : whenThereAreNone(ground));
  },
  temper: (outcome, ground) => {
    const unseen = outcome.kind === 'compliant' ? unseenIn(ground) : [];
    return unseen.length > 0 ? unknown(unseen, 'interfaces-unseen') : outcome;
  },
  rest: (ground) => {
    const { all, guarded } = ground.views.stores.strangers;
    const clean = guarded - new Set(all.map((one) => one.guarded)).size;
    return whenThereAreNone(ground) === 'compliant'
      ? { ...NO_REST, compliant: clean }
      : { ...NO_REST, unknown: clean };
  },
};
