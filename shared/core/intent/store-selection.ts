import type { DataStoreAccess, EpochMs, Store, StoreSelector } from '../model/index.ts';
import type { Requirement } from '../policy/index.ts';
import { isInForce } from './life.ts';
import { selectsTags, tagRequirements } from './tag-selector.ts';
import { matchesWildcard } from './wildcard.ts';

/** `maybe`: whether it holds rests on something that was not seen. */
export type Certainty = 'yes' | 'maybe' | 'no';

/** What selectors read of a store. */
export type SelectableStore = Pick<Store, 'arn' | 'tags' | 'tagsSeen'>;

/** Each selector is asked about every store: its terms are read once. */
const requirementsOf = new WeakMap<StoreSelector, readonly Requirement[] | null>();

function requirementsIn(selector: StoreSelector): readonly Requirement[] | null {
  const known = requirementsOf.get(selector);
  if (known !== undefined) return known;
  const { tagSelector } = selector;
  const requirements = tagSelector === null ? [] : tagRequirements(tagSelector);
  requirementsOf.set(selector, requirements);
  return requirements;
}

/** Everything in an entry must hold; an entry in which nothing is given selects nothing. */
export function entrySelects(selector: StoreSelector, store: SelectableStore): Certainty {
  const { arn, tagSelector } = selector;
  if (arn === null && tagSelector === null) return 'no';
  if (arn !== null && !matchesWildcard(arn, store.arn)) return 'no';
  const requirements = requirementsIn(selector);
  if (requirements === null) return 'no';
  if (requirements.length === 0) return 'yes';
  if (!store.tagsSeen) return 'maybe';
  return selectsTags(requirements, store.tags) ? 'yes' : 'no';
}

/** Any entry will do. */
export function selectsStore({ stores }: DataStoreAccess, store: SelectableStore): Certainty {
  let found: Certainty = 'no';
  for (const selector of stores) {
    const one = entrySelects(selector, store);
    if (one === 'yes') return 'yes';
    if (one === 'maybe') found = 'maybe';
  }
  return found;
}

/** Documents that select a store, in the order in which they were given. */
export interface SelectingDocuments {
  readonly certain: readonly DataStoreAccess[];
  /** They may select it: its tags were not seen. */
  readonly possible: readonly DataStoreAccess[];
}

/**
 * The documents that select a store, whatever their mode; with `now`, only those that have not expired. A store that any
 * enforced one surely selects, expired or not, is closed: see `decideIntent`.
 */
export function documentsFor(
  intents: readonly DataStoreAccess[],
  store: SelectableStore,
  now?: EpochMs,
): SelectingDocuments {
  const certain: DataStoreAccess[] = [];
  const possible: DataStoreAccess[] = [];
  for (const document of intents) {
    if (now !== undefined && !isInForce(document, now)) continue;
    const selects = selectsStore(document, store);
    if (selects === 'yes') certain.push(document);
    if (selects === 'maybe') possible.push(document);
  }
  return { certain, possible };
}

/** Of them, those that are about one port. */
export function documentsAt(selecting: SelectingDocuments, port: number): SelectingDocuments {
  const isAbout = ({ ports }: DataStoreAccess): boolean => ports === null || ports.includes(port);
  const certain = selecting.certain.filter(isAbout);
  return { certain, possible: selecting.possible.filter(isAbout) };
}
