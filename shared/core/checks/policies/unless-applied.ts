import type { PolicyView } from '../../estate/index.ts';
import { NOT_APPLICABLE, type Outcome, unknown } from '../contract/outcome.ts';

/**
 * A policy that never applies is told once, by the checks on inert and on invalid policies; of one whose selector could
 * not be read nothing is known. Null for all others.
 */
export function unlessApplied({ policy, status }: PolicyView): Outcome | null {
  if (status === 'inert') return NOT_APPLICABLE;
  // The API server stores no selector of a wrong type: it is the snapshot that is damaged.
  if (policy.podSelector === 'malformed' || policy.serviceAccountSelector === 'malformed')
    return unknown(['malformed'], 'malformed');
  return status === 'invalid' ? NOT_APPLICABLE : null;
}
