import type { EpochMs } from './ids.ts';

/** Why something could not be seen. `denied` and `truncated` are never an empty list. */
export type GapReason =
  | 'missing' // the file or call is not in the snapshot
  | 'denied' // empty output or an error document: what `aws … > file` leaves after AccessDenied
  | 'truncated' // cut off, or more pages were announced than are there
  | 'malformed' // an item, or the rest of the file, could not be read
  | 'hidden' // the service hides items unless asked (managed interfaces)
  | 'contradiction' // two parts of the input disagree
  | 'unsupported' // understood, not modelled
  | 'reported'; // a gap that the collector itself wrote down

/** Something that could not be seen, and what follows. `source` is the snapshot's file or the API action. */
export interface Gap {
  readonly source: string;
  readonly item?: string;
  readonly reason: GapReason;
  /** One sentence: what failed and what was expected. Untrusted text inside is bounded and free of controls. */
  readonly detail: string;
  /** What can no longer be decided. */
  readonly effect: string;
}

/**
 * What one kind of read returned. Presence may be used from an incomplete listing, absence never.
 * A listing that is incomplete and has no items is lost altogether.
 */
export interface Listing<T> {
  readonly items: readonly T[];
  readonly complete: boolean;
  readonly gaps: readonly Gap[];
  readonly readAt: EpochMs | null;
  /** The file(s) or action(s) that give this listing, for `missing` in an unknown. */
  readonly source: string;
}

export const isLost = (listing: Listing<unknown>): boolean =>
  !listing.complete && listing.items.length === 0;

export function completeListing<T>(
  items: readonly T[],
  source: string,
  readAt: EpochMs | null = null,
): Listing<T> {
  return { items, complete: true, gaps: [], readAt, source };
}

/** A part of the input that was read: one row of the report's `inputs`. */
export interface Input {
  readonly source: string;
  readonly sha256: string;
  readonly readAt: EpochMs | null;
  readonly items: number;
  readonly complete: boolean;
}
