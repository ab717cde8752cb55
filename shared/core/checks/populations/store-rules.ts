import { type Disposition, type Subject, toStoreArn } from '../../model/index.ts';
import type { Ground, Population } from '../contract/population.ts';
import type { StoreRule } from '../contract/views.ts';
import { areRulesSeen } from './store-ingress.ts';
import { NO_REST } from './workloads.ts';

function findRule(subject: Subject, { views }: Ground): StoreRule | Disposition {
  if (subject.kind !== 'store-rule') return 'not-judged';
  const { stores } = views;
  const arn = toStoreArn(subject.id);
  const store = arn === null ? null : stores.byArn(arn);
  if (arn === null || store === null) return stores.complete ? 'gone' : 'unknown';
  return stores.rule(arn, subject.rule) ?? (areRulesSeen(store) ? 'gone' : 'unknown');
}

export const storeRules: Population<StoreRule> = {
  items: ({ views }) => views.stores.rules,
  subjectOf: ({ store, identity }, { cluster }) => ({
    kind: 'store-rule',
    cluster: cluster.arn,
    id: store.store.arn,
    rule: identity,
  }),
  find: findRule,
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
