import {
  compileGrants,
  entrySelects,
  type GrantIndex,
  matchesWildcard,
  selectsStore,
} from '../intent/index.ts';
import type { ClusterSnapshot, DataStoreAccess, Labels } from '../model/index.ts';
import type { DocumentView, StoreView } from './estate.ts';

/** What documents grant the pods of one cluster. */
export function grantsIn(
  { arn, namespaces }: ClusterSnapshot,
  intents: readonly DataStoreAccess[],
): GrantIndex {
  const labels = new Map<string, Labels>(namespaces.items.map((one) => [one.name, one.labels]));
  return compileGrants(intents, arn, (name) => labels.get(name) ?? null);
}

/** What documents are about. The grants have been asked about every pod of their cluster. */
export interface DocumentContext {
  readonly stores: readonly StoreView[];
  readonly areStoresSeen: boolean;
  readonly grants: ReadonlyMap<ClusterSnapshot, GrantIndex>;
}

/** Entries that select no store; that none is there takes having seen them all. */
function idleStores({ stores }: DataStoreAccess, context: DocumentContext): readonly string[] {
  if (!context.areStoresSeen) return [];
  return stores.flatMap((selector, index) =>
    context.stores.every(({ store }) => entrySelects(selector, store) === 'no')
      ? [`spec.stores[${index}]`]
      : [],
  );
}

/** Ports on which no store that it may select listens. */
function idlePorts(document: DataStoreAccess, context: DocumentContext): readonly string[] {
  const selected = context.stores.filter(({ store }) => selectsStore(document, store) !== 'no');
  const isSeen = context.areStoresSeen && selected.every((one) => one.unseenPorts.length === 0);
  if (!isSeen || selected.length === 0) return [];
  const open = new Set(selected.flatMap(({ doors }) => doors.map(({ door }) => door.port)));
  return (document.ports ?? []).flatMap((port, index) =>
    open.has(port) ? [] : [`spec.ports[${index}]`],
  );
}

/** Entries that select no pod of any cluster that the document is for. */
function idleGrants(
  { cluster, allow }: DataStoreAccess,
  { grants }: DocumentContext,
): readonly string[] {
  const own = [...grants].filter(([{ arn }]) => matchesWildcard(cluster, arn));
  if (own.length === 0 || own.some(([{ pods }]) => !pods.complete)) return [];
  return allow.flatMap((selector, index) =>
    own.some(([, one]) => one.hasSelected(selector)) ? [] : [`spec.allow[${index}]`],
  );
}

const isAboutCluster = ({ cluster }: DataStoreAccess, { grants }: DocumentContext): boolean =>
  [...grants.keys()].some(({ arn }) => matchesWildcard(cluster, arn));

/** What each document is about here, in the order in which they were given. */
export function compileDocuments(
  intents: readonly DataStoreAccess[],
  context: DocumentContext,
): readonly DocumentView[] {
  return intents.map((document) => ({
    document,
    stores: context.stores.filter(({ documents }) => documents.certain.includes(document)),
    isWhole:
      context.areStoresSeen &&
      isAboutCluster(document, context) &&
      !context.stores.some(({ documents }) => documents.possible.includes(document)),
    idle: [
      ...idleStores(document, context),
      ...idlePorts(document, context),
      ...idleGrants(document, context),
    ],
  }));
}
