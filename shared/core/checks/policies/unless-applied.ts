import type { PolicyView } from '../../estate/index.ts';
import { NOT_APPLICABLE, type Outcome, unknown } from '../contract/outcome.ts';

/** The API server stores no selector of a wrong type: it is the snapshot that is damaged. */
const isDamaged = ({ policy }: PolicyView): boolean =>
  policy.podSelector === 'malformed' || policy.serviceAccountSelector === 'malformed';

/** It surely matches no pod: it selects or declares nothing, or a selector of it does not convert. */
export const neverApplies = (view: PolicyView): boolean =>
  view.status === 'inert' || (view.status === 'invalid' && !isDamaged(view));

/**
 * A policy that never applies is told once, by the checks on inert and on invalid policies; of one whose selector could
 * not be read nothing is known. Null for all others.
 */
export function unlessApplied(view: PolicyView): Outcome | null {
  if (neverApplies(view)) return NOT_APPLICABLE;
  return isDamaged(view) ? unknown(['malformed'], 'malformed') : null;
}
