import type { Check } from '../contract/check.ts';
import { declaredGroupsFitQuota } from '../declared-groups-fit-quota.ts';
import { loadBalancerFindsOneTaggedGroup } from '../load-balancer-finds-one-tagged-group.ts';
import { policiesDoNotOverlap } from '../policies-do-not-overlap.ts';
import { policyGroupIdsAreWellFormed } from '../policy-group-ids-are-well-formed.ts';
import { policyGroupsExist } from '../policy-groups-exist.ts';
import { policyGroupsFitVpc } from '../policy-groups-fit-vpc.ts';
import { policyMatchesSomething } from '../policy-matches-something.ts';
import { policySelectorIsBounded } from '../policy-selector-is-bounded.ts';
import { policySelectorsConvert } from '../policy-selectors-convert.ts';
import { policySelectsAndDeclares } from '../policy-selects-and-declares.ts';
import { policyTargetsSupportedPods } from '../policy-targets-supported-pods.ts';
import { protectedGroupIsGrantedByApprovedPolicy } from '../protected-group-is-granted-by-approved-policy.ts';
import { serviceAccountSelectorLostNoNames } from '../service-account-selector-lost-no-names.ts';

/** Group B: policies by themselves, in the order of the catalogue. */
export const POLICY_CHECKS: readonly Check[] = [
  policySelectsAndDeclares,
  policySelectorsConvert,
  policySelectorIsBounded,
  policyGroupsExist,
  policyGroupsFitVpc,
  declaredGroupsFitQuota,
  policyGroupIdsAreWellFormed,
  policyMatchesSomething,
  policyTargetsSupportedPods,
  protectedGroupIsGrantedByApprovedPolicy,
  loadBalancerFindsOneTaggedGroup,
  policiesDoNotOverlap,
  serviceAccountSelectorLostNoNames,
];
