import {
  type Access,
  type DoorAccess,
  type Entitled,
  type Entry,
  type Intention,
  intentionsOver,
  isWatched,
} from '../../access/index.ts';
import type { StoreView } from '../../estate/index.ts';
import type { StoresByDocument } from '../contract/document-views.ts';

type Ask = (who: Entitled) => Intention;

const PATHS: readonly Entry['path'][] = ['direct', 'rds-proxy'];

const isAboutSome = ({ intent: { enforced } }: DoorAccess): boolean =>
  enforced.certain.length + enforced.possible.length > 0;

/** Every way to ask about a store that documents are about; null for another store. */
function asksFor(access: Access, store: StoreView): readonly Ask[] | null {
  const doors = access.doorsOf(store);
  if (!doors.some(isAboutSome)) return null;
  return doors.flatMap(({ intent }) => PATHS.map((path) => intentionsOver(intent, path)));
}

export function documentViews(access: Access): StoresByDocument {
  const known = new Map<StoreView, readonly Ask[] | null>();
  const asks = (store: StoreView): readonly Ask[] | null => {
    const found = known.get(store);
    if (found !== undefined) return found;
    const made = asksFor(access, store);
    known.set(store, made);
    return made;
  };
  return {
    isWatched: (store) => access.doorsOf(store).some(({ intent }) => isWatched(intent)),
    isOpenByDocuments(workload, store) {
      const all = asks(store);
      if (all === null) return null;
      return workload.pods.some(
        (pod) => pod.onWire && all.some((ask) => ask(pod).intended === null),
      );
    },
  };
}
