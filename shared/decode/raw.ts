import { type EpochMs, MAX_ID_LENGTH } from '../core/model/index.ts';

/** A JSON object as it came: every value is untrusted, its type included. */
export type RawObject = Readonly<Record<string, unknown>>;

/**
 * Says that an item cannot be used: something that decides is missing or of the wrong type. It ends the decoding of one
 * item and becomes a gap; it never leaves this folder.
 */
export class Malformed extends Error {}

const describe = (value: unknown): string =>
  value === null ? 'null' : Array.isArray(value) ? 'an array' : typeof value;

const wrong = (key: string, value: unknown, wanted: string): Malformed =>
  new Malformed(
    value === undefined || value === null
      ? `${key} is missing`
      : `${key} is ${describe(value)}, not ${wanted}`,
  );

export const isObject = (value: unknown): value is RawObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export function objectOf(value: unknown, what: string): RawObject {
  if (isObject(value)) return value;
  throw wrong(what, value, 'an object');
}

/** The object at `key`; an absent one is empty. */
export function objectAt(raw: RawObject, key: string): RawObject {
  const value = raw[key];
  return value === undefined || value === null ? NOTHING : objectOf(value, key);
}

const NOTHING: RawObject = Object.freeze({});

/** Text that is not empty. */
export function requireText(raw: RawObject, key: string): string {
  const value = raw[key];
  if (typeof value === 'string' && value !== '') return value;
  throw value === '' ? new Malformed(`${key} is empty`) : wrong(key, value, 'text');
}

export function textOrNull(raw: RawObject, key: string): string | null {
  const value = raw[key];
  if (typeof value === 'string') return value;
  if (value === undefined || value === null) return null;
  throw wrong(key, value, 'text');
}

/** Text that is only shown: of the wrong type it is as good as absent. */
export function textToShow(raw: RawObject, key: string): string | null {
  const value = raw[key];
  return typeof value === 'string' ? value : null;
}

type ToId<T extends string> = (value: unknown) => T | null;

export function requireId<T extends string>(raw: RawObject, key: string, toId: ToId<T>): T {
  return idOf(requireText(raw, key), key, toId);
}

/** An absent id is null, and so is an empty one: EC2 writes `""` in some places. */
export function idOrNull<T extends string>(raw: RawObject, key: string, toId: ToId<T>): T | null {
  const value = textOrNull(raw, key);
  return value === null || value === '' ? null : idOf(value, key, toId);
}

export function idOf<T extends string>(value: unknown, what: string, toId: ToId<T>): T {
  const id = toId(value);
  if (id !== null) return id;
  throw typeof value === 'string'
    ? new Malformed(`${what} is longer than ${MAX_ID_LENGTH} characters`)
    : wrong(what, value, 'text');
}

export function requireList(raw: RawObject, key: string): readonly unknown[] {
  const value = raw[key];
  if (Array.isArray(value)) return value as readonly unknown[];
  throw wrong(key, value, 'an array');
}

export function listOrEmpty(raw: RawObject, key: string): readonly unknown[] {
  const value = raw[key];
  return value === undefined || value === null ? NO_ITEMS : requireList(raw, key);
}

const NO_ITEMS: readonly unknown[] = Object.freeze([]);

/** The objects of a list; an absent list is empty. */
export const objectsOrEmpty = (raw: RawObject, key: string): readonly RawObject[] =>
  objectsOf(listOrEmpty(raw, key), key);

export const requireObjects = (raw: RawObject, key: string): readonly RawObject[] =>
  objectsOf(requireList(raw, key), key);

function objectsOf(list: readonly unknown[], key: string): readonly RawObject[] {
  if (list.every(isObject)) return list;
  throw new Malformed(`an entry of ${key} is not an object`);
}

/** The texts of a list; an absent list is empty. */
export function textsOrEmpty(raw: RawObject, key: string): readonly string[] {
  const list = listOrEmpty(raw, key);
  if (list.every((value) => typeof value === 'string')) return list;
  throw new Malformed(`an entry of ${key} is not text`);
}

