import type { Estate, StoreView } from '../../estate/index.ts';
import { type DeclaredNonPods, nonPodOf } from '../../intent/index.ts';

/** What documents declare as clients that are no pods, at one port of a store. */
export function declaredReader({
  intents,
  now,
}: Estate): (store: StoreView, port: number) => DeclaredNonPods {
  const known = new Map<StoreView, Map<number, DeclaredNonPods>>();
  return (store, port) => {
    const byPort = known.get(store) ?? new Map<number, DeclaredNonPods>();
    known.set(store, byPort);
    const declared = byPort.get(port) ?? nonPodOf(intents, store.store, { now, port });
    byPort.set(port, declared);
    return declared;
  };
}
