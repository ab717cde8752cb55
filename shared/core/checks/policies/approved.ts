import type { Policy } from '../../model/index.ts';

/** Whether an allow-list of the configuration names the policy, as `namespace/name`. */
export const isApproved = ({ namespace, name }: Policy, approved: readonly string[]): boolean =>
  approved.includes(`${namespace}/${name}`);
