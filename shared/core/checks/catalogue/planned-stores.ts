import type { PlannedCheck } from './planned-check.ts';

/** Group R: who reaches data stores. */
export const PLANNED_STORES: readonly PlannedCheck[] = [
  {
    id: 'leftover-branch-eni-opens-no-store',
    reference: 'R-13',
    title: 'No branch ENI without a pod carries a group that a data store admits',
    severity: 'low',
    subject: 'interfaces',
    needs: ['pods', 'interfaces', 'rules', 'stores'],
    reportsUnder: 'branch-eni-in-use-has-pod',
  },
  {
    id: 'unmatched-pods-do-not-reach-store',
    reference: 'R-15',
    title: 'Pods that inherit the identity of their node do not reach a data store',
    severity: 'high',
    subject: 'store-rule',
    needs: ['pods', 'interfaces', 'rules', 'stores'],
    reportsUnder: 'store-admits-no-node-or-cluster-group',
  },
  {
    id: 'nacl-backs-the-boundary',
    reference: 'R-17',
    title: 'Network ACLs back the boundary of a data store and let replies through',
    severity: 'info',
    subject: 'store',
    needs: ['stores', 'nacls', 'subnets'],
  },
];
