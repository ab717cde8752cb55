import type { DbInstance, GroupId, OptionGroup, Store, StoreDoor } from '../model/index.ts';
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
import { rdsKind } from './rds-kind.ts';
import { databaseCandidates } from './service-interfaces.ts';
import { isPortAssumed, listenerDoor, toDoors } from './store-doors.ts';
import { gapsWhere, type StoreGap } from './store-gap.ts';
import { tagsShown } from './tags-shown.ts';

/** An instance that is a store of its own. */
export function compileInstance(instance: DbInstance, context: StoreContext): CompiledStore {
  const { scope, subnetVpcs } = context;
  const group = instance.subnetGroup;
  const listed = subnetGroupsFor(scope, instance.arn, scope.dbSubnetGroups.items);
  const place = placeInGroup(group?.name ?? null, listed, [group], subnetVpcs);
  const doors = instanceDoors(instance, scope.optionGroups.items);
  const store: Store = {
    arn: instance.arn,
    kind: rdsKind(instance.engine, 'rds-instance'),
    name: instance.id,
    engine: instance.engine,
    ...homeIn(scope, instance.arn),
    ...place,
    families: toFamilies(instance.networkType) ?? EVERY_FAMILY,
    doors,
    publiclyAccessible: instance.publiclyAccessible,
    status: instance.status,
    ...tagsShown(instance.tags),
    candidateInterfaces: candidates(instance, doors, place, context),
  };
  return { store, gaps: instanceGaps(instance, store, context) };
}

function instanceDoors(
  instance: DbInstance,
  optionGroups: readonly OptionGroup[],
): readonly StoreDoor[] {
  const groups = attachedGroups(instance.groups);
  const second = toPort(instance.listenerPort);
  return toDoors([
    listenerDoor(instance.port, instance.engine, groups),
    second === null ? null : { port: second, groups, note: 'Second listener of SQL Server.' },
    ...optionDoors(instance, optionGroups, groups),
  ]);
}

/** An option may open a port of its own, to groups of its own (Oracle's OEM, MySQL's memcached). */
function optionDoors(
  instance: DbInstance,
  optionGroups: readonly OptionGroup[],
  instanceGroups: readonly GroupId[],
): readonly StoreDoor[] {
  return optionGroups
    .filter((group) => instance.optionGroups.includes(group.name))
    .flatMap((group) => group.options)
    .flatMap((option) => {
      const port = toPort(option.port);
      if (port === null) return [];
      const own = attachedGroups(option.groups);
      const groups = own.length > 0 ? own : instanceGroups;
      return [{ port, groups, note: 'Port of an option of the option group.' }];
    });
}

/** What an option names may be worn by the instance's interface as well. */
function candidates(
  instance: DbInstance,
  doors: readonly StoreDoor[],
  place: Placement,
  { interfaces }: StoreContext,
) {
  const { surely } = wornGroups(instance.groups);
  const possibly = new Set(doors.flatMap((door) => door.groups));
  return databaseCandidates(interfaces, place, { surely, possibly });
}

/** Default option groups cannot hold options. */
const mayHoldOptions = (name: string): boolean => !name.startsWith('default:');

function instanceGaps(
  instance: DbInstance,
  store: Store,
  { scope }: StoreContext,
): readonly StoreGap[] {
  const known = new Set(scope.optionGroups.items.map((group) => group.name));
  const unseenOptions = instance.optionGroups.some((it) => mayHoldOptions(it) && !known.has(it));
  return gapsWhere(store.arn, [
    [instance.clusterId !== null, 'cluster', scope.dbClusters],
    [attachedGroups(instance.groups).length === 0, 'groups', scope.dbInstances],
    [store.subnetIds === null, 'subnets', scope.dbSubnetGroups],
    [isPortAssumed(store.doors), 'port', scope.dbInstances],
    [unseenOptions, 'options', scope.optionGroups],
    [!scope.interfaces.complete, 'interfaces', scope.interfaces],
    [toFamilies(instance.networkType) === null, 'families', scope.dbInstances],
  ]);
}
