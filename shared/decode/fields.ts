import { isObject } from './raw.ts';

/**
 * Which fields of a raw object podfence reads, and so all that `podfence collect` keeps: `KEEP` a value whole, the named
 * members of an object, or the same of every element of an array. A name that ends in `*` stands for all that begin so.
 */
export type Fields = typeof KEEP | FieldsOfObject | readonly [Fields];
export interface FieldsOfObject {
  readonly [name: string]: Fields;
}

export const KEEP = 'keep';

const isEach = (fields: Fields): fields is readonly [Fields] => Array.isArray(fields);

/**
 * The same raw value with nothing but these fields. What has another JSON type than expected keeps being of a wrong
 * type, so that the projected form decodes like the raw one, damage included.
 */
export function project(fields: Fields, raw: unknown): unknown {
  if (fields === KEEP || typeof raw !== 'object' || raw === null) return raw;
  if (isEach(fields)) {
    return Array.isArray(raw) ? raw.map((item: unknown) => project(fields[0], item)) : {};
  }
  if (!isObject(raw)) return [];
  const kept: [string, unknown][] = [];
  for (const name of Object.keys(raw)) {
    const inner = fieldsAt(fields, name);
    if (inner !== undefined) kept.push([name, project(inner, raw[name])]);
  }
  return Object.fromEntries(kept);
}

function fieldsAt(fields: FieldsOfObject, name: string): Fields | undefined {
  if (Object.hasOwn(fields, name)) return fields[name];
  const prefix = Object.keys(fields).find(
    (key) => key.endsWith('*') && name.startsWith(key.slice(0, -1)),
  );
  return prefix === undefined ? undefined : fields[prefix];
}

/** The fields in one line, for people: `name, labels, spec {nodeName, containers[] {name}}`. */
export function describeFields(fields: Fields): string {
  if (fields === KEEP) return '';
  if (isEach(fields)) return `[]${inBraces(describeFields(fields[0]))}`;
  return Object.entries(fields)
    .map(
      ([name, inner]) =>
        `${name}${isNested(inner) ? inBraces(describeFields(inner)) : describeFields(inner)}`,
    )
    .join(', ');
}

const isNested = (fields: Fields): boolean => fields !== KEEP && !isEach(fields);

const inBraces = (text: string): string =>
  text === '' || text.startsWith('[') ? text : ` {${text}}`;
