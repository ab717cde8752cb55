import type { AwsScope, DbCluster, DbInstance, StoreArn } from '../model/index.ts';
import { localKey } from './arn.ts';
import { unlistedCluster } from './unlisted-cluster.ts';

/** Which instances are endpoints of which cluster, by either side's word. */
export interface RdsMembership {
  /** Those that are listed, and those that only their members name. */
  readonly clusters: readonly DbCluster[];
  isListed(cluster: DbCluster): boolean;
  /** The cluster that an instance belongs to. */
  clusterOf(instance: DbInstance): DbCluster | null;
  membersOf(cluster: DbCluster): readonly DbInstance[];
  /** The store that stands behind the id of an instance or a cluster, as seen from `arn`'s account and region. */
  storeOfInstance(arn: string, id: string): StoreArn | null;
  storeOfCluster(arn: string, id: string): StoreArn | null;
}

const ownKey = ({ arn, id }: DbCluster): string => localKey(arn, id);

const keyOfCluster = ({ arn, clusterId }: DbInstance): string | null =>
  clusterId === null ? null : localKey(arn, clusterId);

function unlistedClusters(instances: readonly DbInstance[]): readonly DbCluster[] {
  return [...Map.groupBy(instances, keyOfCluster).values()].flatMap(([first, ...others]) =>
    first === undefined || first.clusterId === null
      ? []
      : (unlistedCluster(first.clusterId, [first, ...others]) ?? []),
  );
}

export function indexRdsMembership({ dbInstances, dbClusters }: AwsScope): RdsMembership {
  const listed = new Set(dbClusters.items);
  const clusters = new Map(dbClusters.items.map((it) => [ownKey(it), it]));
  const byMember = new Map<string, DbCluster>();
  for (const cluster of clusters.values())
    for (const id of cluster.memberIds) byMember.set(localKey(cluster.arn, id), cluster);

  const clusterOf = (instance: DbInstance): DbCluster | null =>
    clusters.get(keyOfCluster(instance) ?? '') ??
    byMember.get(localKey(instance.arn, instance.id)) ??
    null;
  const instances = new Map(dbInstances.items.map((it) => [localKey(it.arn, it.id), it]));
  const orphans = [...instances.values()].filter((it) => clusterOf(it) === null);
  for (const cluster of unlistedClusters(orphans)) clusters.set(ownKey(cluster), cluster);
  const members = Map.groupBy(instances.values(), (it) => clusterOf(it)?.arn ?? null);
  return {
    clusters: [...clusters.values()],
    isListed: (cluster) => listed.has(cluster),
    clusterOf,
    membersOf: (cluster) => members.get(cluster.arn) ?? [],
    storeOfInstance(arn, id) {
      const instance = instances.get(localKey(arn, id));
      if (instance !== undefined) return clusterOf(instance)?.arn ?? instance.arn;
      return byMember.get(localKey(arn, id))?.arn ?? null;
    },
    storeOfCluster: (arn, id) => clusters.get(localKey(arn, id))?.arn ?? null,
  };
}
