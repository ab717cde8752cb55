export type Json =
  string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json | undefined };

export type JsonObject = { readonly [key: string]: Json | undefined };

export function isJsonObject(value: Json | undefined): value is JsonObject {
  return value !== null && typeof value === 'object' && !Array.isArray(value);
}

export function isJsonList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object, or an empty one for anything else. */
export function asObject(value: Json | undefined): JsonObject {
  return isJsonObject(value) ? value : {};
}

/** The list, or an empty one for anything else. */
export function asList(value: Json | undefined): readonly Json[] {
  return isJsonList(value) ? value : [];
}

/** The same value with the keys of every object in byte order, as kubectl prints them. */
export function withSortedKeys(value: Json | undefined): Json | undefined {
  if (isJsonList(value)) return value.map((item) => withSortedKeys(item) ?? null);
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([, item]) => item !== undefined)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, item]) => [key, withSortedKeys(item)] as const);
  return Object.fromEntries(entries);
}

/** Indented text of a value that stands `depth` levels deep, four spaces each. */
export function indented(value: Json, depth: number): string {
  const margin = '    '.repeat(depth);
  return margin + JSON.stringify(value, null, 4).replaceAll('\n', `\n${margin}`);
}
