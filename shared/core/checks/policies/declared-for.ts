import type { PodClass, PodView, TemplateView } from '../../estate/index.ts';
import { type GroupId, type Policy, sortedUnique } from '../../model/index.ts';
import { policiesApply } from '../../policy/index.ts';
import type { TemplatedWorkload } from '../contract/template-views.ts';
import type { PodsView } from '../contract/views.ts';
import type { PodStage } from '../pods/pod-facts.ts';

/** What policies declare for a pod, or for the pods that are made of a template. */
export interface DeclaredFor {
  /** Null for a template. */
  readonly pod: PodView | null;
  readonly class: PodClass;
  readonly matched: readonly Policy[];
  readonly groups: readonly GroupId[];
  /** What it can be at most: policies that could not be decided may declare more. */
  readonly mostGroups: readonly GroupId[];
}

const atMost = (groups: readonly GroupId[], undecided: readonly Policy[]): readonly GroupId[] =>
  undecided.length === 0
    ? groups
    : sortedUnique([...groups, ...undecided.flatMap((policy) => policy.groupIds)]);

const ofPod = (pod: PodView): DeclaredFor => {
  const { matched, groups, undecided } = pod.declaration;
  return { pod, class: pod.class, matched, groups, mostGroups: atMost(groups, undecided) };
};

const ofTemplate = (template: TemplateView): DeclaredFor => {
  const { class: podClass, matched, groups, undecided } = template;
  return { pod: null, class: podClass, matched, groups, mostGroups: atMost(groups, undecided) };
};

const LIVING: ReadonlySet<PodStage> = new Set(['running', 'pending', 'unclear']);

/** By the pods of the workload that live; where there are none, by the template that the next one is made of. */
export function declaredFor(
  { workload, template }: TemplatedWorkload,
  { factsOf }: Pick<PodsView, 'factsOf'>,
): readonly DeclaredFor[] {
  const living = (workload?.pods ?? []).filter((pod) => LIVING.has(factsOf(pod).stage));
  if (living.length > 0) return living.map(ofPod);
  return template === null ? [] : [ofTemplate(template)];
}

export const mayHaveGroups = ({ class: podClass }: DeclaredFor): boolean => policiesApply(podClass);
