import type { CheckExample } from './check-examples.ts';
import { cniEnvironment } from './kubernetes.ts';
import { aBranchPod, aLab } from './lab.ts';

/** The examples of group A, in the order of the catalogue. */
export const PLATFORM_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  'pod-eni-is-enabled': {
    says: 'The VPC CNI was reinstalled with its default settings while the policy of `shop` stayed.',
    snapshot: () => aLab({ branchPods: [aBranchPod({ name: 'web-1' })], cni: cniEnvironment({}) }),
  },
};
