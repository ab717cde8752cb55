import type { PlannedCheck } from './planned-check.ts';

/** Group D: interfaces that are left over or worn by others. */
export const PLANNED_INTERFACES: readonly PlannedCheck[] = [
  {
    id: 'group-is-in-use',
    reference: 'D-06',
    title: 'A security group is worn by an interface or named by a policy',
    severity: 'info',
    subject: 'group',
    needs: ['groups', 'interfaces', 'policies'],
  },
];
