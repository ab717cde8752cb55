import type { Estate, StoreView } from '../../estate/index.ts';
import {
  type GroupId,
  type SecurityGroup,
  sortedUnique,
  type StoreArn,
} from '../../model/index.ts';
import type { StoreGroup } from '../contract/store-views.ts';

export interface StoreGroupIndex {
  readonly all: readonly StoreGroup[];
  find(store: StoreArn, group: string): StoreGroup | null;
}

/** A group that is shared is listed in two accounts: the first that tells its name. */
function listedGroups(estate: Estate): ReadonlyMap<GroupId, SecurityGroup> {
  const listed = new Map<GroupId, SecurityGroup>();
  for (const group of estate.scopes.flatMap(({ groups }) => groups.items)) {
    if ((listed.get(group.id)?.name ?? null) === null) listed.set(group.id, group);
  }
  return listed;
}

/** Each group that a store wears, at whichever of its doors. */
export function indexStoreGroups(
  estate: Estate,
  homeOf: (store: StoreView) => boolean | null,
): StoreGroupIndex {
  const listed = listedGroups(estate);
  const byStore = new Map<StoreArn, ReadonlyMap<string, StoreGroup>>();
  for (const store of estate.stores) {
    const groups = sortedUnique(store.doors.flatMap(({ door }) => door.groups));
    const own = groups.map((group): readonly [string, StoreGroup] => [
      group,
      {
        store,
        group,
        name: listed.get(group)?.name ?? null,
        facts: estate.network.groups.get(group) ?? null,
        isHome: homeOf(store),
      },
    ]);
    byStore.set(store.store.arn, new Map(own));
  }
  return {
    all: [...byStore.values()].flatMap((groups) => [...groups.values()]),
    find: (store, group) => byStore.get(store)?.get(group) ?? null,
  };
}
