import type { Items, Over, Population } from '../contract/population.ts';
import { clusters } from './clusters.ts';
import { groups } from './groups.ts';
import { nodes } from './nodes.ts';
import { groupRules } from './group-rules.ts';
import { pairs } from './pairs.ts';
import { policies } from './policies.ts';
import { policyStores } from './policy-stores.ts';
import { storeGroups } from './store-groups.ts';
import { storeIngress } from './store-ingress.ts';
import { storeRules } from './store-rules.ts';
import { stores } from './stores.ts';
import { strangers } from './strangers.ts';
import { templatedWorkloads } from './templated-workloads.ts';
import { ownedBranches, unclaimedBranches } from './owned-branches.ts';
import { unlistedClusters } from './unlisted-clusters.ts';
import { workloads } from './workloads.ts';

/** Where the subjects of a check come from, by what it goes over. */
export const POPULATIONS: { readonly [O in Over]: Population<Items[O]> } = {
  cluster: clusters,
  policy: policies,
  workload: workloads,
  'templated-workload': templatedWorkloads,
  'workload-store': pairs,
  'store-rule': storeRules,
  'store-ingress': storeIngress,
  'store-group': storeGroups,
  'policy-store': policyStores,
  'group-rule': groupRules,
  store: stores,
  node: nodes,
  interfaces: unclaimedBranches,
  strangers,
  group: groups,
  'owned-branches': ownedBranches,
  'unlisted-cluster': unlistedClusters,
};
