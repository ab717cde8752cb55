import type { PlannedCheck } from './planned-check.ts';

/** Group C: pods and their interfaces. */
export const PLANNED_PODS: readonly PlannedCheck[] = [
  {
    id: 'branch-eni-groups-are-unchanged',
    reference: 'C-06',
    title: 'Only the controller sets the groups of a branch ENI',
    severity: 'high',
    subject: 'workload',
    needs: ['events', 'interfaces'],
  },
  {
    id: 'labels-keep-their-declaration',
    reference: 'C-08',
    title: 'Labels that policies read do not change while pods run',
    severity: 'medium',
    subject: 'workload',
    needs: ['pods', 'policies', 'history'],
    reportsUnder: 'branch-eni-carries-declared-groups',
  },
  {
    id: 'no-pod-fell-back-to-instance-groups',
    reference: 'C-11',
    title: 'No pod was given the groups of its node for want of a policy',
    severity: 'high',
    subject: 'workload',
    needs: ['events', 'pods'],
  },
  {
    id: 'nodes-do-not-reach-what-pods-protect',
    reference: 'C-12',
    title: 'Nodes that host pods with a protected group do not reach the store themselves',
    severity: 'high',
    subject: 'workload',
    needs: ['pods', 'interfaces', 'rules', 'stores'],
    reportsUnder: 'store-admits-no-node-or-cluster-group',
  },
  {
    id: 'node-class-pods-carry-its-groups',
    reference: 'C-15',
    title: 'Pods of EKS Auto Mode without a policy carry the groups of their NodeClass',
    severity: 'medium',
    subject: 'workload',
    needs: ['pods', 'interfaces', 'node-classes'],
  },
];
