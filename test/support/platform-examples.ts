import type { CheckExample } from './check-examples.ts';
import { cniEnvironment } from './kubernetes.ts';
import { aBranchPod, aLab } from './lab.ts';
import { withPeeredStore } from './peered-store.ts';

const STANDARD = cniEnvironment({
  ENABLE_POD_ENI: 'true',
  POD_SECURITY_GROUP_ENFORCING_MODE: 'standard',
});

/** The examples of group A, in the order of the catalogue. */
export const PLATFORM_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  'pod-eni-is-enabled': {
    says: 'The VPC CNI was reinstalled with its default settings while the policy of `shop` stayed.',
    snapshot: () => aLab({ branchPods: [aBranchPod({ name: 'web-1' })], cni: cniEnvironment({}) }),
  },
  'enforcing-mode-covers-stores': {
    says: 'A database in a peered VPC admits the group of the pods, and the CNI runs in standard mode.',
    snapshot: () =>
      withPeeredStore(aLab({ branchPods: [aBranchPod({ name: 'web-1' })], cni: STANDARD }), {
        peers: ['sg-pods'],
      }),
  },
};
