import { type AwsScope, compareText, type StoreArn } from '../model/index.ts';
import { homeOf } from './arn.ts';
import type { StoreGap } from './store-gap.ts';

/** What the listings of one scope gave. */
export type FoundIn<T> = readonly [scope: AwsScope, found: readonly T[]];

/**
 * Each ARN once, sorted. Of several listings that show it, the one of its own account and region tells most, because
 * subnet groups and options are only there; then the one with the fewest gaps, then the first.
 */
export function onePerArn<T extends { readonly gaps: readonly StoreGap[] }>(
  lists: readonly FoundIn<T>[],
  arnOf: (found: T) => StoreArn,
): readonly T[] {
  const best = new Map<StoreArn, { readonly found: T; readonly isHome: boolean }>();
  for (const [scope, list] of lists) {
    for (const found of list) {
      const arn = arnOf(found);
      const isHome = isHomeOf(scope, arn);
      const other = best.get(arn);
      if (other === undefined || isBetter({ found, isHome }, other))
        best.set(arn, { found, isHome });
    }
  }
  return [...best.values()]
    .map(({ found }) => found)
    .toSorted((a, b) => compareText(arnOf(a), arnOf(b)));
}

interface Ranked {
  readonly found: { readonly gaps: readonly StoreGap[] };
  readonly isHome: boolean;
}

const isBetter = (a: Ranked, b: Ranked): boolean =>
  a.isHome === b.isHome ? a.found.gaps.length < b.found.gaps.length : a.isHome;

function isHomeOf(scope: AwsScope, arn: StoreArn): boolean {
  const home = homeOf(arn);
  return home.accountId === scope.accountId && home.region === scope.region;
}
