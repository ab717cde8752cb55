import type { ClusterView } from '../../estate/index.ts';
import type { Population } from '../contract/population.ts';
import { NO_REST } from './workloads.ts';

export const clusters: Population<ClusterView> = {
  items: ({ cluster }) => [cluster],
  subjectOf: ({ arn }) => ({ kind: 'cluster', cluster: arn }),
  find: (subject, { cluster }) => (subject.kind === 'cluster' ? cluster : 'not-judged'),
  temper: (outcome) => outcome,
  rest: () => NO_REST,
};
