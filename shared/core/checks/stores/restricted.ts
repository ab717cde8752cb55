import type { StoreView } from '../../estate/index.ts';
import type { Settings } from '../../settings/index.ts';

/** Somebody named a tag that marks stores as restricted, and this store has it. */
export const isMarkedRestricted = (
  { store }: StoreView,
  { restrictedTags }: Pick<Settings, 'restrictedTags'>,
): boolean => [...restrictedTags].some(([key, value]) => store.tags.get(key) === value);

/** The same, or a tag with the value `restricted`, whatever its key (`data-class`, `classification`, …). */
export const isRestricted = (
  view: StoreView,
  settings: Pick<Settings, 'restrictedTags'>,
): boolean =>
  isMarkedRestricted(view, settings) ||
  [...view.store.tags.values()].some((value) => value.toLowerCase() === 'restricted');
