import { compareText, sortedUnique } from '../../model/index.ts';
import type { CheckNames } from '../check-names.ts';
import {
  type JsonValue,
  pathBelow,
  placed,
  type Placed,
  type PlacedEntry,
  quoted,
} from '../placed.ts';
import { below, type JsonSchema, type Kind, type Reading, refuse } from './kind.ts';

const isWhole = <T>(values: readonly (T | null)[]): values is readonly T[] =>
  values.every((one) => one !== null);

/** Names, sorted and without duplicates. Elements hold no commas: those part them in a variable of the environment. */
export function list<T extends string>(element: Kind<T>, minItems = 0): Kind<readonly T[]> {
  const expected = `a list, each ${element.expected}`;
  return {
    expected,
    schema: (checks) => ({
      type: 'array',
      items: element.schema(checks),
      ...(minItems > 0 ? { minItems } : {}),
    }),
    read(value, at) {
      if (value.kind !== 'list') return refuse(value, at, expected);
      if (value.items.length < minItems) {
        at.fault(value.line, `${at.path}: expected at least ${minItems}, ${element.expected}`);
        return null;
      }
      const read = value.items.map((one, index) =>
        element.read(one, below(at, `${at.path}[${index}]`)),
      );
      return isWhole(read) ? sortedUnique(read) : null;
    },
    fromText: (text) => ({
      kind: 'list',
      line: 0,
      items: text
        .split(',')
        .map((one) => one.trim())
        .filter((one) => one !== '')
        .map((one) => element.fromText(one)),
    }),
    write: (values) => values,
  };
}

export interface Mapped<K extends string, V> {
  readonly key: Kind<K>;
  readonly value: Kind<V>;
  readonly expected: string;
  readonly minItems?: number;
  /** Keys that name one thing by two names cannot both be given. */
  readonly synonyms?: (checks: CheckNames) => readonly (readonly [string, string])[];
}

/** A key of a mapping is text, even where it looks like a number. */
const keyAsValue = (key: string, line: number): Placed => ({ kind: 'scalar', value: key, line });

/** Names and what belongs to each, in the order of the names. */
export function mapping<K extends string, V>(parts: Mapped<K, V>): Kind<ReadonlyMap<K, V>> {
  const { key, value, expected, minItems = 0, synonyms = () => [] } = parts;
  return {
    expected,
    schema: (checks) => ({
      type: 'object',
      propertyNames: key.schema(checks),
      additionalProperties: value.schema(checks),
      ...(minItems > 0 ? { minProperties: minItems } : {}),
      ...exclusions(synonyms(checks)),
    }),
    read(document, at) {
      if (document.kind !== 'mapping') return refuse(document, at, expected);
      if (document.entries.length >= minItems) return readEntries(document.entries, parts, at);
      at.fault(document.line, `${at.path}: expected at least ${minItems} of ${expected}`);
      return null;
    },
    fromText: mappingFromText,
    write: (values) =>
      Object.fromEntries([...values].map(([name, one]) => [name, value.write(one)])),
  };
}

/** Null when any of the entries is at fault; all of them are told. */
function readEntries<K extends string, V>(
  entries: readonly PlacedEntry[],
  { key, value }: Mapped<K, V>,
  at: Reading,
): ReadonlyMap<K, V> | null {
  const read = new Map<K, V>();
  let isWell = true;
  for (const entry of entries) {
    const name = key.read(keyAsValue(entry.key, entry.line), at);
    const one = value.read(entry.value, below(at, pathBelow(at.path, entry.key)));
    const isTwice = name !== null && read.has(name);
    if (isTwice) at.fault(entry.line, `${at.path}: ${quoted(entry.key)} is named twice`);
    if (name === null || one === null || isTwice) isWell = false;
    else read.set(name, one);
  }
  return isWell ? new Map([...read].toSorted(([a], [b]) => compareText(a, b))) : null;
}

const exclusions = (pairs: readonly (readonly [string, string])[]): JsonSchema =>
  pairs.length === 0 ? {} : { allOf: pairs.map((pair) => ({ not: { required: pair } })) };

/** A JSON object; anything else is text, which no mapping takes. */
function mappingFromText(text: string): Placed {
  try {
    const value: JsonValue = JSON.parse(text);
    return placed(value);
  } catch {
    return placed(text);
  }
}
