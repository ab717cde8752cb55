import { type Disposition, type Subject, toStoreArn } from '../../model/index.ts';
import type { StoreView } from '../../estate/index.ts';
import type { Ground, Population } from '../contract/population.ts';
import type { StoreIngress } from '../contract/store-views.ts';
import { NO_REST } from './workloads.ts';

/** A store whose ports, groups or rules were not all seen may have any rule. */
export const areRulesSeen = ({ doors, unseenPorts }: StoreView): boolean =>
  doors.length > 0 && unseenPorts.length === 0 && doors.every(({ ingress }) => ingress.complete);

function findIngress(subject: Subject, { views }: Ground): StoreIngress | Disposition {
  if (subject.kind !== 'store-rule') return 'not-judged';
  const { stores } = views;
  const arn = toStoreArn(subject.id);
  const store = arn === null ? null : stores.byArn(arn);
  if (arn === null || store === null) return stores.complete ? 'gone' : 'unknown';
  return stores.ingressRule(arn, subject.rule) ?? (areRulesSeen(store) ? 'gone' : 'unknown');
}

export const storeIngress: Population<StoreIngress> = {
  items: ({ views }) => views.stores.ingress,
  subjectOf: ({ store, identity }, { cluster }) => ({
    kind: 'store-rule',
    cluster: cluster.arn,
    id: store.store.arn,
    rule: identity,
  }),
  find: findIngress,
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
