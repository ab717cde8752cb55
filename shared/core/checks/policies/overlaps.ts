import type { PodView, PolicyView } from '../../estate/index.ts';
import { compareText, type Policy } from '../../model/index.ts';
import { policiesApply } from '../../policy/index.ts';
import type { PodsView } from '../contract/views.ts';

/** Pods that live and may get groups from policies. */
export const takers = (
  pods: readonly PodView[],
  { factsOf }: Pick<PodsView, 'factsOf'>,
): readonly PodView[] =>
  pods.filter((pod) => policiesApply(pod.class) && factsOf(pod).stage !== 'leaving');

/**
 * What two policies do together is told once, under the one whose name comes last: two of one name are two versions of
 * one policy.
 */
export const isBefore = (one: Policy, { policy }: PolicyView): boolean =>
  compareText(one.name, policy.name) < 0;

/** Other policies that match pods of this one, by name. */
export function policiesBeside(
  { policy }: PolicyView,
  pods: readonly PodView[],
): readonly Policy[] {
  const all = new Set(pods.flatMap(({ declaration }) => declaration.matched));
  all.delete(policy);
  return [...all].toSorted((a, b) => compareText(a.name, b.name));
}

/** Whether the policy and another one may match a pod, because its ServiceAccount was not seen. */
export function mayOverlap(
  { policy, undecidedPods }: PolicyView,
  pods: readonly PodView[],
  facts: Pick<PodsView, 'factsOf'>,
): boolean {
  return (
    pods.some(({ declaration }) => declaration.undecided.length > 0) ||
    takers(undecidedPods, facts).some(({ declaration: { matched, undecided } }) =>
      [...matched, ...undecided].some((one) => one !== policy),
    )
  );
}
