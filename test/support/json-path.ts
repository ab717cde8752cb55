import type { SeededRandom } from './seeded-random.ts';

/** Members and elements from the top of a document to one value inside it. */
export type JsonPath = readonly (string | number)[];

export type JsonObject = Readonly<Record<string, unknown>>;

export const isJsonObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const pathText = (path: JsonPath): string =>
  path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('');

const childrenOf = (value: unknown): readonly (string | number)[] => {
  if (Array.isArray(value)) return value.map((_, index) => index);
  return isJsonObject(value) ? Object.keys(value) : [];
};

export function valueAt(document: unknown, path: JsonPath): unknown {
  let value = document;
  for (const step of path) {
    if (Array.isArray(value) && typeof step === 'number') value = value[step];
    else if (isJsonObject(value) && Object.hasOwn(value, step)) value = value[step];
    else return undefined;
  }
  return value;
}

/** A value somewhere below `from`, at any depth: each level goes on with the same probability. */
export function randomPath(
  document: unknown,
  random: SeededRandom,
  { from = [], deeper = 0.8 }: { readonly from?: JsonPath; readonly deeper?: number } = {},
): JsonPath {
  const path = [...from];
  for (;;) {
    const children = childrenOf(valueAt(document, path));
    const isLong = path.length > from.length;
    if (children.length === 0 || (isLong && !random.chance(deeper))) return path;
    path.push(random.pick(children));
  }
}

/** What becomes of the value at a path; `undefined` takes it away. */
export type Change = (value: unknown) => unknown;

/** A copy in which one value is another; everything beside it is shared. */
export function changedAt(document: unknown, path: JsonPath, change: Change): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(document);
  if (Array.isArray(document)) {
    const items: readonly unknown[] = document;
    return items.flatMap((item, index) => {
      if (index !== step) return [item];
      const changed = changedAt(item, rest, change);
      return changed === undefined ? [] : [changed];
    });
  }
  if (!isJsonObject(document)) return document;
  const members = Object.entries(document).map(([key, value]): [string, unknown] => [
    key,
    key === step ? changedAt(value, rest, change) : value,
  ]);
  return Object.fromEntries(members.filter(([, value]) => value !== undefined));
}
