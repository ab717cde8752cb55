import type { PlannedCheck } from './planned-check.ts';

/** Group A: the platform and its configuration. */
export const PLANNED_PLATFORM: readonly PlannedCheck[] = [
  {
    id: 'strict-mode-prerequisites-hold',
    reference: 'A-05',
    title: 'Probes and node-local services work in strict mode',
    severity: 'low',
    subject: 'cluster',
    needs: ['cni', 'pods'],
  },
  {
    id: 'admission-never-failed-open',
    reference: 'A-07',
    title: 'No pod that a policy matches was admitted while the webhook failed',
    severity: 'high',
    subject: 'cluster',
    needs: ['audit-log', 'pods', 'policies'],
  },
  {
    id: 'cluster-role-may-manage-interfaces',
    reference: 'A-08',
    title: 'The cluster role may manage branch ENIs',
    severity: 'medium',
    subject: 'cluster',
    needs: ['cluster', 'roles'],
  },
  {
    id: 'nodes-have-a-trunk',
    reference: 'A-09',
    title: 'Nodes that host pods with policies have a working trunk ENI',
    severity: 'low',
    subject: 'node-group',
    needs: ['nodes', 'cni-nodes', 'interfaces'],
  },
  {
    id: 'nodes-have-branch-capacity',
    reference: 'A-10',
    title: 'Nodes have room for more branch ENIs',
    severity: 'info',
    subject: 'node-group',
    needs: ['nodes', 'pods', 'interfaces'],
  },
  {
    id: 'trunk-matches-eni-config',
    reference: 'A-12',
    title: 'A trunk ENI has the groups and the subnet of its ENIConfig',
    severity: 'low',
    subject: 'node-group',
    needs: ['nodes', 'interfaces', 'cni'],
  },
];
