import type { EpochMs } from '../model/index.ts';

/** A JSON object from outside: every value is untrusted, its type included. */
export type EventObject = Readonly<Record<string, unknown>>;

export const isEventObject = (value: unknown): value is EventObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const NOTHING: EventObject = Object.freeze({});

/** Longer text is no name and no id. */
const MAX_TEXT = 2048;

/** An own member, whatever its name: `__proto__` is a key like any other. */
export const fieldAt = (value: unknown, key: string): unknown =>
  isEventObject(value) && Object.hasOwn(value, key) ? value[key] : undefined;

export function objectIn(value: unknown, ...path: readonly string[]): EventObject {
  const found = path.reduce<unknown>(fieldAt, value);
  return isEventObject(found) ? found : NOTHING;
}

/** Text that is not empty; a number counts as its digits, for some encodings turn account ids into numbers. */
export function textIn(value: unknown, ...path: readonly string[]): string | null {
  const found = unwrapped(path.reduce<unknown>(fieldAt, value));
  if (typeof found === 'number' && Number.isSafeInteger(found)) return `${found}`;
  return typeof found === 'string' && found !== '' && found.length <= MAX_TEXT ? found : null;
}

/** A scalar of the wrapped encoding is `{tag, content}`. */
const unwrapped = (value: unknown): unknown =>
  isEventObject(value) && Object.hasOwn(value, 'content') ? value['content'] : value;

export function timeIn(value: unknown, ...path: readonly string[]): EpochMs | null {
  const text = textIn(value, ...path);
  const at = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(at) ? null : at;
}

/**
 * A list in any of the encodings of EC2 records: `{items: […]}` in requests, `{item: …}` in some responses, one member
 * bare and several as an array in the wrapped form, and `{}`, `""` or null for none.
 */
export function listIn(value: unknown, ...path: readonly string[]): readonly unknown[] {
  const found = path.reduce<unknown>(fieldAt, value);
  if (found === undefined || found === null || found === '') return [];
  if (Array.isArray(found)) return found;
  if (!isEventObject(found)) return [found];
  const members = fieldAt(found, 'items') ?? fieldAt(found, 'item');
  if (members !== undefined) return Array.isArray(members) ? members : [members];
  return Object.keys(found).length === 0 ? [] : [found];
}

/** No id lies deeper, and no record that is worth reading has more values. */
const MAX_DEPTH = 8;
const MAX_VALUES = 5000;

/** EC2 ids, and ARNs: what a record touches. */
const ID =
  /^(?:(?:eni|sg|sgr|i|subnet|vpc|acl|rtb|pcx|pl)-[0-9a-f]{8,17}|arn:[a-z-]+:(?:rds|elasticache|eks):.+)$/u;

/** Every id in a part of a record, whatever its encoding, sorted. Bounded: records come from outside. */
export function idsIn(value: unknown): readonly string[] {
  const found = new Set<string>();
  let left = MAX_VALUES;
  const visit = (one: unknown, depth: number): void => {
    left -= 1;
    if (left < 0 || depth > MAX_DEPTH) return;
    if (typeof one === 'string' && one.length <= MAX_TEXT && ID.test(one)) found.add(one);
    else if (Array.isArray(one)) for (const member of one) visit(member, depth + 1);
    else if (isEventObject(one)) for (const member of Object.values(one)) visit(member, depth + 1);
  };
  visit(value, 0);
  return [...found].toSorted();
}
