import type { AwsScope, DbCluster, DbInstance, StoreArn } from '../model/index.ts';
import { localKey } from './arn.ts';

/** Which instances are endpoints of which cluster, by either side's word. */
export interface RdsMembership {
  /** The cluster that an instance belongs to, if it is listed. */
  clusterOf(instance: DbInstance): DbCluster | null;
  membersOf(cluster: DbCluster): readonly DbInstance[];
  /** The store that stands behind the id of an instance or a cluster, as seen from `arn`'s account and region. */
  storeOfInstance(arn: string, id: string): StoreArn | null;
  storeOfCluster(arn: string, id: string): StoreArn | null;
}

export function indexRdsMembership({ dbInstances, dbClusters }: AwsScope): RdsMembership {
  const clusters = new Map(dbClusters.items.map((it) => [localKey(it.arn, it.id), it]));
  const byMember = new Map<string, DbCluster>();
  for (const cluster of clusters.values())
    for (const id of cluster.memberIds) byMember.set(localKey(cluster.arn, id), cluster);

  const clusterOf = (instance: DbInstance): DbCluster | null =>
    (instance.clusterId === null
      ? undefined
      : clusters.get(localKey(instance.arn, instance.clusterId))) ??
    byMember.get(localKey(instance.arn, instance.id)) ??
    null;
  const instances = new Map(dbInstances.items.map((it) => [localKey(it.arn, it.id), it]));
  const members = Map.groupBy(instances.values(), (it) => clusterOf(it)?.arn ?? null);
  return {
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
