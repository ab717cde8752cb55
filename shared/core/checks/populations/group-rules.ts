import type { Disposition, Subject } from '../../model/index.ts';
import type { Ground, Population } from '../contract/population.ts';
import type { GroupRule } from '../contract/store-views.ts';
import { doorsBehind } from '../views/doors-behind.ts';
import { areGroupsSeen } from './store-groups.ts';
import { NO_REST } from './workloads.ts';

/** Everything that any store wears, and any proxy in front of one, was seen. */
const areAllWornSeen = ({ views: { stores } }: Ground): boolean =>
  stores.complete &&
  stores.areProxiesSeen &&
  stores.all.every(
    (store) =>
      areGroupsSeen(store) &&
      stores.intentUnseen(store).length === 0 &&
      doorsBehind(store).every(({ target }) => target.uncertain.length === 0),
  );

function findRule(subject: Subject, ground: Ground): GroupRule | Disposition {
  if (subject.kind !== 'group-rule') return 'not-judged';
  const { stores } = ground.views;
  const found = stores.groupRule(subject.group, subject.rule);
  if (found !== null) return found;
  const isSeen = stores.isWorn(subject.group)
    ? stores.groupFacts(subject.group)?.complete === true
    : areAllWornSeen(ground);
  return isSeen ? 'gone' : 'unknown';
}

export const groupRules: Population<GroupRule> = {
  items: ({ views }) => views.stores.groupRules,
  subjectOf: ({ group, identity }, { cluster }) => ({
    kind: 'group-rule',
    cluster: cluster.arn,
    group,
    rule: identity,
  }),
  find: findRule,
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
