import type { Access, Entry } from '../../core/access/index.ts';
import type { ClusterView, StoreView, WorkloadView } from '../../core/estate/index.ts';
import type { AllowEntry, AllowWriter } from './allow-entries.ts';
import { type Reached, reachedBy } from './reached-doors.ts';

type PathKind = Entry['path'];

/** What one document is to say of one store, for the pods of one cluster. */
export interface StoreDocument {
  readonly store: StoreView;
  /** Null: no pod of any cluster gets in. */
  readonly cluster: ClusterView | null;
  /** Null: all of the store's. */
  readonly ports: readonly number[] | null;
  readonly via: readonly PathKind[];
  readonly allow: readonly AllowEntry[];
  readonly unnamed: readonly WorkloadView[];
  readonly undecided: readonly WorkloadView[];
}

/** Who gets in at some ports: these have it in common. */
interface SamePorts {
  readonly ports: number[];
  readonly direct: Reached;
  readonly byProxy: Reached;
}

const textOf = ({ entries }: Reached): string => entries.map(({ text }) => text).join('\n');

function portsAlike(
  access: Access,
  store: StoreView,
  cluster: ClusterView,
  writer: AllowWriter,
): readonly SamePorts[] {
  const groups = new Map<string, SamePorts>();
  for (const door of access.doorsOf(store)) {
    const direct = reachedBy(door, 'direct', cluster, writer);
    const byProxy = reachedBy(door, 'rds-proxy', cluster, writer);
    const key = JSON.stringify([textOf(direct), textOf(byProxy)]);
    const same = groups.get(key) ?? { ports: [], direct, byProxy };
    groups.set(key, same);
    same.ports.push(door.door.door.port);
  }
  return [...groups.values()];
}

const bothOf = (a: Reached, b: Reached): Omit<Reached, 'entries'> => ({
  unnamed: [...new Set([...a.unnamed, ...b.unnamed])],
  undecided: [...new Set([...a.undecided, ...b.undecided])],
});

/** One document where both kinds of paths let the same pods in, or one of them lets in nobody; else one for each. */
function splitByPath({
  direct,
  byProxy,
}: SamePorts): readonly Pick<StoreDocument, 'via' | 'allow' | 'unnamed' | 'undecided'>[] {
  const both = bothOf(direct, byProxy);
  if (textOf(direct) === '' && textOf(byProxy) === '') return [{ via: PATHS, allow: [], ...both }];
  if (byProxy.entries.length === 0) return [{ via: ['direct'], allow: direct.entries, ...both }];
  if (direct.entries.length === 0) return [{ via: ['rds-proxy'], allow: byProxy.entries, ...both }];
  if (textOf(direct) === textOf(byProxy))
    return [{ via: ['direct', 'rds-proxy'], allow: direct.entries, ...both }];
  return [
    { ...direct, via: ['direct'], allow: direct.entries },
    { ...byProxy, via: ['rds-proxy'], allow: byProxy.entries },
  ];
}

const PATHS: readonly PathKind[] = ['direct', 'rds-proxy'];

/** A port that nobody reaches is closed by a document of its own; a cluster that nobody comes from needs none. */
const saysSomething = ({ allow, ports, unnamed, undecided }: StoreDocument): boolean =>
  ports !== null || [allow, unnamed, undecided].some((list) => list.length > 0);

/**
 * The documents that let in exactly who gets in today: one for a store, unless its ports, the kinds of its paths or its
 * clusters differ in whom they let in.
 */
export function documentsOf(
  access: Access,
  store: StoreView,
  writers: ReadonlyMap<ClusterView, AllowWriter>,
): readonly StoreDocument[] {
  const all = [...writers].flatMap(([cluster, writer]) => {
    const groups = portsAlike(access, store, cluster, writer);
    return groups.flatMap((same) =>
      splitByPath(same).map(({ via, allow, unnamed, undecided }): StoreDocument => ({
        store,
        cluster,
        ports: groups.length === 1 ? null : same.ports.toSorted((a, b) => a - b),
        via,
        allow,
        unnamed,
        undecided,
      })),
    );
  });
  const told = all.filter(saysSomething);
  if (told.length > 0) return told;
  const nobody = { store, cluster: null, ports: null, allow: [], unnamed: [], undecided: [] };
  return [{ ...nobody, via: PATHS }];
}
