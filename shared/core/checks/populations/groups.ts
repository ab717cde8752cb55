import type { GroupUse } from '../contract/interface-views.ts';
import type { Population } from '../contract/population.ts';
import { NO_REST } from './workloads.ts';

export const groups: Population<GroupUse> = {
  items: ({ views }) => views.interfaces.groupUses.all,
  subjectOf: ({ group }, { cluster }) => ({ kind: 'group', cluster: cluster.arn, group: group.id }),
  find: (subject, { cluster, views }) => {
    if (subject.kind !== 'group' || cluster.vpcId === null) return 'not-judged';
    const found = views.interfaces.groupUses.byId(subject.group);
    return found ?? (views.groups.complete ? 'gone' : 'unknown');
  },
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
