import { type Listing, sortedUnique } from '../core/model/index.ts';
import type { Interner } from './intern.ts';
import { ListingBuilder, type ListingSink } from './listing-builder.ts';
import type { ListingSpec } from './listing-spec.ts';
import type { ReadTimes } from './manifest.ts';
import { distinctGaps } from './merge-listings.ts';

/** The side of it that takes raw data. */
export interface ArgumentSinks {
  argumentOf(file: string): string | null;
  for(argument: string): ListingSink;
  sinks(): readonly ListingSink[];
}

/** A call that is made once for each argument (a prefix list, a proxy), each answer a listing of its own. */
export class ArgumentListings<T> implements ArgumentSinks {
  readonly spec: ListingSpec<T>;
  readonly #intern: Interner;
  readonly #byArgument = new Map<string, ListingBuilder<T>>();

  constructor(spec: ListingSpec<T>, intern: Interner) {
    this.spec = spec;
    this.#intern = intern;
  }

  /** The argument that a file's name ends in; null for the file of another call. */
  argumentOf(file: string): string | null {
    const start = `${this.spec.file}-`;
    return file.startsWith(start) && file.length > start.length ? file.slice(start.length) : null;
  }

  for(argument: string): ListingBuilder<T> {
    const known = this.#byArgument.get(argument);
    if (known !== undefined) return known;
    const made = new ListingBuilder(this.spec, this.#intern);
    this.#byArgument.set(argument, made);
    return made;
  }

  sinks(): readonly ListingSink[] {
    return [...this.#byArgument.values()];
  }

  /** By argument, sorted; those of `wanted` that nobody answered are missing. */
  build(
    folder: string,
    times: ReadTimes,
    wanted: readonly string[] = [],
  ): readonly (readonly [argument: string, listing: Listing<T>])[] {
    return sortedUnique([...this.#byArgument.keys(), ...wanted]).map((argument) => [
      argument,
      this.for(argument).build(`${folder}${this.spec.file}-${argument}.json`, times),
    ]);
  }
}

/** One listing with one item for each argument that was answered, whole or not. */
export function itemPerArgument<A extends string, T, I>(
  source: string,
  answers: readonly (readonly [argument: A, listing: Listing<T>])[],
  toItem: (argument: A, listing: Listing<T>) => I,
): Listing<I> {
  const times = answers.map(([, { readAt }]) => readAt).filter((time) => time !== null);
  return {
    items: answers
      .filter(([, { complete, items }]) => complete || items.length > 0)
      .map(([argument, listing]) => toItem(argument, listing)),
    complete: answers.every(([, { complete }]) => complete),
    gaps: distinctGaps(answers.flatMap(([, { gaps }]) => gaps)),
    readAt: times.length === 0 ? null : Math.min(...times),
    source,
  };
}
