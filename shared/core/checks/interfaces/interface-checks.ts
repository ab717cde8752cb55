import { branchEniInUseHasPod } from '../branch-eni-in-use-has-pod.ts';
import { branchEniIsNotLeaked } from '../branch-eni-is-not-leaked.ts';
import { branchEniIsTagged } from '../branch-eni-is-tagged.ts';
import type { Check } from '../contract/check.ts';
import { groupIsInUse } from '../group-is-in-use.ts';
import { interfacesBelongToLivingClusters } from '../interfaces-belong-to-living-clusters.ts';
import { protectedGroupIsWornByApprovedInterfaces } from '../protected-group-is-worn-by-approved-interfaces.ts';
import { vlanIsUniqueOnItsTrunk } from '../vlan-is-unique-on-its-trunk.ts';

/** Checks on interfaces, whoever has them: the end of group C, and group D. */
export const INTERFACE_CHECKS: readonly Check[] = [
  vlanIsUniqueOnItsTrunk,
  branchEniInUseHasPod,
  branchEniIsNotLeaked,
  interfacesBelongToLivingClusters,
  protectedGroupIsWornByApprovedInterfaces,
  branchEniIsTagged,
  groupIsInUse,
];
