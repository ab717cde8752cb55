import { type AttachedGroup, type GroupId, sortedUnique } from '../model/index.ts';

const isRemoved = (group: AttachedGroup): boolean => group.status?.toLowerCase() === 'removed';
const isSettled = (group: AttachedGroup): boolean =>
  group.status === null || group.status.toLowerCase() === 'active';

/**
 * The groups that count as attached: every one that is not removed. The services document `active` only; what is being
 * added or removed may let somebody in now or in a moment.
 */
export function attachedGroups(groups: readonly AttachedGroup[]): readonly GroupId[] {
  return sortedUnique(groups.filter((group) => !isRemoved(group)).map((group) => group.id));
}

/** What an interface of the store wears: all of `surely`, and nothing beyond `possibly`. */
export interface WornGroups {
  readonly surely: readonly GroupId[];
  readonly possibly: ReadonlySet<GroupId>;
}

export function wornGroups(groups: readonly AttachedGroup[]): WornGroups {
  const attached = attachedGroups(groups);
  const settled = groups.filter(isSettled).map((group) => group.id);
  return { surely: sortedUnique(settled), possibly: new Set(attached) };
}

/** Groups of a call that reports no status: all of them are attached. */
export const withoutStatus = (ids: readonly GroupId[]): readonly AttachedGroup[] =>
  ids.map((id) => ({ id, status: null }));
