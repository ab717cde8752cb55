import type { Fields } from './fields.ts';
import type { Interner } from './intern.ts';
import { isObject } from './raw.ts';

/** What a decoder may say about the item that it is reading. To give the item up it throws `Malformed`. */
export interface ItemContext {
  readonly intern: Interner;
  /** A part could not be read and the decoded item itself says so: named, the listing stays complete. */
  partial(detail: string): void;
  /** A part could not be read and the decoded item cannot tell: named, the listing is incomplete. */
  damaged(detail: string): void;
}

/**
 * One kind of read: which file or API call gives it, what is lost without it, which fields of its items matter, and how
 * one raw item becomes a noun. The same for a file, a page of a live API, and the collected form.
 */
export interface ListingSpec<T> {
  /** The file below the folder of the scope or cluster, without extension. */
  readonly file: string;
  /** What follows in the file's name when the raw output does not name it, for example `<vpc-id>`. */
  readonly argument: string | null;
  /** The command whose output the file is. */
  readonly command: string;
  /** The top-level member that holds the items, or the one object. */
  readonly key: string;
  readonly form: 'list' | 'object';
  /** Without it the audit's main questions stay undecided. */
  readonly required: boolean;
  /** What is answered where there is no such thing, which is as good as an empty listing. */
  readonly absentWhen: RegExp | null;
  /** What cannot be decided without it: one sentence. */
  readonly effect: string;
  readonly fields: Fields;
  /** For kinds of which some items keep more. */
  readonly fieldsFor: ((raw: unknown) => Fields) | null;
  /** The items inside one raw item (the instances of a reservation). */
  readonly expand: ((raw: unknown) => readonly unknown[]) | null;
  /** Names an item that could not be decoded; null when even that is unreadable. */
  readonly nameOf: (raw: unknown) => string | null;
  /** Two items with one key are one item. */
  readonly keyOf: (item: T) => string;
  readonly decode: (raw: unknown, context: ItemContext) => T;
}

type Optional = 'argument' | 'form' | 'fieldsFor' | 'expand' | 'required' | 'absentWhen';
export type ListingSpecInput<T> = Omit<ListingSpec<T>, Optional> &
  Partial<Pick<ListingSpec<T>, Optional>>;

export function defineListing<T>(spec: ListingSpecInput<T>): ListingSpec<T> {
  return {
    argument: null,
    form: 'list',
    required: false,
    absentWhen: null,
    fieldsFor: null,
    expand: null,
    ...spec,
  };
}

/** Names AWS items by the member that identifies them. */
export const namedBy =
  (key: string) =>
  (raw: unknown): string | null => {
    const name = isObject(raw) ? raw[key] : null;
    return typeof name === 'string' && name !== '' ? name : null;
  };
