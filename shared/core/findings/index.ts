export { type Delta, findingsOf } from './delta.ts';
export { findingId } from './finding-id.ts';
export { compareAbout, compareViolated } from './finding-order.ts';
export { type PolicySighting, seePolicies } from './policy-sighting.ts';
export { reconcile, type Reconciliation } from './reconcile.ts';
export { type Sighting, type SightingMark } from './settle.ts';
export { sha256Hex } from './sha-256.ts';
export { escapeGlob } from './subject-pattern.ts';
export {
  EXPIRES_SOON_MS,
  suppress,
  type SuppressionStatus,
  type SuppressionUse,
} from './suppress.ts';
export { contentHash, publicationHash } from './violation-content.ts';
