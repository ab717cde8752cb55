import type { ClusterSnapshot, Policy } from '../model/index.ts';
import { compareText, sortedUnique } from '../model/index.ts';
import { policyStatus } from '../policy/index.ts';
import { hasEnded } from './compile-pods.ts';
import type { PodView, PolicyView, TemplateView } from './estate.ts';

/** What each policy is among, in the order of `items`. */
function byPolicy<T>(
  items: readonly T[],
  policiesOf: (item: T) => readonly Policy[],
): ReadonlyMap<Policy, readonly T[]> {
  const found = new Map<Policy, T[]>();
  for (const item of items) {
    for (const policy of policiesOf(item)) {
      const list = found.get(policy);
      if (list === undefined) found.set(policy, [item]);
      else list.push(item);
    }
  }
  return found;
}

/** Every policy with what it matches, by namespace and name. */
export function compilePolicyViews(
  snapshot: ClusterSnapshot,
  pods: readonly PodView[],
  templates: readonly TemplateView[],
): readonly PolicyView[] {
  const living = pods.filter(({ pod }) => !hasEnded(pod));
  const matched = byPolicy(living, ({ declaration }) => declaration.matched);
  const undecided = byPolicy(living, ({ declaration }) => declaration.undecided);
  const matchedTemplates = byPolicy(templates, (one) => one.matched);
  const undecidedTemplates = byPolicy(templates, (one) => one.undecided);
  return snapshot.policies.items
    .map((policy) => ({
      policy,
      ...policyStatus(policy),
      groups: sortedUnique(policy.groupIds),
      pods: matched.get(policy) ?? [],
      templates: matchedTemplates.get(policy) ?? [],
      undecidedPods: undecided.get(policy) ?? [],
      undecidedTemplates: undecidedTemplates.get(policy) ?? [],
    }))
    .toSorted(
      (a, b) =>
        compareText(a.policy.namespace, b.policy.namespace) ||
        compareText(a.policy.name, b.policy.name),
    );
}
