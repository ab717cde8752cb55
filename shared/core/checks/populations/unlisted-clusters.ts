import type { UnlistedCluster } from '../contract/interface-views.ts';
import type { Population } from '../contract/population.ts';
import { NO_REST } from './workloads.ts';

/** All interfaces of one cluster are one subject, whatever they wear. */
const ANY_GROUP = '*';

/** Subjects are named by the tag of their interfaces, under the cluster that is looked at. */
export const unlistedClusters: Population<UnlistedCluster> = {
  items: ({ views }) => views['cluster-names'].unlisted,
  subjectOf: ({ name }, { cluster }) => ({
    kind: 'interfaces',
    cluster: cluster.arn,
    name,
    group: ANY_GROUP,
  }),
  find: (subject, { views }) => {
    const names = views['cluster-names'];
    if (subject.kind !== 'interfaces' || names.isLost) return 'not-judged';
    const found = names.unlistedByName(subject.name);
    return found ?? (views.interfaces.complete ? 'compliant' : 'unknown');
  },
  temper: (outcome) => outcome,
  rest: ({ views: { interfaces, 'cluster-names': names } }) => {
    if (names.isLost) return NO_REST;
    return interfaces.complete
      ? { ...NO_REST, compliant: names.living }
      : { ...NO_REST, unknown: names.living };
  },
};
