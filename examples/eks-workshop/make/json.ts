/** A JSON value as the AWS CLI and kubectl print it. */
export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json;
}

/** An object without the fields whose value is undefined: both tools leave unset fields out. */
export function fields(entries: Readonly<Record<string, Json | undefined>>): JsonObject {
  const kept: Record<string, Json> = {};
  for (const [key, value] of Object.entries(entries)) if (value !== undefined) kept[key] = value;
  return kept;
}

export const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** A field of text; empty when there is none. */
export function textOf(object: Json | undefined, key: string): string {
  const value = isObject(object) ? object[key] : undefined;
  return typeof value === 'string' ? value : '';
}

/** AWS CLI v2: four spaces, keys in the order of the service model. */
export const awsText = (value: Json): string => `${JSON.stringify(value, null, 4)}\n`;

/** kubectl: four spaces, keys sorted. */
export const kubectlText = (value: Json): string => awsText(sorted(value));

/** What `kubectl get … -o json` prints for more than one object. */
export const kubernetesList = (items: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'v1',
  items,
  kind: 'List',
  metadata: { resourceVersion: '' },
});

function sorted(value: Json): Json {
  if (isList(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const byKey = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(byKey.map(([key, inner]) => [key, sorted(inner)]));
}
