import type { ClusterView, Estate } from '../estate/index.ts';
import { type Listing, sortedUnique, type UnknownReason } from '../model/index.ts';

type Listings = (cluster: ClusterView) => readonly Listing<unknown>[];

/** The listings that may settle an unknown. */
const LISTINGS: Readonly<Partial<Record<UnknownReason, Listings>>> = {
  'pods-unseen': ({ snapshot }) => [snapshot.pods],
  'policies-unseen': ({ snapshot }) => [snapshot.policies],
  'service-accounts-unseen': ({ snapshot }) => [snapshot.serviceAccounts],
  'interfaces-unseen': ({ aws }) => [aws.interfaces],
  'managed-interfaces-hidden': ({ aws }) => [aws.interfaces],
  'groups-unseen': ({ aws, snapshot }) => [aws.groups, snapshot.cluster],
  'rules-unseen': ({ aws }) => [aws.rules, aws.nestedRules],
  'store-address-unseen': ({ aws }) => [aws.dbSubnetGroups, aws.cacheSubnetGroups, aws.subnets],
  'nacl-unseen': ({ aws }) => [aws.nacls, aws.subnets],
  'routes-unseen': ({ aws }) => [aws.routeTables, aws.subnets, aws.vpcs, aws.peerings],
  'prefix-list-unreadable': ({ aws }) => [aws.prefixListEntries, aws.prefixLists],
  'mode-unknown': ({ snapshot }) => [snapshot.cniRevisions, snapshot.cniDaemonSet, snapshot.pods],
  'identity-unknown': ({ snapshot, aws }) => [snapshot.nodes, aws.interfaces, aws.instances],
  'cni-config-unseen': ({ snapshot }) => [snapshot.cniDaemonSet, snapshot.cniConfigMap],
  'templates-unseen': ({ snapshot }) => [snapshot.templates],
};

/** Sources that are not complete and would settle the reasons, sorted. */
export function sourcesOf(
  reasons: readonly UnknownReason[],
  { estate, cluster }: { readonly estate: Estate; readonly cluster: ClusterView },
): readonly string[] {
  const listings = reasons.flatMap((reason) => LISTINGS[reason]?.(cluster) ?? []);
  const stores = reasons.includes('stores-unseen') ? estate.storeGaps : [];
  // Who a pod is depends on its namespace's labels only where documents ask for them.
  if (reasons.includes('identity-unknown') && estate.intents.length > 0)
    listings.push(cluster.snapshot.namespaces);
  return sortedUnique([
    ...listings.filter((listing) => !listing.complete).map((listing) => listing.source),
    ...stores.map(({ source }) => source),
  ]);
}
