import type { Population } from '../contract/population.ts';
import type { TemplatedWorkload } from '../contract/template-views.ts';
import { NO_REST, temperByPods } from './workloads.ts';

export const templatedWorkloads: Population<TemplatedWorkload> = {
  items: ({ views }) => views.templates.workloads,
  subjectOf: ({ namespace, name }, { cluster }) => ({
    kind: 'workload',
    cluster: cluster.arn,
    namespace,
    name,
  }),
  find: (subject, { views: { pods, templates } }) => {
    if (subject.kind !== 'workload') return 'not-judged';
    const found = templates.workload(subject.namespace, subject.name);
    return found ?? (pods.complete && templates.complete ? 'gone' : 'unknown');
  },
  temper: temperByPods,
  rest: () => NO_REST,
};
