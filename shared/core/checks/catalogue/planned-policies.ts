import type { PlannedCheck } from './planned-check.ts';

/** Group B: policies by themselves. */
export const PLANNED_POLICIES: readonly PlannedCheck[] = [
  {
    id: 'policy-group-ids-are-well-formed',
    reference: 'B-07',
    title: 'A policy names well-formed group ids, once each, and none of the nodes or the cluster',
    severity: 'low',
    subject: 'policy',
    needs: ['policies', 'cluster', 'nodes'],
  },
  {
    id: 'load-balancer-finds-one-tagged-group',
    reference: 'B-11',
    title: 'At most one declared group carries the cluster tag that load balancers look for',
    severity: 'low',
    subject: 'policy',
    needs: ['policies', 'groups'],
  },
  {
    id: 'policies-do-not-overlap',
    reference: 'B-12',
    title: 'A pod is matched by one policy',
    severity: 'info',
    subject: 'policy',
    needs: ['policies', 'pods'],
  },
  {
    id: 'service-account-selector-lost-no-names',
    reference: 'B-13',
    title: 'A policy was not written with serviceAccountSelector.matchNames',
    severity: 'high',
    subject: 'policy',
    needs: ['policies'],
  },
];
