import {
  type DoorView,
  type Estate,
  interfaceKind,
  type InterfaceKind,
} from '../../estate/index.ts';
import type { GroupId, InterfaceId, NetworkInterface, UnknownReason } from '../../model/index.ts';
import { PortSet } from '../../net/index.ts';
import type { Listeners } from '../contract/store-views.ts';
import { doorsBehind } from './doors-behind.ts';

interface Draft {
  ports: PortSet;
  readonly unseen: Set<UnknownReason>;
}

function addDoors(
  into: Map<GroupId, Draft>,
  doors: readonly DoorView[],
  unseen: readonly UnknownReason[],
): void {
  for (const { door } of doors) {
    for (const group of door.groups) {
      const draft = into.get(group) ?? { ports: PortSet.empty, unseen: new Set<UnknownReason>() };
      into.set(group, draft);
      draft.ports = draft.ports.union(PortSet.of([{ from: door.port, to: door.port }]));
      for (const reason of unseen) draft.unseen.add(reason);
    }
  }
}

/** Interfaces of serverless caches are endpoints that name no cache. */
const SERVING: ReadonlySet<InterfaceKind> = new Set(['data-service', 'endpoint']);

/** What listens behind each group that stores or proxies wear, over all of them. */
export function listenersByGroup(estate: Estate): (group: GroupId) => Listeners {
  const drafts = new Map<GroupId, Draft>();
  for (const store of estate.stores) addDoors(drafts, doorsBehind(store), store.unseenPorts);
  for (const proxy of estate.unassignedProxies)
    addDoors(drafts, doorsBehind({ doors: [], proxies: [proxy] }), []);
  const own = new Set<InterfaceId>(
    estate.stores.flatMap(({ candidates }) => candidates.map(({ id }) => id)),
  );
  const isOther = (eni: NetworkInterface): boolean =>
    !own.has(eni.id) && !SERVING.has(interfaceKind(eni));
  const isShared = new Map<GroupId, boolean>();
  return (group) => {
    const draft = drafts.get(group);
    const shared = isShared.get(group) ?? (estate.wearers.get(group) ?? []).some(isOther);
    isShared.set(group, shared);
    return {
      ports: draft?.ports ?? PortSet.empty,
      unseen: [...(draft?.unseen ?? [])],
      isShared: shared,
    };
  };
}
