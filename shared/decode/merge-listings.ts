import type { Gap, Listing } from '../core/model/index.ts';

/** One listing of several that each give a share of it: complete when all of them are. */
export function mergeListings<T>(listings: readonly Listing<T>[]): Listing<T> {
  const times = listings.map((listing) => listing.readAt).filter((time) => time !== null);
  return {
    items: listings.flatMap((listing) => listing.items),
    complete: listings.every((listing) => listing.complete),
    gaps: distinctGaps(listings.flatMap((listing) => listing.gaps)),
    readAt: times.length === 0 ? null : Math.min(...times),
    source: [...new Set(listings.map((listing) => listing.source))].join(', '),
  };
}

export const flattenListing = <T>(listing: Listing<readonly T[]>): Listing<T> => ({
  ...listing,
  items: listing.items.flat(),
});

/** Each gap once: two listings that one file gives have the same gaps. */
export const distinctGaps = (gaps: readonly Gap[]): readonly Gap[] => [
  ...new Map(gaps.map((gap) => [gapKey(gap), gap])).values(),
];

const gapKey = ({ source, item, reason, detail, effect }: Gap): string =>
  JSON.stringify([source, item ?? null, reason, detail, effect]);
