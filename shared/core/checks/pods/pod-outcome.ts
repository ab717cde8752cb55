import type { Evidence, UnknownReason } from '../../model/index.ts';
import type { Said } from '../contract/message.ts';
import { reasonsOf, type Reasons } from '../contract/outcome.ts';

/** What is wrong with one pod. */
export interface PodBreach {
  readonly said: Said;
  readonly expected: readonly string[];
  readonly observed: readonly string[];
  /** What it rests on besides the pod and its policies. */
  readonly evidence: readonly Evidence[];
}

/** What a check says about one pod; the pods of a workload are then one answer. */
export type PodOutcome =
  | { readonly kind: 'compliant' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'not-judged' }
  | { readonly kind: 'unknown'; readonly reasons: Reasons }
  | { readonly kind: 'violation'; readonly breach: PodBreach };

export const POD_COMPLIANT: PodOutcome = { kind: 'compliant' };
export const POD_IDLE: PodOutcome = { kind: 'idle' };
export const POD_NOT_APPLICABLE: PodOutcome = { kind: 'not-applicable' };
export const POD_NOT_JUDGED: PodOutcome = { kind: 'not-judged' };

export const podUnknown = (
  reasons: Iterable<UnknownReason>,
  otherwise: UnknownReason,
): PodOutcome => ({
  kind: 'unknown',
  reasons: reasonsOf(reasons, otherwise),
});

export const podViolation = (breach: PodBreach): PodOutcome => ({ kind: 'violation', breach });
