import type { PolicyView } from '../../estate/index.ts';
import type { Evidence } from '../../model/index.ts';
import { printable } from '../contract/message.ts';

/** The workloads whose pods the policy matches, those with most pods first. */
export function matchedWorkloads({ pods }: PolicyView): readonly Evidence[] {
  return [...Map.groupBy(pods, ({ workload }) => workload)]
    .toSorted(([, a], [, b]) => b.length - a.length)
    .map(([{ namespace, name }, own]) => ({
      kind: 'workload',
      id: printable(`${namespace}/${name}`),
      pods: own.length,
    }));
}
