import type { Estate, StoreView } from '../estate/index.ts';
import type { Target } from '../reach/index.ts';
import type { Access, DoorAccess } from './access.ts';
import { AccessComputer } from './access-computer.ts';
import { intentAt } from './door-intent.ts';
import { podGroupsOf } from './intent.ts';
import { waysTo } from './ways.ts';

const targetsOf = (store: StoreView): readonly Target[] =>
  [
    ...store.doors,
    ...store.proxies.flatMap((proxy) => proxy.endpoints.flatMap((one) => one.doors)),
  ].map((door) => door.target);

/** Who reaches every door of every store, by the set engine. */
export function computeAccess(estate: Estate): Access {
  const computer = new AccessComputer(estate);
  const podGroups = podGroupsOf(estate.clusters);
  computer.prepare(estate.stores.flatMap(targetsOf));
  const byStore = new Map<StoreView, readonly DoorAccess[]>();
  for (const store of estate.stores) {
    byStore.set(
      store,
      store.doors.map((door) => {
        const intent = intentAt(estate, store, door, podGroups);
        const entries = computer.entries(store, door, intent);
        return { store, door, podManaged: intent.podManaged, intent, entries };
      }),
    );
  }
  return {
    doors: [...byStore.values()].flat(),
    doorsOf: (store) => byStore.get(store) ?? [],
    waysTo: (door) => waysTo(computer, door),
  };
}
