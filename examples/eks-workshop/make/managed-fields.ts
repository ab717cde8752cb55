import { fields, isList, isObject, type Json, type JsonObject } from './json.ts';

export interface ManagerSpec {
  readonly manager: string;
  readonly apiVersion: string;
  readonly time: string;
  /** What this manager set, in the shape of the object itself. */
  readonly owns: JsonObject;
  readonly subresource?: 'status';
  /** It added to maps that were there: it does not own the maps themselves. */
  readonly intoExisting?: true;
}

/** An entry of `metadata.managedFields`: who set what, and when it last did. */
export const managedFields = (spec: ManagerSpec): JsonObject =>
  fields({
    apiVersion: spec.apiVersion,
    fieldsType: 'FieldsV1',
    fieldsV1: spec.intoExisting === true ? leavesOf(spec.owns) : fieldsOf(spec.owns),
    manager: spec.manager,
    operation: 'Update',
    subresource: spec.subresource,
    time: spec.time,
  });

// FieldsV1: `f:` a field, `k:` an item of a keyed list, `.` the map or list itself. What is always
// there has no `.`.
const alwaysThere = new Set(['metadata', 'spec', 'status', 'template', 'containers']);

const fieldsOf = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const { '.': self, ...rest } = innerFields(inner);
      const whole = self === undefined || alwaysThere.has(key) ? rest : { '.': self, ...rest };
      return [`f:${key}`, whole];
    }),
  );

const leavesOf = (value: JsonObject): JsonObject =>
  Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [
      `f:${key}`,
      isObject(inner) ? leavesOf(inner) : {},
    ]),
  );

function innerFields(value: Json): JsonObject {
  if (isList(value)) return itemFields(value);
  return isObject(value) && Object.keys(value).length > 0 ? { '.': {}, ...fieldsOf(value) } : {};
}

/** Lists that Kubernetes merges by a key; any other list is one value. */
function itemFields(items: readonly Json[]): JsonObject {
  const keyed: [string, JsonObject][] = [];
  for (const item of items) {
    const key = keyOf(item);
    if (key === null) return {};
    keyed.push([key, isObject(item) && 'uid' in item ? {} : innerFields(item)]);
  }
  return keyed.length === 0 ? {} : { '.': {}, ...Object.fromEntries(keyed) };
}

function keyOf(item: Json): string | null {
  if (!isObject(item)) return null;
  for (const key of ['containerPort', 'mountPath', 'uid', 'name', 'ip', 'type']) {
    const value = item[key];
    if (value === undefined) continue;
    const protocol = key === 'containerPort' ? { protocol: item['protocol'] ?? 'TCP' } : {};
    return `k:${JSON.stringify({ [key]: value, ...protocol })}`;
  }
  return null;
}
