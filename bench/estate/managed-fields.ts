import { isJsonList, isJsonObject, type Json, type JsonObject } from './json.ts';

/** One entry of `metadata.managedFields` over these parts of an object. */
export function managedEntry(
  manager: string,
  operation: 'Apply' | 'Update',
  time: string,
  owned: Readonly<Record<string, JsonObject>>,
  more: JsonObject = {},
): JsonObject {
  // The parts themselves (metadata, spec, status) are never owned, only what is in them.
  const fieldsV1 = Object.fromEntries(
    Object.entries(owned).map(([part, value]) => [`f:${part}`, fieldsOf(value)]),
  );
  return { apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1, manager, operation, time, ...more };
}

/** The field set of a value, as server-side apply writes it (sigs.k8s.io/structured-merge-diff). */
function fieldsOf(value: JsonObject): JsonObject {
  const fields: Record<string, Json> = {};
  for (const [key, item] of Object.entries(value)) {
    if (item !== undefined) fields[`f:${key}`] = childFields(item);
  }
  return fields;
}

function childFields(value: Json): JsonObject {
  if (isJsonList(value)) return listFields(value);
  return isJsonObject(value) ? { '.': {}, ...fieldsOf(value) } : {};
}

/** Lists of named things are owned item by item, all others as a whole. */
function listFields(list: readonly Json[]): JsonObject {
  const keyed = list.map((item) => [mergeKey(item), item] as const);
  if (keyed.some(([key]) => key === undefined)) return {};
  return {
    '.': {},
    ...Object.fromEntries(keyed.map(([key, item]) => [`k:${key}`, childFields(item)])),
  };
}

/** Conditions are told apart by type, owners by uid, everything else here by name. */
function mergeKey(item: Json): string | undefined {
  if (!isJsonObject(item)) return undefined;
  const { type, uid, name } = item;
  if (uid !== undefined) return JSON.stringify({ uid });
  if (type !== undefined) return JSON.stringify({ type });
  return name === undefined ? undefined : JSON.stringify({ name });
}
