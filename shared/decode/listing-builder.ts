import {
  type EpochMs,
  type Gap,
  type GapReason,
  type Listing,
  sortedUnique,
} from '../core/model/index.ts';
import { quoted } from './gap-text.ts';
import type { Interner } from './intern.ts';
import type { ItemContext, ListingSpec } from './listing-spec.ts';
import { Malformed } from './raw.ts';
import { sameValue } from './same-value.ts';

/** How many items one listing names one by one; a count follows. */
export const MOST_NAMED_ITEMS = 100;

/** What was wrong with an answer as a whole, or with one item of it. */
export interface Fault {
  readonly reason: GapReason;
  readonly detail: string;
  readonly item?: string;
  /** Instead of the effect that the listing's spec states. */
  readonly effect?: string;
}

/** The side of a builder that takes raw data, whatever the listing is of. */
export interface ListingSink {
  readonly spec: Pick<ListingSpec<unknown>, 'file' | 'key' | 'form' | 'effect'>;
  /** One raw item; `source` is the file or the API action, `index` its place in it. Returns false when it was lost. */
  item(raw: unknown, source: string, index: number): boolean;
  /** The answer was a listing of this kind, whole or not. */
  answered(source: string): void;
  /** Whether anything was said of the listing yet. */
  readonly touched: boolean;
  /** Something of the listing may be missing. */
  incomplete(source: string, fault: Fault): void;
}

/**
 * Makes one listing of raw items, in any number of answers: files, or pages of a live call. Nothing that is wrong with
 * the input throws.
 *
 * An item that comes twice with the same content is one item. One that comes with different contents is left out
 * altogether and the listing is incomplete: which of them holds is not known, so neither may acquit or accuse.
 */
export class ListingBuilder<T> implements ListingSink, ItemContext {
  readonly spec: ListingSpec<T>;
  readonly intern: Interner;
  readonly #items = new Map<string, T>();
  readonly #contradicted = new Map<string, T[]>();
  readonly #gaps: Gap[] = [];
  #unnamed = 0;
  #answers: string[] = [];
  #complete = true;
  #anyItem = false;
  #source = '';
  #index = 0;
  #raw: unknown = null;

  constructor(spec: ListingSpec<T>, intern: Interner) {
    this.spec = spec;
    this.intern = intern;
  }

  get touched(): boolean {
    return this.#answers.length + this.#gaps.length + this.#items.size > 0;
  }

  /** Items may be missing that no gap names. */
  get anyItemMissing(): boolean {
    return this.#anyItem || this.#answers.length === 0;
  }

  item(raw: unknown, source: string, index: number): boolean {
    this.#source = source;
    this.#index = index;
    this.#raw = raw;
    if (this.spec.expand === null) return this.#decode(raw);
    const inner = this.#tolerate(this.spec.expand, raw);
    let kept = inner !== null;
    for (const each of inner ?? []) kept = this.#decode(each) && kept;
    return kept;
  }

  answered(source: string): void {
    this.#answers.push(source);
  }

  /** An item that was decoded elsewhere. */
  take(item: T, source: string): void {
    this.#source = source;
    this.#add(item);
    this.answered(source);
  }

  incomplete(source: string, fault: Fault): void {
    if (this.spec.absentWhen?.test(fault.detail)) {
      this.answered(source);
      return;
    }
    this.#complete = false;
    this.#anyItem = true;
    this.#gaps.push(gapOf(source, fault, this.spec.effect));
  }

  partial(detail: string): void {
    this.#name('malformed', detail);
  }

  damaged(detail: string): void {
    this.#complete = false;
    this.#name('malformed', detail);
  }

  /**
   * `source` is where the listing should be found; without any answer or gap it is missing there. `readAt` tells when an
   * answer was given; of several the oldest counts.
   */
  build(source: string, readAt: (answer: string) => EpochMs | null): Listing<T> {
    if (this.#answers.length + this.#gaps.length === 0) this.incomplete(source, missing(this.spec));
    if (this.#unnamed > 0) {
      const detail = `${this.#unnamed} more items could not be read.`;
      this.#gaps.push(gapOf(source, { reason: 'malformed', detail }, this.spec.effect));
    }
    const complete = this.#complete && this.#answers.length > 0;
    const times = this.#answers.map(readAt).filter((time) => time !== null);
    return {
      items: this.kept(),
      complete,
      gaps: this.#gaps,
      readAt: times.length === 0 ? null : Math.min(...times),
      source: this.#answers.length === 0 ? source : sortedUnique(this.#answers).join(', '),
    };
  }

  gaps(): readonly Gap[] {
    return this.#gaps;
  }

  kept(): readonly T[] {
    return [...this.#items.values()];
  }

  /** The items that were left out because they came with different contents. */
  contradicted(): readonly T[] {
    return [...this.#contradicted.values()].flat();
  }

  #decode(raw: unknown): boolean {
    this.#raw = raw;
    const item = this.#tolerate(this.spec.decode, raw);
    if (item === null) return false;
    this.#add(item);
    return true;
  }

  #tolerate<R>(read: (raw: unknown, context: ItemContext) => R, raw: unknown): R | null {
    try {
      return read(raw, this);
    } catch (error) {
      if (!(error instanceof Malformed)) throw error;
      this.damaged(error.message);
      return null;
    }
  }

  #add(item: T): void {
    const key = this.spec.keyOf(item);
    const before = this.#items.get(key);
    if (before === undefined && !this.#contradicted.has(key)) this.#items.set(key, item);
    else if (before === undefined) this.#contradicted.get(key)?.push(item);
    else if (!sameValue(before, item)) {
      this.#items.delete(key);
      this.#contradicted.set(key, [before, item]);
      this.#complete = false;
      this.#name('contradiction', 'It is there more than once, with different contents.');
    }
  }

  #name(reason: GapReason, detail: string): void {
    if (this.#gaps.length >= MOST_NAMED_ITEMS) {
      this.#unnamed += 1;
      return;
    }
    const item = this.spec.nameOf(this.#raw) ?? `${this.spec.key}[${this.#index}]`;
    this.#gaps.push(gapOf(this.#source, { reason, detail, item }, this.spec.effect));
  }
}

export const missing = (spec: Pick<ListingSpec<unknown>, 'form'>): Fault => ({
  reason: 'missing',
  detail: `The snapshot has no such ${spec.form === 'list' ? 'listing' : 'description'}.`,
});

export function gapOf(source: string, fault: Fault, effect: string): Gap {
  const { reason, item } = fault;
  const detail = quoted(fault.detail);
  const gap = { source, reason, detail, effect: fault.effect ?? effect };
  return item === undefined ? gap : { ...gap, item: quoted(item) };
}
