import { type AttachedGroup, toGroupId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import {
  objectAt,
  portOrNull,
  type RawObject,
  requireId,
  requireObjects,
  textOrNull,
} from '../raw.ts';

export const ATTACHED_GROUP_FIELDS = [{ VpcSecurityGroupId: KEEP, Status: KEEP }] as const;

/** The groups of a store decide who is let in: an absent list is damage, not a store without groups. */
export const attachedGroups = (raw: RawObject, key: string): readonly AttachedGroup[] =>
  requireObjects(raw, key).map((entry) => ({
    id: requireId(entry, 'VpcSecurityGroupId', toGroupId),
    status: textOrNull(entry, 'Status'),
  }));

/** The port of `{Address, Port}`; null where there is no endpoint yet. */
export const endpointPort = (raw: RawObject, key: string): number | null =>
  portOrNull(objectAt(raw, key), 'Port');
