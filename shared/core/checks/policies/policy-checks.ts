import type { Check } from '../contract/check.ts';
import { declaredGroupsFitQuota } from '../declared-groups-fit-quota.ts';
import { policyGroupsExist } from '../policy-groups-exist.ts';
import { policyGroupsFitVpc } from '../policy-groups-fit-vpc.ts';
import { policySelectorIsBounded } from '../policy-selector-is-bounded.ts';
import { policySelectorsConvert } from '../policy-selectors-convert.ts';
import { policySelectsAndDeclares } from '../policy-selects-and-declares.ts';

/** Group B: policies by themselves, in the order of the catalogue. */
export const POLICY_CHECKS: readonly Check[] = [
  policySelectsAndDeclares,
  policySelectorsConvert,
  policySelectorIsBounded,
  policyGroupsExist,
  policyGroupsFitVpc,
  declaredGroupsFitQuota,
];
