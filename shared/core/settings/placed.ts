/**
 * A value of a document with the line on which it stands, from 1; 0 where there are no lines. A mapping keeps its entries
 * as a list: `__proto__` is a key like any other.
 */
export type Placed =
  | {
      readonly kind: 'scalar';
      readonly value: string | number | boolean | null;
      readonly line: number;
    }
  | { readonly kind: 'list'; readonly items: readonly Placed[]; readonly line: number }
  | { readonly kind: 'mapping'; readonly entries: readonly PlacedEntry[]; readonly line: number };

export interface PlacedEntry {
  readonly key: string;
  /** Of the key. */
  readonly line: number;
  readonly value: Placed;
}

export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue };

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

/** Plain JSON in the form of a document; everything stands on the one line. */
export function placed(value: JsonValue, line = 0): Placed {
  if (isList(value)) return { kind: 'list', items: value.map((one) => placed(one, line)), line };
  if (typeof value !== 'object' || value === null) return { kind: 'scalar', value, line };
  const entries = Object.entries(value).map(([key, one]) => ({
    key,
    line,
    value: placed(one, line),
  }));
  return { kind: 'mapping', entries, line };
}

const SHOWN = 60;

/** Text in quotes, on one line, and not too long for a sentence. */
export function quoted(text: string): string {
  const json = JSON.stringify(text);
  return json.length > SHOWN ? `${json.slice(0, SHOWN)}…` : json;
}

/** What stands there, for the end of a sentence. */
export function shown(value: Placed): string {
  if (value.kind === 'list') return 'a list';
  if (value.kind === 'mapping') return 'a mapping';
  if (value.value === null) return 'nothing';
  return typeof value.value === 'string' ? quoted(value.value) : `${value.value}`;
}

/** `windows.start`; keys that are no words are quoted: `restrictedTags["data class"]`. */
export function pathBelow(path: string, key: string): string {
  if (!/^[A-Za-z][\w-]{0,62}$/u.test(key)) return `${path}[${quoted(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}
