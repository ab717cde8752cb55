import type { DataStoreAccess, EpochMs } from '../model/index.ts';
import type { Grants } from './grants.ts';
import { isInForce } from './life.ts';
import type { Certainty, SelectingDocuments } from './store-selection.ts';

export type PathKind = DataStoreAccess['via'][number];

/** Who asks: a pod by what documents grant it, over one kind of path, at one time. */
export interface Asking {
  readonly grants: Grants;
  readonly path: PathKind;
  readonly now: EpochMs;
}

/** Whether a document lets anybody in by a path. One that has expired lets nobody in. */
export const letsIn = (document: DataStoreAccess, path: PathKind, now: EpochMs): boolean =>
  isInForce(document, now) && document.via.includes(path);

/** Whether one document lets the pod in. */
export function allows(document: DataStoreAccess, { grants, path, now }: Asking): Certainty {
  if (!letsIn(document, path, now)) return 'no';
  if (grants.certain.has(document)) return 'yes';
  return grants.possible.has(document) ? 'maybe' : 'no';
}

/**
 * Whether a pod is meant to come in at a door that some documents select. A door that any of them surely selects is
 * closed: only what they allow counts. Without any, `inferred` holds: what policies intend. Null: not decided. A document
 * that only may select the door leaves it open whether the door is closed at all.
 */
export function decideIntent(
  { certain, possible }: SelectingDocuments,
  asking: Asking,
  inferred: boolean | null,
): boolean | null {
  if (certain.length + possible.length === 0) return inferred;
  const sure = certain.map((document) => allows(document, asking));
  if (sure.includes('yes')) return true;
  const perhaps = possible.map((document) => allows(document, asking));
  if (certain.length > 0) {
    const all = [...sure, ...perhaps];
    return all.every((one) => one === 'no') ? false : null;
  }
  if (inferred === true && perhaps.every((one) => one === 'yes')) return true;
  return inferred === false && perhaps.every((one) => one === 'no') ? false : null;
}

/** Of the documents at a door, those that are enforced. */
export function enforced({ certain, possible }: SelectingDocuments): SelectingDocuments {
  const isEnforced = ({ mode }: DataStoreAccess): boolean => mode === 'enforce';
  return { certain: certain.filter(isEnforced), possible: possible.filter(isEnforced) };
}
