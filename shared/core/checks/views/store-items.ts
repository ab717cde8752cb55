import type { Access } from '../../access/index.ts';
import type { ClusterView, Estate, StoreView } from '../../estate/index.ts';
import type { StoreArn } from '../../model/index.ts';
import type { StoreItem } from '../contract/store-views.ts';
import { once } from './once.ts';

export interface StoreItemIndex {
  readonly all: readonly StoreItem[];
  find(store: StoreArn): StoreItem | null;
}

/** Each store with the answers of the cluster's pods over the direct path. */
export function indexStores(
  { stores }: Estate,
  access: Access,
  cluster: ClusterView,
  homeOf: (store: StoreView) => boolean | null,
): StoreItemIndex {
  const byArn = new Map<StoreArn, StoreItem>(
    stores.map((store) => [
      store.store.arn,
      {
        store,
        isHome: homeOf(store),
        clusterFamily: cluster.ipFamily,
        entries: once(() =>
          access
            .doorsOf(store)
            .flatMap(({ door, entries }) =>
              entries
                .filter(({ cohort, path }) => cohort.cluster === cluster && path === 'direct')
                .map((entry) => ({ entry, port: door.door.port })),
            ),
        ),
      },
    ]),
  );
  return { all: [...byArn.values()], find: (arn) => byArn.get(arn) ?? null };
}
