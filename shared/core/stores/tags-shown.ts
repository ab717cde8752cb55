import type { Labels, Store } from '../model/index.ts';

const NO_TAGS: Labels = new Map();

/** The tags that a listing shows; null where it shows none of any store, as those of ElastiCache and RDS Proxy. */
export const tagsShown = (tags: Labels | null): Pick<Store, 'tags' | 'tagsSeen'> => ({
  tags: tags ?? NO_TAGS,
  tagsSeen: tags !== null,
});
