import type { CheckExample } from './check-examples.ts';
import { cniEnvironment } from './kubernetes.ts';
import { aBranchPod, aLab } from './lab.ts';
import { withPeeredStore } from './peered-store.ts';
import {
  addon,
  aGuardWebhook,
  aPodWebhook,
  configMap,
  history,
  webhooks,
  withAgents,
} from './platform.ts';
import { hoursAgo } from './times.ts';

const STRICT = { ENABLE_POD_ENI: 'true' } as const;
const STANDARD = { ...STRICT, POD_SECURITY_GROUP_ENFORCING_MODE: 'standard' } as const;

/** The examples of group A, in the order of the catalogue. */
export const PLATFORM_EXAMPLES: Readonly<Record<string, CheckExample>> = {
  'pod-eni-is-enabled': {
    says: 'The VPC CNI was reinstalled with its default settings while the policy of `shop` stayed.',
    snapshot: () => aLab({ branchPods: [aBranchPod({ name: 'web-1' })], cni: cniEnvironment({}) }),
  },
  'cni-runs-as-declared': {
    says: 'The add-on declares strict mode, and somebody set standard mode on the DaemonSet.',
    snapshot: () =>
      aLab({
        branchPods: [aBranchPod({ name: 'web-1' })],
        cni: cniEnvironment(STANDARD),
        cluster: addon(STRICT),
      }),
  },
  'enforcing-mode-covers-stores': {
    says: 'A database in a peered VPC admits the group of the pods, and the CNI runs in standard mode.',
    snapshot: () =>
      withPeeredStore(
        aLab({ branchPods: [aBranchPod({ name: 'web-1' })], cni: cniEnvironment(STANDARD) }),
        { peers: ['sg-pods'] },
      ),
  },
  'enforcing-mode-of-pods-is-certain': {
    says: 'The CNI was switched from strict to standard mode yesterday, and the pod has run for three days.',
    snapshot: () =>
      withAgents(
        aLab({
          branchPods: [aBranchPod({ name: 'web-1', createdAt: hoursAgo(72) })],
          cni: cniEnvironment(STANDARD),
          cluster: { cniRevisions: history([hoursAgo(300), STRICT], [hoursAgo(20), STANDARD]) },
        }),
        { startedAt: hoursAgo(20) },
      ),
  },
  'webhooks-are-intact': {
    says: 'The webhook that requests branch ENIs was told to leave out the namespace `shop`, which has a policy.',
    snapshot: () =>
      aLab({
        branchPods: [aBranchPod({ name: 'web-1' })],
        cluster: webhooks(
          aPodWebhook({
            namespaceSelector: {
              matchLabels: new Map(),
              matchExpressions: [
                { key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['shop'] },
              ],
            },
          }),
          aGuardWebhook(),
        ),
      }),
  },
  'cooldown-is-sane': {
    says: 'The cooldown was written with its unit.',
    snapshot: () =>
      aLab({
        branchPods: [aBranchPod({ name: 'web-1' })],
        cluster: configMap({ 'branch-eni-cooldown': '60s' }),
      }),
  },
};
