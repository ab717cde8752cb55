import type { Check } from '../contract/check.ts';
import { grantedGroupHasMembers } from '../granted-group-has-members.ts';
import { ingressFitsListener } from '../ingress-fits-listener.ts';
import { intendedPodsReachStore } from '../intended-pods-reach-store.ts';
import { ipv6IsAsClosedAsIpv4 } from '../ipv6-is-as-closed-as-ipv4.ts';
import { onlyDeclaredClientsReachStore } from '../only-declared-clients-reach-store.ts';
import { onlyIntendedPodsReachStoreByProxy } from '../only-intended-pods-reach-store-by-proxy.ts';
import { onlyIntendedPodsReachStore } from '../only-intended-pods-reach-store.ts';
import { podsAndStoresShareNoGroup } from '../pods-and-stores-share-no-group.ts';
import { ruleReferencesLivingGroup } from '../rule-references-living-group.ts';
import { storeAdmitsNoForeignAccount } from '../store-admits-no-foreign-account.ts';
import { storeAdmitsNoNodeOrClusterGroup } from '../store-admits-no-node-or-cluster-group.ts';
import { storeAdmitsNoPodAddresses } from '../store-admits-no-pod-addresses.ts';
import { storeDoesNotWearDefaultGroup } from '../store-does-not-wear-default-group.ts';
import { storeIsClosedToInternet } from '../store-is-closed-to-internet.ts';
import { storeIsReachedUnderPodIdentity } from '../store-is-reached-under-pod-identity.ts';
import { storePolicyIsBounded } from '../store-policy-is-bounded.ts';

/** Group R: who reaches data stores. Each behind those whose judgements it looks at. */
export const STORE_CHECKS: readonly Check[] = [
  storeIsClosedToInternet,
  storeAdmitsNoNodeOrClusterGroup,
  storeAdmitsNoPodAddresses,
  onlyIntendedPodsReachStore,
  intendedPodsReachStore,
  onlyIntendedPodsReachStoreByProxy,
  ingressFitsListener,
  podsAndStoresShareNoGroup,
  storeDoesNotWearDefaultGroup,
  storePolicyIsBounded,
  ruleReferencesLivingGroup,
  grantedGroupHasMembers,
  storeAdmitsNoForeignAccount,
  ipv6IsAsClosedAsIpv4,
  onlyDeclaredClientsReachStore,
  storeIsReachedUnderPodIdentity,
];
