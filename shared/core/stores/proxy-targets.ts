import {
  compareText,
  type DbProxy,
  type DbProxyTargets,
  type ProxyPath,
  type StoreArn,
} from '../model/index.ts';
import { toPort } from './engine-port.ts';

/** What a proxy may call a database: an identifier of its own account and region, or an ARN. */
export interface StoreNames {
  storeOfInstance(arn: string, id: string): StoreArn | null;
  storeOfCluster(arn: string, id: string): StoreArn | null;
  /** The store of an instance's or a cluster's ARN. */
  storeOfArn(arn: string): StoreArn | null;
}

type Target = DbProxyTargets['targets'][number];

/**
 * The stores behind a proxy. Known only when the targets were read whole and every one of them is a store that was
 * seen: a target that cannot be named may be any store.
 */
export function proxyTargets(
  proxy: DbProxy,
  listed: readonly DbProxyTargets[],
  names: StoreNames,
): { readonly targets: ProxyPath['targets']; readonly known: boolean } {
  const own = listed.filter((it) => it.proxyName === proxy.name);
  const targets = own.flatMap((it) => it.targets);
  const found = targets.map((it) => ({ store: resolve(it, proxy, names), port: toPort(it.port) }));
  return {
    targets: distinct(
      found.flatMap(({ store, port }) => (store === null ? [] : [{ store, port }])),
    ),
    known:
      own.length > 0 &&
      own.every((it) => it.complete) &&
      found.every(({ store }) => store !== null),
  };
}

/** RDS_INSTANCE names an instance; TRACKED_CLUSTER and RDS_SERVERLESS_ENDPOINT name a cluster. */
function resolve(target: Target, proxy: DbProxy, names: StoreNames): StoreArn | null {
  const byArn = target.arn === null ? null : names.storeOfArn(target.arn);
  if (byArn !== null) return byArn;
  const id = target.resourceId ?? '';
  const tracked = target.trackedClusterId ?? '';
  const byId =
    target.type === 'RDS_INSTANCE'
      ? names.storeOfInstance(proxy.arn, id)
      : names.storeOfCluster(proxy.arn, id);
  return byId ?? names.storeOfCluster(proxy.arn, tracked);
}

/** A cluster comes once by itself, without port, and once for each of its instances, with it. Sorted. */
function distinct(targets: ProxyPath['targets']): ProxyPath['targets'] {
  const ports = new Map<StoreArn, Set<number>>();
  for (const { store, port } of targets) {
    const known = ports.get(store) ?? new Set<number>();
    if (port !== null) known.add(port);
    ports.set(store, known);
  }
  return [...ports]
    .toSorted(([a], [b]) => compareText(a, b))
    .flatMap(([store, known]) => {
      const dialled: readonly (number | null)[] =
        known.size === 0 ? [null] : [...known].toSorted((a, b) => a - b);
      return dialled.map((port) => ({ store, port }));
    });
}
