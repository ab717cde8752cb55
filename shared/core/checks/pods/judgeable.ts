import type { PodClass } from '../../estate/index.ts';
import type { PodFacts } from './pod-facts.ts';
import {
  POD_IDLE,
  POD_NOT_APPLICABLE,
  POD_NOT_JUDGED,
  type PodOutcome,
  podUnknown,
} from './pod-outcome.ts';

/**
 * What is said of pods that a check does not look into; null for those that it does. A pod that leaves keeps what it has
 * and is replaced anyway; one that starts is not wired yet: neither clears a workload of what was found. A running pod
 * that has nothing the check asks about does.
 */
export function unlessJudgeable(
  { view, stage }: PodFacts,
  classes: readonly PodClass[],
  isConcerned: boolean,
): PodOutcome | null {
  if (!classes.includes(view.class) || stage === 'ended') return POD_NOT_APPLICABLE;
  if (stage === 'leaving' || stage === 'pending') return POD_NOT_JUDGED;
  if (!isConcerned) return POD_IDLE;
  return stage === 'unclear' ? podUnknown([], 'identity-unknown') : null;
}

export const LINUX: readonly PodClass[] = ['linux'];
export const FARGATE: readonly PodClass[] = ['fargate'];
/** A forged annotation may stand on any pod. */
export const ANY_CLASS: readonly PodClass[] = ['linux', 'windows', 'fargate', 'host-network'];
