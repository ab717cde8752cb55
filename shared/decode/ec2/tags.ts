import type { Labels } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import type { ItemContext } from '../listing-spec.ts';
import { objectsOrEmpty, type RawObject } from '../raw.ts';

export const TAG_FIELDS = [{ Key: KEEP, Value: KEEP }] as const;

/** EC2 calls the list `Tags` or `TagSet`, RDS `TagList`. */
export const tagsAt = (raw: RawObject, key: string, context: ItemContext): Labels =>
  context.intern.tags(objectsOrEmpty(raw, key), key);

/** A list that is not there is one that was not asked for, or was cut out: that says nothing about tags. */
export const tagsIfShown = (raw: RawObject, key: string, context: ItemContext): Labels | null =>
  raw[key] === undefined || raw[key] === null ? null : tagsAt(raw, key, context);
