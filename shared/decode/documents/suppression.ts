import { SUBJECT_FIELDS, type Suppression } from '../../core/model/index.ts';
import {
  below,
  CHECK_NAME,
  choice,
  type Kind,
  mapping,
  type Placed,
  plainText,
  type Reading,
} from '../../core/settings/index.ts';
import type { DocumentHead } from './document-head.ts';
import { LAST_DAY } from './last-day.ts';
import { fieldsOf } from './record-fields.ts';

const FIELD_NAMES = ['kind', 'cluster', ...new Set(Object.values(SUBJECT_FIELDS).flat())] as const;

/** Names of tags and rules are text from outside: a pattern may hold anything that they do. */
const PATTERN = plainText('text, in which * stands for any', String.raw`^[\s\S]{0,8192}$`);
const SENTENCE = plainText('text that is not blank', String.raw`^(?=[\s\S]*\S)[\s\S]{1,2000}$`);

/** The fields of `spec`, in the order in which they are written. */
export const SUPPRESSION_FIELDS = {
  check: CHECK_NAME,
  subject: mapping({
    key: choice(FIELD_NAMES),
    value: PATTERN,
    expected: 'fields of a subject, each with a pattern',
    minItems: 1,
  }),
  owner: SENTENCE,
  reason: SENTENCE,
  expires: LAST_DAY,
} as const;

/** A suppression; null after a fault. */
export function readSuppression(
  { name, place, spec }: DocumentHead<'Suppression'>,
  reading: Reading,
): Suppression | null {
  const at = below(reading, 'spec');
  const fields = fieldsOf(spec, at, { required: Object.keys(SUPPRESSION_FIELDS) });
  if (fields === null) return null;
  const take = <T>(key: keyof typeof SUPPRESSION_FIELDS, kind: Kind<T>): T | null => {
    const value: Placed | undefined = fields.get(key);
    return value === undefined ? null : kind.read(value, below(at, `spec.${key}`));
  };
  const check = take('check', SUPPRESSION_FIELDS.check);
  const subject = take('subject', SUPPRESSION_FIELDS.subject);
  const owner = take('owner', SUPPRESSION_FIELDS.owner);
  const reason = take('reason', SUPPRESSION_FIELDS.reason);
  const expiresAt = take('expires', SUPPRESSION_FIELDS.expires);
  const isWhole =
    check !== null && subject !== null && owner !== null && reason !== null && expiresAt !== null;
  return isWhole ? { name, place, check, subject, owner, reason, expiresAt } : null;
}
