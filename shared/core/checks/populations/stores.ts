import { toStoreArn } from '../../model/index.ts';
import type { Population } from '../contract/population.ts';
import type { StoreItem } from '../contract/store-views.ts';
import { NO_REST } from './workloads.ts';

export const stores: Population<StoreItem> = {
  items: ({ views }) => views.stores.items,
  subjectOf: ({ store }, { cluster }) => ({
    kind: 'store',
    cluster: cluster.arn,
    id: store.store.arn,
  }),
  find: (subject, { views }) => {
    if (subject.kind !== 'store') return 'not-judged';
    const arn = toStoreArn(subject.id);
    const found = arn === null ? null : views.stores.item(arn);
    return found ?? (views.stores.complete ? 'gone' : 'unknown');
  },
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
