import { pathBelow, type Placed, type Reading, refuse, shown } from '../../core/settings/index.ts';

/** The keys that a mapping may have, and those that it must have. */
export interface RecordShape {
  readonly required: readonly string[];
  readonly optional?: readonly string[];
}

/**
 * The values of a mapping by their keys. Keys that are missing or not known are faults; what is there and known is given
 * none the less, so that all faults are told at once. Null for what is no mapping.
 */
export function fieldsOf(
  value: Placed,
  at: Reading,
  { required, optional = [] }: RecordShape,
): ReadonlyMap<string, Placed> | null {
  if (value.kind !== 'mapping') return refuse(value, at, 'a mapping');
  const known = [...required, ...optional];
  const fields = new Map<string, Placed>();
  for (const { key, line, value: one } of value.entries) {
    if (known.includes(key)) fields.set(key, one);
    else {
      const there = known.toSorted().join(', ');
      at.fault(line, `${pathBelow(at.path, key)} is not known; there are ${there}`);
    }
  }
  const missing = required.filter((key) => !fields.has(key));
  for (const key of missing) at.fault(value.line, `${pathBelow(at.path, key)} is missing`);
  return fields;
}

/** A value that must be exactly this text. */
export function isExactly(value: Placed, expected: string, at: Reading): boolean {
  const isSame = value.kind === 'scalar' && value.value === expected;
  if (!isSame) at.fault(value.line, `${at.path}: expected ${expected}; found ${shown(value)}`);
  return isSame;
}
