/**
 * Where a JSON value ends. The scan is strict (RFC 8259, the grammar of `JSON.parse`), so that an
 * invalid file is known to the byte, and so that a value which is only cut off is told apart.
 */
export type ValueScan =
  | { readonly state: 'complete'; readonly end: number }
  | { readonly state: 'incomplete' }
  | { readonly state: 'invalid'; readonly at: number }
  | { readonly state: 'too-deep'; readonly at: number };

export const BYTE = {
  quote: 0x22,
  comma: 0x2c,
  minus: 0x2d,
  colon: 0x3a,
  openArray: 0x5b,
  backslash: 0x5c,
  closeArray: 0x5d,
  openObject: 0x7b,
  closeObject: 0x7d,
} as const;

/** The four characters that JSON allows between tokens. */
export function isSpace(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x0a || byte === 0x0d || byte === 0x09;
}

/** The first index from `at` on that holds no white space, at most `to`. */
export function skipSpace(bytes: Uint8Array, at: number, to: number): number {
  let index = at;
  while (index < to && isSpace(bytes[index])) index += 1;
  return index;
}

/** What the grammar allows next inside a value. */
type Expected = 'value' | 'value-or-close' | 'key' | 'key-or-close' | 'colon' | 'comma-or-close';

/** Finds the end of the value that starts at `from` and may reach up to `to`. */
export function scanValue(
  bytes: Uint8Array,
  from: number,
  to: number,
  maxNesting: number,
): ValueScan {
  const closers: number[] = [];
  let expected: Expected = 'value';
  for (let at = skipSpace(bytes, from, to); at < to; at = skipSpace(bytes, at, to)) {
    const byte = bytes[at];
    if (byte === closers.at(-1) && mayClose(expected)) {
      closers.pop();
      expected = 'comma-or-close';
      at += 1;
    } else if (expected === 'comma-or-close' || expected === 'colon') {
      if (byte !== (expected === 'colon' ? BYTE.colon : BYTE.comma))
        return { state: 'invalid', at };
      expected = expected === 'comma-or-close' && inObject(closers) ? 'key' : 'value';
      at += 1;
    } else if (!isKey(expected) && (byte === BYTE.openObject || byte === BYTE.openArray)) {
      if (closers.length >= maxNesting) return { state: 'too-deep', at };
      closers.push(byte + 2);
      expected = byte === BYTE.openObject ? 'key-or-close' : 'value-or-close';
      at += 1;
      continue;
    } else {
      const end = isKey(expected) ? scanKey(bytes, at, to) : scanScalar(bytes, at, to);
      if (end === INCOMPLETE) return { state: 'incomplete' };
      if (end < 0) return { state: 'invalid', at: invalidIndex(end) };
      expected = isKey(expected) ? 'colon' : 'comma-or-close';
      at = end;
    }
    if (closers.length === 0) return { state: 'complete', end: at };
  }
  return { state: 'incomplete' };
}

function mayClose(expected: Expected): boolean {
  return (
    expected === 'comma-or-close' || expected === 'value-or-close' || expected === 'key-or-close'
  );
}

function isKey(expected: Expected): boolean {
  return expected === 'key' || expected === 'key-or-close';
}

function inObject(closers: readonly number[]): boolean {
  return closers.at(-1) === BYTE.closeObject;
}

// The scans of single tokens return the index behind the token, or one of two negative codes.
const INCOMPLETE = -1;
const invalidAt = (index: number): number => -2 - index;
const invalidIndex = (code: number): number => -2 - code;

function scanKey(bytes: Uint8Array, at: number, to: number): number {
  return bytes[at] === BYTE.quote ? scanString(bytes, at, to) : invalidAt(at);
}

function scanScalar(bytes: Uint8Array, at: number, to: number): number {
  switch (bytes[at] ?? 0) {
    case BYTE.quote:
      return scanString(bytes, at, to);
    case 0x74:
      return scanWord(bytes, at, to, TRUE);
    case 0x66:
      return scanWord(bytes, at, to, FALSE);
    case 0x6e:
      return scanWord(bytes, at, to, NULL);
    default:
      return scanNumber(bytes, at, to);
  }
}

const TRUE = Buffer.from('true');
const FALSE = Buffer.from('false');
const NULL = Buffer.from('null');

function scanWord(bytes: Uint8Array, at: number, to: number, word: Uint8Array): number {
  for (let index = 0; index < word.length; index += 1) {
    if (at + index >= to) return INCOMPLETE;
    if (bytes[at + index] !== word[index]) return invalidAt(at + index);
  }
  return at + word.length;
}

/** Scans the string whose opening quote is at `at`. Bytes of more than 7 bits are let through. */
export function scanString(bytes: Uint8Array, at: number, to: number): number {
  let index = at + 1;
  while (index < to) {
    const byte = bytes[index] ?? 0;
    if (byte === BYTE.quote) return index + 1;
    if (byte < 0x20) return invalidAt(index);
    if (byte === BYTE.backslash) {
      index = scanEscape(bytes, index + 1, to);
      if (index < 0) return index;
    } else {
      index += 1;
    }
  }
  return INCOMPLETE;
}

const ESCAPED = new Set(Buffer.from('"\\/bfnrt'));

function scanEscape(bytes: Uint8Array, at: number, to: number): number {
  if (at >= to) return INCOMPLETE;
  const byte = bytes[at] ?? 0;
  if (ESCAPED.has(byte)) return at + 1;
  if (byte !== 0x75) return invalidAt(at);
  for (let index = at + 1; index < at + 5; index += 1) {
    if (index >= to) return INCOMPLETE;
    if (!isHex(bytes[index] ?? 0)) return invalidAt(index);
  }
  return at + 5;
}

function isHex(byte: number): boolean {
  return isDigit(byte) || ((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x66);
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 0x30 && byte <= 0x39;
}

/** A number ends before the first byte that cannot continue it: at `to` it may still go on. */
function scanNumber(bytes: Uint8Array, at: number, to: number): number {
  let index = bytes[at] === BYTE.minus ? at + 1 : at;
  index = bytes[index] === 0x30 && index < to ? index + 1 : scanDigits(bytes, index, to);
  if (index >= 0 && index < to && bytes[index] === 0x2e) index = scanDigits(bytes, index + 1, to);
  if (index >= 0 && index < to && ((bytes[index] ?? 0) | 0x20) === 0x65) {
    const signed = bytes[index + 1] === 0x2b || bytes[index + 1] === BYTE.minus;
    index = index + 1 >= to ? INCOMPLETE : scanDigits(bytes, index + (signed ? 2 : 1), to);
  }
  return index >= to ? INCOMPLETE : index;
}

/** One digit or more. */
function scanDigits(bytes: Uint8Array, at: number, to: number): number {
  let index = at;
  while (index < to && isDigit(bytes[index])) index += 1;
  if (index >= to) return INCOMPLETE;
  return index > at ? index : invalidAt(index);
}
