import type { WorkloadView } from '../../estate/index.ts';
import type { Ground, Population, Rest } from '../contract/population.ts';
import { type Outcome, unknown } from '../contract/outcome.ts';

export const NO_REST: Rest = { compliant: 0, notApplicable: 0, unknown: 0 };

/** A pod that was not seen may break what the seen ones keep. */
export function temperByPods(outcome: Outcome, { views }: Ground): Outcome {
  if (views.pods.complete || outcome.kind === 'violation') return outcome;
  const reasons = outcome.kind === 'unknown' ? outcome.reasons : [];
  return unknown([...reasons, 'pods-unseen'], 'pods-unseen');
}

export const workloads: Population<WorkloadView> = {
  items: ({ views }) => views.pods.workloads,
  subjectOf: ({ namespace, name }, { cluster }) => ({
    kind: 'workload',
    cluster: cluster.arn,
    namespace,
    name,
  }),
  find: (subject, { views }) => {
    if (subject.kind !== 'workload') return 'not-judged';
    const workload = views.pods.workload(subject.namespace, subject.name);
    return workload ?? (views.pods.complete ? 'gone' : 'unknown');
  },
  temper: temperByPods,
  rest: () => NO_REST,
};
