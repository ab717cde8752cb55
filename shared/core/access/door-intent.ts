import type { Declaration, DoorView, Estate, PodView, StoreView } from '../estate/index.ts';
import {
  decideIntent,
  documentsAt,
  enforced,
  letsIn,
  type PathKind,
  type SelectingDocuments,
} from '../intent/index.ts';
import {
  type DataStoreAccess,
  type EpochMs,
  sortedUnique,
  type UnknownReason,
} from '../model/index.ts';
import { inferIntent, type InferredIntent, isInferred, type PodGroups } from './intent.ts';
import { unseenProxies } from './unseen-proxies.ts';

/** Who is meant to come in at a door: what documents say, and where none closes it what policies say. */
export interface DoorIntent {
  readonly inferred: InferredIntent;
  /** Documents about the door, whatever their mode. */
  readonly documents: SelectingDocuments;
  /** Those of them that are enforced: they close the door. */
  readonly enforced: SelectingDocuments;
  /** The door is closed for pods, by groups that pods wear or by a document; null when that could not be decided. */
  readonly podManaged: boolean | null;
  /** Everything was seen that could mean more pods to come in. */
  readonly complete: boolean;
  /** Why not; empty when it is. */
  readonly reasons: readonly UnknownReason[];
  readonly now: EpochMs;
}

/** What decides whether a pod is meant to come in: pods that share both share the answer. */
export type Entitled = Pick<PodView, 'declaration' | 'grants'>;

/** Whether pods are meant to come in by one kind of path. */
export interface Intention {
  /** Null when it could not be decided. */
  readonly intended: boolean | null;
  /** The same if documents that only observe were enforced. */
  readonly observed: boolean | null;
  /** Why one of the two could not be decided; else empty. */
  readonly reasons: readonly UnknownReason[];
}

function managedBy(
  { certain, possible }: SelectingDocuments,
  { podManaged }: InferredIntent,
): boolean | null {
  if (certain.length > 0 || podManaged === true) return true;
  return possible.length > 0 ? null : podManaged;
}

function unseenBy(
  { certain, possible }: SelectingDocuments,
  { reasons }: InferredIntent,
): readonly UnknownReason[] {
  const perhaps: readonly UnknownReason[] = possible.length > 0 ? ['stores-unseen'] : [];
  return sortedUnique(certain.length > 0 ? perhaps : [...reasons, ...perhaps]);
}

export function intentAt(
  estate: Estate,
  store: StoreView,
  door: DoorView,
  podGroups: PodGroups,
): DoorIntent {
  const inferred = inferIntent(door, store.proxies, podGroups, unseenProxies(estate, store));
  const documents = documentsAt(store.documents, door.door.port);
  const closing = enforced(documents);
  const isOpen = closing.certain.length === 0;
  return {
    inferred,
    documents,
    enforced: closing,
    podManaged: managedBy(closing, inferred),
    complete: closing.possible.length === 0 && (!isOpen || inferred.complete),
    reasons: unseenBy(closing, inferred),
    now: estate.now,
  };
}

/** A document surely closes the door: policies have no say. */
export const isClosed = ({ enforced: { certain } }: DoorIntent): boolean => certain.length > 0;

/** A document that only observes is, or may be, about the door. */
export const isWatched = ({ documents, enforced: closing }: DoorIntent): boolean =>
  documents.certain.length > closing.certain.length ||
  documents.possible.length > closing.possible.length;

const isUndecided = ({ intended, observed }: Pick<Intention, 'intended' | 'observed'>): boolean =>
  intended === null || observed === null;

function reasonsOf(
  { documents, enforced: closing, inferred }: DoorIntent,
  { declaration, grants }: Entitled,
): readonly UnknownReason[] {
  const { certain, possible } = documents;
  const about = [...certain, ...possible];
  return sortedUnique([
    ...(closing.certain.length === 0 ? [...declaration.reasons, ...inferred.reasons] : []),
    ...(possible.length > 0 ? (['stores-unseen'] as const) : []),
    ...(about.some((document) => grants.possible.has(document)) ? grants.reasons : []),
  ]);
}

/** Whether pods are meant to come in at a door. Pods without any document at the door are judged by their policies. */
export function intentionOf(intent: DoorIntent, who: Entitled, path: PathKind): Intention {
  const inferred = isInferred(intent.inferred, who.declaration);
  const asking = { grants: who.grants, path, now: intent.now };
  const both = {
    intended: decideIntent(intent.enforced, asking, inferred),
    observed: decideIntent(intent.documents, asking, inferred),
  };
  return { ...both, reasons: isUndecided(both) ? reasonsOf(intent, who) : [] };
}

/** Intentions over one path, each asked once: pods share declarations and grants. */
export function intentionsOver(intent: DoorIntent, path: PathKind): (who: Entitled) => Intention {
  const known = new Map<Declaration, Map<PodView['grants'], Intention>>();
  return (who) => {
    const byGrants = known.get(who.declaration) ?? new Map<PodView['grants'], Intention>();
    known.set(who.declaration, byGrants);
    const intention = byGrants.get(who.grants) ?? intentionOf(intent, who, path);
    byGrants.set(who.grants, intention);
    return intention;
  };
}

/** Documents at a door that surely let in whom they select. */
export function lettingIn(
  { enforced: { certain }, now }: DoorIntent,
  path: PathKind,
): readonly DataStoreAccess[] {
  return certain.filter((document) => letsIn(document, path, now));
}
