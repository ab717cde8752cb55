import type { ServerlessCache, Store, StoreDoor } from '../model/index.ts';
import { attachedGroups, withoutStatus } from './attached-groups.ts';
import { type CompiledStore, homeIn, type StoreContext } from './compiled-store.ts';
import { serverlessReaderPort, toPort } from './engine-port.ts';
import { EVERY_FAMILY, toFamilies } from './network-type.ts';
import { placeIn } from './placement.ts';
import { isPortAssumed, listenerDoor, toDoors } from './store-doors.ts';
import { gapsWhere } from './store-gap.ts';
import { tagsShown } from './tags-shown.ts';

const READER_PORT_ASSUMED =
  'Reader port of a serverless cache: documented, not reported by the service.';

/** Its interfaces belong to a service endpoint and name no cache: it is judged in the whole of its subnets. */
export function compileServerlessCache(
  cache: ServerlessCache,
  { scope, subnetVpcs }: StoreContext,
): CompiledStore {
  const families = toFamilies(cache.networkType);
  const doors = serverlessDoors(cache);
  const store: Store = {
    arn: cache.arn,
    kind: 'elasticache-serverless',
    name: cache.name,
    engine: cache.engine,
    ...homeIn(scope, cache.arn),
    ...placeIn(cache.subnetIds, null, subnetVpcs),
    families: families ?? EVERY_FAMILY,
    doors,
    publiclyAccessible: false,
    status: cache.status,
    ...tagsShown(null),
    candidateInterfaces: [],
  };
  const gaps = gapsWhere(cache.arn, [
    [cache.groupIds.length === 0, 'groups', scope.serverlessCaches],
    [store.subnetIds === null, 'subnets', scope.serverlessCaches],
    [isPortAssumed(doors), 'port', scope.serverlessCaches],
    [families === null, 'families', scope.serverlessCaches],
  ]);
  return { store, gaps };
}

function serverlessDoors(cache: ServerlessCache): readonly StoreDoor[] {
  const groups = attachedGroups(withoutStatus(cache.groupIds));
  const reported = toPort(cache.readerPort);
  const reader = reported ?? serverlessReaderPort(cache.engine);
  const note = reported === null ? READER_PORT_ASSUMED : null;
  return toDoors([
    listenerDoor(cache.port, cache.engine, groups),
    reader === null ? null : { port: reader, groups, note },
  ]);
}
