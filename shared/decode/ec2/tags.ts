import type { Labels } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import type { ItemContext } from '../listing-spec.ts';
import { objectsOrEmpty, type RawObject } from '../raw.ts';

export const TAG_FIELDS = [{ Key: KEEP, Value: KEEP }] as const;

/** EC2 calls the list `Tags` or `TagSet`, RDS `TagList`. */
export const tagsAt = (raw: RawObject, key: string, context: ItemContext): Labels =>
  context.intern.tags(objectsOrEmpty(raw, key), key);
