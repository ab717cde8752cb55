import { NOT_APPLICABLE, type Outcome, unknown } from '../contract/outcome.ts';

/** What concerns a store alone is told by the clusters at home there; where it is not known which these are, by nobody. */
export function atHome(isHome: boolean | null, judge: () => Outcome): Outcome {
  if (isHome === false) return NOT_APPLICABLE;
  const outcome = judge();
  return isHome === null && outcome.kind !== 'not-applicable'
    ? unknown(['store-address-unseen'], 'store-address-unseen')
    : outcome;
}
