import type { PodView, PolicyView } from '../../estate/index.ts';
import { type GroupId, type Policy, sortedUnique, type UnknownReason } from '../../model/index.ts';
import { policiesApply } from '../../policy/index.ts';
import type { GroupsView } from '../contract/group-views.ts';
import type { PodsView } from '../contract/views.ts';
import { isBefore } from './overlaps.ts';

/** The tag by which the AWS Load Balancer Controller finds the group of a pod that it may add rules to. */
export const clusterTag = (cluster: string): string => `kubernetes.io/cluster/${cluster}`;

/** Whether a group has a tag; null where its tags were not seen. */
export type IsTagged = (group: GroupId) => boolean | null;

/** A group that surely does not exist has no tags; that is told elsewhere. */
export const tagReader =
  (groups: GroupsView, tag: string): IsTagged =>
  (id) => {
    const group = groups.byId(id);
    if (group !== null) return group.tags.has(tag);
    return groups.isSeen(id) || groups.doubt !== null ? null : false;
  };

const groupsOf = (policies: Iterable<Policy>): readonly GroupId[] =>
  [...policies].flatMap(({ groupIds }) => groupIds);

interface Beside {
  /** Policies that match a pod of this one too. */
  readonly matched: readonly Policy[];
  /** Those that may, or that match a pod which this one may match. */
  readonly possible: readonly Policy[];
}

function policiesBeside({ policy, pods, undecidedPods }: PolicyView): Beside {
  const isTaker = (pod: PodView): boolean => policiesApply(pod.class);
  const sure = pods.filter(isTaker).map(({ declaration }) => declaration);
  const possible = undecidedPods.filter(isTaker).map(({ declaration }) => declaration);
  const others = (policies: readonly Policy[]): readonly Policy[] =>
    [...new Set(policies)].filter((one) => one !== policy);
  return {
    matched: others(sure.flatMap(({ matched }) => matched)),
    possible: others([
      ...sure.flatMap(({ undecided }) => undecided),
      ...possible.flatMap(({ matched, undecided }) => [...matched, ...undecided]),
    ]),
  };
}

export interface TaggedGroups {
  /** Tagged groups of the policy and of those before it, if together they come to a pod; sorted. */
  readonly tagged: readonly GroupId[];
  /** Why there may be more of them. */
  readonly doubts: readonly UnknownReason[];
  /** A later policy names another one: it is told there. */
  readonly isToldLater: boolean;
}

/** What a pod gets of several policies is told once, under the last one that adds to it. */
export function taggedGroups(
  view: PolicyView,
  isTagged: IsTagged,
  { complete }: Pick<PodsView, 'complete'>,
): TaggedGroups {
  const own = view.groups.filter((group) => isTagged(group) === true);
  const isOwnUnclear = view.groups.some((group) => isTagged(group) === null);
  const doubts: UnknownReason[] = isOwnUnclear ? ['groups-unseen'] : [];
  if (own.length === 0) return { tagged: own, doubts, isToldLater: false };
  const { matched, possible } = policiesBeside(view);
  const isOther = (group: GroupId): boolean => isTagged(group) === true && !own.includes(group);
  if (groupsOf(matched).some((group) => isTagged(group) === null)) doubts.push('groups-unseen');
  if (groupsOf(possible).some((group) => isTagged(group) !== false))
    doubts.push('service-accounts-unseen');
  if (!complete) doubts.push('pods-unseen');
  const before = groupsOf(matched.filter((one) => isBefore(one, view)));
  return {
    tagged: sortedUnique([...own, ...before.filter(isOther)]),
    doubts,
    isToldLater: groupsOf(matched).some(isOther),
  };
}
