import type { Listing } from '../../shared/core/model/index.ts';
import { Interner } from '../../shared/decode/intern.ts';
import { ListingBuilder } from '../../shared/decode/listing-builder.ts';
import type { ListingSpec } from '../../shared/decode/listing-spec.ts';

/** The listing that these raw items make, as one whole answer. */
export function listingOf<T>(spec: ListingSpec<T>, raws: readonly unknown[]): Listing<T> {
  const builder = new ListingBuilder(spec, new Interner());
  for (const [index, raw] of raws.entries()) builder.item(raw, spec.file, index);
  builder.answered(spec.file);
  return builder.build(spec.file, () => null);
}

/** The one item that a raw item makes; fails the test when it could not be read whole. */
export function itemOf<T>(spec: ListingSpec<T>, raw: unknown): T {
  const { items, complete, gaps } = listingOf(spec, [raw]);
  const [item] = items;
  if (item === undefined || !complete) throw new Error(`not decoded: ${JSON.stringify(gaps)}`);
  return item;
}

/** What is said of a raw item that cannot be used: the item's name and the detail. */
export function faultOf<T>(spec: ListingSpec<T>, raw: unknown): string {
  const { items, complete, gaps } = listingOf(spec, [raw]);
  const [gap, ...others] = gaps;
  if (gap === undefined || items.length > 0 || complete || others.length > 0) {
    throw new Error(`not one fault: ${JSON.stringify({ items: items.length, complete, gaps })}`);
  }
  return `${gap.reason} ${gap.item ?? ''}: ${gap.detail}`;
}
