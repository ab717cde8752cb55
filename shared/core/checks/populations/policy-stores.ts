import type { PolicyView } from '../../estate/index.ts';
import { type Disposition, type Subject, toStoreArn } from '../../model/index.ts';
import type { Ground, Population } from '../contract/population.ts';
import type { PolicyStore } from '../contract/store-views.ts';
import { NO_REST } from './workloads.ts';

const isNamed = ({ policy }: PolicyView, subject: { namespace: string; name: string }): boolean =>
  policy.namespace === subject.namespace && policy.name === subject.name;

function findPolicyStore(subject: Subject, { views }: Ground): PolicyStore | Disposition {
  if (subject.kind !== 'policy-store') return 'not-judged';
  const { policies, stores } = views;
  const arn = toStoreArn(subject.id);
  const store = arn === null ? null : stores.byArn(arn);
  if (arn === null || store === null) return stores.complete ? 'gone' : 'unknown';
  const found = stores.policyStore(subject.namespace, subject.name, arn);
  if (found !== null) return found;
  if (!policies.all.some((one) => isNamed(one, subject)))
    return policies.complete ? 'gone' : 'unknown';
  // The policy opens the store by no group: as it should be, where every way in was seen.
  return 'compliant';
}

export const policyStores: Population<PolicyStore> = {
  items: ({ views }) => views.stores.policyStores,
  subjectOf: ({ policy: { policy }, store }, { cluster }) => ({
    kind: 'policy-store',
    cluster: cluster.arn,
    namespace: policy.namespace,
    name: policy.name,
    id: store.store.arn,
  }),
  find: findPolicyStore,
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
