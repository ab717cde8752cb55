import { escapeUnprintable } from '../text/index.ts';

/** A document of plain values; a member that is iterable is written item by item and need not be in memory. */
export type JsonDocument = object;

/** Chunks are gathered to about this many UTF-16 units, so that a stream is not woken for every row. */
const CHUNK_LENGTH = 64 * 1024;

const isIterable = (value: unknown): value is Iterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.iterator in value;

/** Only strings can hold what cannot be seen, and there the escapes mean the same. */
export const toJson = (value: unknown): string =>
  escapeUnprintable(JSON.stringify(value) ?? 'null');

/** One object, a line for each of its members; iterable ones a line for each item. Ends with a line feed. */
export function* jsonObject(document: JsonDocument): Generator<string> {
  let separator = '{\n  ';
  for (const [key, value] of Object.entries(document)) {
    if (value === undefined) continue;
    yield `${separator}${toJson(key)}: `;
    separator = ',\n  ';
    if (isIterable(value)) yield* items(value);
    else yield toJson(value);
  }
  yield separator === '{\n  ' ? '{}\n' : '\n}\n';
}

function* items(values: Iterable<unknown>): Generator<string> {
  let separator = '[\n    ';
  for (const value of values) {
    yield separator + toJson(value);
    separator = ',\n    ';
  }
  yield separator === '[\n    ' ? '[]' : '\n  ]';
}

/**
 * Valid JSON in chunks, one line for each row of a listing: small enough to read with `head`, `grep` and `diff`, and of
 * any length. Members keep their order; `undefined` ones are left out.
 */
export function* renderJson(document: JsonDocument): Generator<string> {
  yield* gather(jsonObject(document));
}

/** Joins small pieces into chunks that are worth a write. */
export function* gather(pieces: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const piece of pieces) {
    chunk += piece;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
