import type { AttachedGroup, DbCluster, DbInstance, Store } from '../model/index.ts';
import { attachedGroups, wornGroups } from './attached-groups.ts';
import {
  type CompiledStore,
  homeIn,
  type StoreContext,
  subnetGroupsFor,
} from './compiled-store.ts';
import { toPort } from './engine-port.ts';
import { EVERY_FAMILY, toFamilies } from './network-type.ts';
import { placeInGroup } from './placement.ts';
import { rdsKind } from './rds-kind.ts';
import { databaseCandidates } from './service-interfaces.ts';
import { isPortAssumed, listenerDoor, toDoors } from './store-doors.ts';
import { gapsWhere, type StoreGap } from './store-gap.ts';
import { tagsShown } from './tags-shown.ts';

/**
 * An Aurora, Multi-AZ, Neptune or DocumentDB cluster: one store. Groups and port are the cluster's; its members mirror
 * them, and stand in where the cluster's own were not given.
 */
export function compileCluster(
  cluster: DbCluster,
  members: readonly DbInstance[],
  isListed: boolean,
  context: StoreContext,
): CompiledStore {
  const { scope, subnetVpcs, interfaces } = context;
  const embedded = members.map((member) => member.subnetGroup);
  const name = cluster.subnetGroupName ?? embedded.find((group) => group !== null)?.name ?? null;
  const listed = subnetGroupsFor(scope, cluster.arn, scope.dbSubnetGroups.items);
  const place = placeInGroup(name, listed, embedded, subnetVpcs);
  const groups = clusterGroups(cluster, members);
  const port = toPort(cluster.port) ?? memberPort(members);
  const store: Store = {
    arn: cluster.arn,
    kind: rdsKind(cluster.engine, 'rds-cluster'),
    name: cluster.id,
    engine: cluster.engine,
    ...homeIn(scope, cluster.arn),
    ...place,
    families: toFamilies(cluster.networkType) ?? EVERY_FAMILY,
    doors: toDoors([listenerDoor(port, cluster.engine, attachedGroups(groups))]),
    publiclyAccessible: isPublic(cluster, members),
    status: cluster.status,
    ...tagsShown(cluster.tags),
    candidateInterfaces: databaseCandidates(interfaces, place, wornGroups(groups)),
  };
  return { store, gaps: clusterGaps(cluster, members, store, context, isListed) };
}

function clusterGroups(
  cluster: DbCluster,
  members: readonly DbInstance[],
): readonly AttachedGroup[] {
  return attachedGroups(cluster.groups).length > 0
    ? cluster.groups
    : members.flatMap((member) => member.groups);
}

const memberPort = (members: readonly DbInstance[]): number | null =>
  members.map((member) => toPort(member.port)).find((port) => port !== null) ?? null;

/** Aurora reports it of its instances only, Multi-AZ clusters of the cluster. */
const isPublic = (cluster: DbCluster, members: readonly DbInstance[]): boolean =>
  cluster.publiclyAccessible || members.some((member) => member.publiclyAccessible);

function clusterGaps(
  cluster: DbCluster,
  members: readonly DbInstance[],
  store: Store,
  { scope }: StoreContext,
  isListed: boolean,
): readonly StoreGap[] {
  const seen = new Set(members.map((member) => member.id));
  const unseenMember = cluster.memberIds.some((id) => !seen.has(id));
  return gapsWhere(store.arn, [
    [!isListed, 'cluster', scope.dbClusters],
    [unseenMember && !store.publiclyAccessible, 'members', scope.dbInstances],
    [attachedGroups(clusterGroups(cluster, members)).length === 0, 'groups', scope.dbClusters],
    [store.subnetIds === null, 'subnets', scope.dbSubnetGroups],
    [isPortAssumed(store.doors), 'port', scope.dbClusters],
    [!scope.interfaces.complete, 'interfaces', scope.interfaces],
    [toFamilies(cluster.networkType) === null, 'families', scope.dbClusters],
  ]);
}
