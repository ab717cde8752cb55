/**
 * EventBridge's matching, as far as our patterns go: lists of alternatives at the leaves, `exists` and `prefix`, arrays in
 * the event flattened ("Amazon EventBridge event patterns" in the user guide).
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) {
    const values = flatten(event);
    return pattern.some((one) => matchesLeaf(one, values));
  }
  if (!isObject(pattern)) return false;
  return Object.entries(pattern).every(([key, below]) =>
    matchesPattern(below, valueAt(event, key)),
  );
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Through arrays: a member of any of their objects. */
function valueAt(event: unknown, key: string): unknown {
  if (Array.isArray(event)) return event.flatMap((one) => flatten(valueAt(one, key)));
  return isObject(event) ? event[key] : undefined;
}

const flatten = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

function matchesLeaf(wanted: unknown, values: readonly unknown[]): boolean {
  if (!isObject(wanted)) return values.includes(wanted);
  const { exists, prefix } = wanted;
  // `exists` looks at leaves only: an object is none.
  if (typeof exists === 'boolean') return values.some((one) => !isObject(one)) === exists;
  if (typeof prefix === 'string') {
    return values.some((one) => typeof one === 'string' && one.startsWith(prefix));
  }
  throw new Error(`no such operator in our patterns: ${JSON.stringify(wanted)}`);
}
