import {
  type AwsScope,
  compareText,
  type Listing,
  type ProxyPath,
  type Store,
  type StoreArn,
} from '../model/index.ts';
import { STORE_SERVICES, type StoreService } from '../settings/index.ts';
import { compileCacheNodes } from './cache-nodes.ts';
import type { CompiledStore, StoreContext } from './compiled-store.ts';
import { onePerArn } from './one-per-arn.ts';
import { indexSubnetVpcs } from './placement.ts';
import type { StoreNames } from './proxy-targets.ts';
import { compileCluster } from './rds-cluster.ts';
import { compileInstance } from './rds-instance.ts';
import { indexRdsMembership, type RdsMembership } from './rds-membership.ts';
import { type CompiledProxy, compileProxy } from './rds-proxy.ts';
import { compileServerlessCache } from './serverless-cache.ts';
import { indexServiceInterfaces } from './service-interfaces.ts';
import type { StoreGap } from './store-gap.ts';

export interface CompiledStores {
  /** Sorted by ARN, each once, whichever scopes list it. */
  readonly stores: readonly Store[];
  /** Sorted by the proxy's ARN. */
  readonly proxies: readonly ProxyPath[];
  /** What of the stores above was not seen, sorted by store; `store` may be a proxy's or endpoint's ARN. */
  readonly gaps: readonly StoreGap[];
  /** Listings that are incomplete: further stores, or further ways to a store, may exist in that scope. */
  readonly unseen: readonly { readonly source: string; readonly scope: AwsScope }[];
}

/**
 * The data stores of all scopes, from what the services list. Nothing is dropped for want of a detail: what is missing
 * is a gap of the store.
 */
export function compileStores(
  scopes: readonly AwsScope[],
  services: readonly StoreService[] = STORE_SERVICES,
): CompiledStores {
  const interfaces = indexServiceInterfaces(scopes);
  const subnetVpcs = indexSubnetVpcs(scopes);
  const contexts = scopes.map((scope) => ({ scope, subnetVpcs, interfaces }));
  const rds = services.includes('rds') ? contexts.map(withMembership) : [];
  const caches = services.includes('elasticache') ? contexts : [];

  const names = storeNames(rds);
  const stores = onePerArn<CompiledStore>(
    [
      ...rds.map((it) => [it.scope, databasesOf(it)] as const),
      ...caches.map((it) => [it.scope, cachesOf(it)] as const),
    ],
    ({ store }) => store.arn,
  );
  const proxies = onePerArn<CompiledProxy>(
    rds.map((it) => [it.scope, proxiesOf(it, names)] as const),
    ({ path }) => path.proxyArn,
  );
  return {
    stores: stores.map(({ store }) => store),
    proxies: proxies.map(({ path }) => path),
    gaps: [...stores, ...proxies].flatMap(({ gaps }) => gaps).toSorted(compareGaps),
    unseen: [...rds.flatMap(unseenDatabases), ...caches.flatMap(unseenCaches)],
  };
}

type RdsContext = StoreContext & { readonly membership: RdsMembership };

const withMembership = (context: StoreContext): RdsContext => ({
  ...context,
  membership: indexRdsMembership(context.scope),
});

function databasesOf(context: RdsContext): readonly CompiledStore[] {
  const { scope, membership } = context;
  const alone = scope.dbInstances.items.filter((it) => membership.clusterOf(it) === null);
  return [
    ...membership.clusters.map((it) =>
      compileCluster(it, membership.membersOf(it), membership.isListed(it), context),
    ),
    ...alone.map((it) => compileInstance(it, context)),
  ];
}

const cachesOf = (context: StoreContext): readonly CompiledStore[] => [
  ...compileCacheNodes(context),
  ...context.scope.serverlessCaches.items.map((it) => compileServerlessCache(it, context)),
];

const proxiesOf = (context: RdsContext, names: StoreNames): readonly CompiledProxy[] =>
  context.scope.dbProxies.items.map((it) => compileProxy(it, names, context));

/** Identifiers are looked up in every scope by account and region, ARNs as they are. */
function storeNames(rds: readonly RdsContext[]): StoreNames {
  const byArn = new Map<string, StoreArn>();
  for (const { membership, scope } of rds) {
    for (const it of scope.dbInstances.items)
      byArn.set(it.arn, membership.clusterOf(it)?.arn ?? it.arn);
    for (const it of membership.clusters) byArn.set(it.arn, it.arn);
  }
  const first = (find: (membership: RdsMembership) => StoreArn | null): StoreArn | null =>
    rds.map(({ membership }) => find(membership)).find((arn) => arn !== null) ?? null;
  return {
    storeOfInstance: (arn, id) => first((it) => it.storeOfInstance(arn, id)),
    storeOfCluster: (arn, id) => first((it) => it.storeOfCluster(arn, id)),
    storeOfArn: (arn) => byArn.get(arn) ?? null,
  };
}

const compareGaps = (a: StoreGap, b: StoreGap): number =>
  compareText(a.store, b.store) || compareText(a.aspect, b.aspect);

const incompleteOf = (scope: AwsScope, listings: readonly Listing<unknown>[]) =>
  listings.filter((it) => !it.complete).map(({ source }) => ({ source, scope }));

const unseenDatabases = ({ scope }: StoreContext) =>
  incompleteOf(scope, [scope.dbInstances, scope.dbClusters, scope.dbProxies]);

const unseenCaches = ({ scope }: StoreContext) =>
  incompleteOf(scope, [scope.cacheClusters, scope.replicationGroups, scope.serverlessCaches]);
