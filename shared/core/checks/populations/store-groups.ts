import type { StoreView } from '../../estate/index.ts';
import { type Disposition, type Subject, toStoreArn } from '../../model/index.ts';
import type { Ground, Population } from '../contract/population.ts';
import type { StoreGroup } from '../contract/store-views.ts';
import { NO_REST } from './workloads.ts';

/** All that the store wears, and at which ports, was seen. */
export const areGroupsSeen = ({ doors, unseenPorts }: StoreView): boolean =>
  unseenPorts.length === 0 &&
  doors.length > 0 &&
  doors.every(({ door, target }) => door.groups.length > 0 && target.uncertain.length === 0);

function findGroup(subject: Subject, { views }: Ground): StoreGroup | Disposition {
  if (subject.kind !== 'store-group') return 'not-judged';
  const { stores } = views;
  const arn = toStoreArn(subject.id);
  const store = arn === null ? null : stores.byArn(arn);
  if (arn === null || store === null) return stores.complete ? 'gone' : 'unknown';
  return stores.group(arn, subject.group) ?? (areGroupsSeen(store) ? 'gone' : 'unknown');
}

export const storeGroups: Population<StoreGroup> = {
  items: ({ views }) => views.stores.groups,
  subjectOf: ({ store, group }, { cluster }) => ({
    kind: 'store-group',
    cluster: cluster.arn,
    id: store.store.arn,
    group,
  }),
  find: findGroup,
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