export function requireFlag(raw: RawObject, key: string): boolean {
  const value = raw[key];
  if (typeof value === 'boolean') return value;
  throw wrong(key, value, 'true or false');
}

/** An absent flag is false. */
export function flagAt(raw: RawObject, key: string): boolean {
  const value = raw[key];
  return value === undefined || value === null ? false : requireFlag(raw, key);
}

const DIGITS = /^-?[0-9]{1,15}$/;

/** A whole number, also as text: the query protocols of AWS know no other. */
export function numberOrNull(raw: RawObject, key: string): number | null {
  const value = raw[key];
  if (typeof value === 'number' && Number.isSafeInteger(value)) return value;
  if (value === undefined || value === null) return null;
  if (typeof value === 'string' && DIGITS.test(value)) return Number(value);
  throw wrong(key, value, 'a whole number');
}

/** A TCP port; 0 and absent are null: RDS writes 0 while there is none yet. */
export function portOrNull(raw: RawObject, key: string): number | null {
  const port = numberOrNull(raw, key);
  if (port === null || port === 0) return null;
  if (port > 0 && port <= 65535) return port;
  throw new Malformed(`${key} is ${port}, not a port`);
}

/**
 * An instant. Times prove things and never accuse by being absent, so what cannot be read is null. Text must be ISO 8601
 * with a zone (anything else would be read in the zone of this machine); a number is epoch seconds, as the REST
 * protocols of AWS write it with `cli_timestamp_format wire`; SDK responses carry dates.
 */
export function timeOrNull(raw: RawObject, key: string): EpochMs | null {
  const value = raw[key];
  if (typeof value === 'string') return parseTime(value);
  if (typeof value === 'number') return finite(Math.round(value * 1000));
  return value instanceof Date ? finite(value.getTime()) : null;
}

/** A time of which the presence alone decides: one that cannot be read is not absent. */
export function presentTimeOrNull(raw: RawObject, key: string): EpochMs | null {
  if (raw[key] === undefined || raw[key] === null) return null;
  const time = timeOrNull(raw, key);
  if (time !== null) return time;
  throw new Malformed(`${key} is not a time`);
}

export function parseTime(text: string): EpochMs | null {
  if (text.length === ZULU.length && text.endsWith('Z')) return parseZulu(text);
  if (text.length > 40 || text[4] !== '-' || text[10] !== 'T') return null;
  return text.endsWith('Z') || OFFSET.test(text) ? finite(Date.parse(text)) : null;
}

const ZULU = '2006-01-02T15:04:05Z';
const OFFSET = /[+-][0-9]{2}:?[0-9]{2}$/;
const LATEST_MS = 8.64e15;

const finite = (time: number): EpochMs | null => (Math.abs(time) <= LATEST_MS ? time : null);

/** The one form that Kubernetes writes, read by hand: a large cluster has a million of them. */
function parseZulu(text: string): EpochMs | null {
  const punctuation =
    text[4] === '-' && text[7] === '-' && text[10] === 'T' && text[13] === ':' && text[16] === ':';
  const month = twoDigits(text, 5);
  const day = twoDigits(text, 8);
  const [hour, minute, second] = [twoDigits(text, 11), twoDigits(text, 14), twoDigits(text, 17)];
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2);
  // Every comparison is false for what is no number.
  const isTime = hour < 24 && minute < 60 && second < 60 && year >= 100;
  if (!punctuation || !isTime || !(month >= 1 && day >= 1 && day <= daysIn(year, month)))
    return null;
  return Date.UTC(year, month - 1, day, hour, minute, second);
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;

function daysIn(year: number, month: number): number {
  const isLeap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0);
}

/** NaN when one of them is no digit. */
function twoDigits(text: string, place: number): number {
  const tens = text.charCodeAt(place) - 48;
  const ones = text.charCodeAt(place + 1) - 48;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : NaN;
}
