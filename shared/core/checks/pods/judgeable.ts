import { type PodFacts } from './pod-facts.ts';
import { POD_NOT_APPLICABLE, POD_NOT_JUDGED, type PodOutcome, podUnknown } from './pod-outcome.ts';

/**
 * What is said of pods that a drift check does not judge; null for those that it does. A pod that leaves keeps what it
 * has and is replaced anyway; one that starts is not wired yet.
 */
export function unlessJudgeable({ stage }: PodFacts): PodOutcome | null {
  switch (stage) {
    case 'ended':
      return POD_NOT_APPLICABLE;
    case 'leaving':
    case 'pending':
      return POD_NOT_JUDGED;
    case 'unclear':
      return podUnknown([], 'identity-unknown');
    case 'running':
      return null;
  }
}
