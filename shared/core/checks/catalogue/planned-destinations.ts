import type { PlannedCheck } from './planned-check.ts';

/** Pods as destinations: the groups of a pod also decide who may talk to it. */
export const PLANNED_DESTINATIONS: readonly PlannedCheck[] = [
  {
    id: 'pod-reaches-cluster-dns',
    reference: 'P-01',
    title:
      'Every pod with groups of its own reaches the DNS of the cluster on port 53, TCP and UDP',
    severity: 'medium',
    subject: 'workload',
    needs: ['pods', 'interfaces', 'rules', 'cni'],
  },
  {
    id: 'pod-admits-kubelet-probes',
    reference: 'P-02',
    title: 'In strict mode a pod admits the probes of its own kubelet',
    severity: 'low',
    subject: 'workload',
    needs: ['pods', 'interfaces', 'rules', 'cni', 'nodes'],
  },
  {
    id: 'store-client-is-closed-to-other-pods',
    reference: 'P-03',
    title: 'A pod that carries a store’s client group is not open to pods outside the intent',
    severity: 'high',
    subject: 'workload',
    needs: ['pods', 'policies', 'interfaces', 'rules', 'stores'],
  },
];
