export { type Delta, findingsOf } from './delta.ts';
export { findingId } from './finding-id.ts';
export { compareAbout, compareViolated } from './finding-order.ts';
export { type PolicySighting, seePolicies } from './policy-sighting.ts';
export { reconcile, type Reconciliation } from './reconcile.ts';
export { type Sighting, type SightingMark } from './settle.ts';
export { contentHash, publicationHash } from './violation-content.ts';
