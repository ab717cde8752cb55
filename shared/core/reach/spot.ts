import { type Prefix, prefixContains } from '../net/index.ts';
import type { PrefixListFacts, Spot } from './flow.ts';

/** `unclear`: the address was not seen, or the list may have more entries than were read. */
export type Contains = 'yes' | 'no' | 'unclear';

/** An address that was not seen is inside a prefix only if every address of its family is. */
export function prefixHolds(prefix: Prefix, spot: Spot): Contains {
  if (prefix.family !== spot.family) return 'no';
  if (spot.value === null) return prefix.length === 0 ? 'yes' : 'unclear';
  return prefixContains(prefix, spot) ? 'yes' : 'no';
}

export function listHolds(list: PrefixListFacts | undefined, spot: Spot): Contains {
  if (list === undefined) return 'unclear';
  const isInside =
    spot.value === null
      ? list.prefixes.some((prefix) => prefixHolds(prefix, spot) === 'yes')
      : list.addresses.has(spot);
  if (isInside) return 'yes';
  if (!list.complete) return 'unclear';
  return spot.value === null && list.prefixes.some((prefix) => prefix.family === spot.family)
    ? 'unclear'
    : 'no';
}
