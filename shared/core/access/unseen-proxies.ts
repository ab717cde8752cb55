import type { Estate, ProxyView, StoreView } from '../estate/index.ts';
import type { AwsScope, Store, UnknownReason } from '../model/index.ts';

/** RDS Proxy stands before instances and clusters of RDS and Aurora, in their account, Region and VPC. */
const mayHaveProxy = ({ kind }: Store): boolean =>
  kind === 'rds-instance' || kind === 'rds-cluster';

/** A proxy whose targets were not seen: the store may be one of them. */
export const mayServe = ({ path }: ProxyView, store: Store): boolean =>
  mayHaveProxy(store) &&
  (store.vpcId === null || path.source.vpcId === null || path.source.vpcId === store.vpcId);

const mayBeAt = (store: Store, scope: AwsScope): boolean =>
  (store.accountId === null || scope.accountId === null || store.accountId === scope.accountId) &&
  (store.region === null || scope.region === null || store.region === scope.region);

/** Why proxies may stand before the store that are not known to: they are ways in, and name groups of their own. */
export function unseenProxies(
  { scopes, unassignedProxies }: Estate,
  { store, proxies }: StoreView,
): readonly UnknownReason[] {
  if (!mayHaveProxy(store)) return [];
  const isUnlisted = scopes.some((scope) => !scope.dbProxies.complete && mayBeAt(store, scope));
  const isPossible = unassignedProxies.some(
    (proxy) => !proxies.includes(proxy) && mayServe(proxy, store),
  );
  return isUnlisted || isPossible ? ['stores-unseen'] : [];
}
