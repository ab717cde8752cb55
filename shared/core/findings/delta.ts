import type { Finding, Settling } from '../model/index.ts';
import { compareViolated } from './finding-order.ts';
import type { Sighting } from './settle.ts';

/**
 * What one audit changes. Every list is sorted by check and subject. Findings of clusters that the audit did not look at
 * are in none of them.
 */
export interface Delta {
  readonly raised: readonly Finding[];
  readonly changed: readonly Finding[];
  readonly persisting: readonly Finding[];
  readonly resolved: readonly Finding[];
  /** Kept open: their subject is unknown now, or this audit did not judge it. */
  readonly held: readonly Finding[];
  readonly settling: readonly Settling[];
  readonly sightings: {
    /** New ones and those whose marks changed, sorted by id. */
    readonly record: readonly Sighting[];
    /** Stored ones that are over, sorted by id. */
    readonly forget: readonly Sighting[];
  };
}

/** Every finding of the delta, to be stored and reported: sorted by check and subject. */
export function findingsOf(delta: Delta): readonly Finding[] {
  const { raised, changed, persisting, resolved, held } = delta;
  return [...raised, ...changed, ...persisting, ...resolved, ...held].toSorted(compareViolated);
}
