import type {
  CacheCluster,
  InterfaceId,
  ReplicationGroup,
  Store,
  StoreArn,
} from '../model/index.ts';
import { sortedUnique } from '../model/index.ts';
import { localKey } from './arn.ts';
import { attachedGroups, wornGroups } from './attached-groups.ts';
import {
  type CompiledStore,
  homeIn,
  type StoreContext,
  subnetGroupsFor,
} from './compiled-store.ts';
import { toPort } from './engine-port.ts';
import { EVERY_FAMILY, toFamilies } from './network-type.ts';
import { type Placement, placeInGroup } from './placement.ts';
import { candidatesAmong } from './service-interfaces.ts';
import { isPortAssumed, listenerDoor, toDoors } from './store-doors.ts';
import { gapsWhere, type StoreAspect } from './store-gap.ts';
import { siblingArn, unanimous } from './unlisted-cluster.ts';
import { tagsShown } from './tags-shown.ts';

/** Replication groups with their members, and cache clusters that stand alone. */
export function compileCacheNodes(context: StoreContext): readonly CompiledStore[] {
  const { cacheClusters, replicationGroups } = context.scope;
  const listed = new Map(replicationGroups.items.map((it) => [localKey(it.arn, it.id), it]));
  const byMember = new Map<string, ReplicationGroup>();
  for (const group of listed.values())
    for (const id of group.memberClusterIds) byMember.set(localKey(group.arn, id), group);
  const groupOf = (it: CacheCluster): ReplicationGroup | null =>
    listed.get(localKey(it.arn, it.replicationGroupId ?? '')) ??
    byMember.get(localKey(it.arn, it.id)) ??
    null;

  const members = Map.groupBy(cacheClusters.items, (it) => groupOf(it)?.arn ?? null);
  const others = Map.groupBy(members.get(null) ?? [], ({ arn, replicationGroupId }) =>
    replicationGroupId === null ? null : siblingArn(arn, `replicationgroup:${replicationGroupId}`),
  );
  return [
    ...[...listed.values()].map((it) => compileGroup(it, members.get(it.arn) ?? [], context)),
    ...[...others].flatMap(([arn, nodes]) =>
      arn === null
        ? nodes.map((it) => compileAlone(it, context))
        : [compileUnlisted(arn, nodes, context)],
    ),
  ];
}

/** What a replication group and a cache cluster on its own have in common. */
interface Nodes {
  readonly head: Pick<CacheCluster, 'arn' | 'id' | 'engine' | 'status' | 'networkType'>;
  readonly ports: readonly (number | null)[];
  readonly members: readonly CacheCluster[];
}

/** DescribeReplicationGroups shows ports but no groups and no subnets: those are the members'. */
function compileGroup(
  group: ReplicationGroup,
  members: readonly CacheCluster[],
  context: StoreContext,
): CompiledStore {
  const seen = new Set(members.map((it) => it.id));
  const isWhole = group.memberClusterIds.every((id) => seen.has(id));
  const engine = group.engine === '' ? (members[0]?.engine ?? '') : group.engine;
  const networkType = group.networkType ?? members[0]?.networkType ?? null;
  const ports = [...group.ports, ...members.map((it) => it.port)];
  const nodes: Nodes = { head: { ...group, engine, networkType }, ports, members };
  return compileNodes(nodes, isWhole ? null : 'groups', context);
}

/** A replication group that only its members name: the same store, whether or not its own listing was given. */
function compileUnlisted(
  arn: StoreArn,
  members: readonly CacheCluster[],
  context: StoreContext,
): CompiledStore {
  const head = {
    arn,
    id: members[0]?.replicationGroupId ?? '',
    engine: unanimous(members.map((it) => it.engine)) ?? '',
    status: unanimous(members.map((it) => it.status)),
    networkType: unanimous(members.map((it) => it.networkType)),
  };
  return compileNodes({ head, ports: members.map((it) => it.port), members }, 'cluster', context);
}

function compileAlone(cache: CacheCluster, context: StoreContext): CompiledStore {
  const nodes: Nodes = { head: cache, ports: [cache.port], members: [cache] };
  return compileNodes(nodes, cache.replicationGroupId === null ? null : 'cluster', context);
}

function compileNodes(
  nodes: Nodes,
  unseen: StoreAspect | null,
  context: StoreContext,
): CompiledStore {
  const { head, members } = nodes;
  const { scope } = context;
  const place = placeNodes(nodes, context);
  const groups = attachedGroups(members.flatMap((it) => it.groups));
  const families = toFamilies(head.networkType);
  const ports = nodes.ports.map(toPort).filter((port) => port !== null);
  const doors = ports.length > 0 ? ports : [null];
  const store: Store = {
    arn: head.arn,
    kind: 'elasticache',
    name: head.id,
    engine: head.engine,
    ...homeIn(scope, head.arn),
    ...place,
    families: families ?? EVERY_FAMILY,
    doors: toDoors(doors.map((port) => listenerDoor(port, head.engine, groups))),
    publiclyAccessible: false,
    status: head.status,
    ...tagsShown(null),
    candidateInterfaces: unseen === 'groups' ? [] : nodeInterfaces(nodes, place, context),
  };
  const gaps = gapsWhere(head.arn, [
    [unseen === 'cluster', 'cluster', scope.replicationGroups],
    [unseen === 'groups' || groups.length === 0, 'groups', scope.cacheClusters],
    [store.subnetIds === null, 'subnets', scope.cacheSubnetGroups],
    [isPortAssumed(store.doors), 'port', scope.cacheClusters],
    [!scope.interfaces.complete, 'interfaces', scope.interfaces],
    [families === null, 'families', scope.cacheClusters],
  ]);
  return { store, gaps };
}

function placeNodes({ head, members }: Nodes, { scope, subnetVpcs }: StoreContext): Placement {
  const name = members.find((it) => it.subnetGroupName !== null)?.subnetGroupName ?? null;
  const listed = subnetGroupsFor(scope, head.arn, scope.cacheSubnetGroups.items);
  return placeInGroup(name, listed, [], subnetVpcs);
}

/** All or none: with a node whose interface was not found, the cache may answer anywhere in its subnets. */
function nodeInterfaces(
  { head, members }: Nodes,
  place: Placement,
  { interfaces }: StoreContext,
): readonly InterfaceId[] {
  const found = members.map((it) =>
    candidatesAmong(interfaces.caches.get(it.id) ?? [], place, wornGroups(it.groups)),
  );
  if (found.length > 0 && found.every((ids) => ids.length > 0)) return sortedUnique(found.flat());
  if (found.some((ids) => ids.length > 0)) return [];
  const worn = wornGroups(members.flatMap((it) => it.groups));
  return candidatesAmong(interfaces.caches.get(head.id) ?? [], place, worn);
}
