import { annotationAgreesWithEc2 } from './annotation-agrees-with-ec2.ts';
import { autoModeBranchCarriesDeclaredGroups } from './auto-mode-branch-carries-declared-groups.ts';
import { branchEniCarriesDeclaredGroups } from './branch-eni-carries-declared-groups.ts';
import { branchEniHasOneClaimant } from './branch-eni-has-one-claimant.ts';
import { branchEniHasPolicy } from './branch-eni-has-policy.ts';
import { branchEniIsAllocated } from './branch-eni-is-allocated.ts';
import type { Check } from './contract/check.ts';
import { everythingIsEvaluated } from './everything-is-evaluated.ts';
import { fargatePodCarriesDeclaredGroups } from './fargate-pod-carries-declared-groups.ts';
import { INTERFACE_CHECKS } from './interfaces/interface-checks.ts';
import { matchedPodHasBranchEni } from './matched-pod-has-branch-eni.ts';
import { PLATFORM_CHECKS } from './platform/platform-checks.ts';
import { podUsesItsBranchEni } from './pod-uses-its-branch-eni.ts';
import { POLICY_CHECKS } from './policies/policy-checks.ts';
import { STORE_CHECKS } from './stores/store-checks.ts';

const JUDGED_BY_THEMSELVES: readonly Check[] = [
  ...PLATFORM_CHECKS,
  ...POLICY_CHECKS,
  branchEniCarriesDeclaredGroups,
  matchedPodHasBranchEni,
  branchEniHasPolicy,
  podUsesItsBranchEni,
  annotationAgreesWithEc2,
  fargatePodCarriesDeclaredGroups,
  branchEniHasOneClaimant,
  branchEniIsAllocated,
  autoModeBranchCarriesDeclaredGroups,
  ...INTERFACE_CHECKS,
  ...STORE_CHECKS,
];

/** Every check, each behind those whose judgements it looks at. */
export const CHECKS: readonly Check[] = [
  ...JUDGED_BY_THEMSELVES,
  everythingIsEvaluated(JUDGED_BY_THEMSELVES),
];
