import type { Access, DoorAccess } from '../../access/index.ts';
import type { ClusterView, WorkloadView } from '../../estate/index.ts';
import type { Rule, StoreArn } from '../../model/index.ts';
import type { Pair, PairEntry } from '../contract/views.ts';

type DraftPair = Pair & { readonly entries: PairEntry[] };

export interface PairIndex {
  readonly all: readonly Pair[];
  find(workload: WorkloadView, store: StoreArn): Pair | null;
}

/** Every entry of one cluster, by workload and store: as many as there are answers, not pods times stores. */
export function indexPairs(access: Access, cluster: ClusterView): PairIndex {
  const byWorkload = new Map<WorkloadView, Map<StoreArn, DraftPair>>();
  const all: DraftPair[] = [];
  for (const door of access.doors) {
    const doorRules = rulesById(door);
    for (const entry of door.entries) {
      const { workload } = entry.cohort;
      if (workload.cluster !== cluster) continue;
      let pairs = byWorkload.get(workload);
      if (pairs === undefined) byWorkload.set(workload, (pairs = new Map()));
      let pair = pairs.get(door.store.store.arn);
      if (pair === undefined) {
        pair = { workload, store: door.store, entries: [] };
        pairs.set(door.store.store.arn, pair);
        all.push(pair);
      }
      const { podManaged: isPodManaged, intent } = door;
      const { port } = door.door.door;
      pair.entries.push({ entry, workload, port, isPodManaged, intent, doorRules });
    }
  }
  return { all, find: (workload, store) => byWorkload.get(workload)?.get(store) ?? null };
}

function rulesById({ door }: DoorAccess): ReadonlyMap<string, readonly Rule[]> {
  return Map.groupBy<string, Rule>(door.ingress.rules, (rule) => rule.id);
}
