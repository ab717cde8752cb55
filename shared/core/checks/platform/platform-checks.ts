import { cniRunsAsDeclared } from '../cni-runs-as-declared.ts';
import type { Check } from '../contract/check.ts';
import { cooldownIsSane } from '../cooldown-is-sane.ts';
import { enforcingModeCoversStores } from '../enforcing-mode-covers-stores.ts';
import { enforcingModeOfPodsIsCertain } from '../enforcing-mode-of-pods-is-certain.ts';
import { podEniIsEnabled } from '../pod-eni-is-enabled.ts';
import { webhooksAreIntact } from '../webhooks-are-intact.ts';

/** Group A: the platform and its configuration. */
export const PLATFORM_CHECKS: readonly Check[] = [
  podEniIsEnabled,
  cniRunsAsDeclared,
  enforcingModeCoversStores,
  enforcingModeOfPodsIsCertain,
  webhooksAreIntact,
  cooldownIsSane,
];
