import type { PolicyView } from '../../estate/index.ts';
import type { Population } from '../contract/population.ts';
import { NO_REST } from './workloads.ts';

export const policies: Population<PolicyView> = {
  items: ({ views }) => views.policies.all,
  subjectOf: ({ policy }, { cluster }) => ({
    kind: 'policy',
    cluster: cluster.arn,
    namespace: policy.namespace,
    name: policy.name,
  }),
  find: (subject, { views }) => {
    if (subject.kind !== 'policy') return 'not-judged';
    const found = views.policies.all.find(
      ({ policy }) => policy.namespace === subject.namespace && policy.name === subject.name,
    );
    return found ?? (views.policies.complete ? 'gone' : 'unknown');
  },
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
