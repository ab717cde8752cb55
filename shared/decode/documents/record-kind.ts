import {
  below,
  type CheckNames,
  type JsonSchema,
  type Kind,
  pathBelow,
  type Placed,
  type Reading,
  refuse,
} from '../../core/settings/index.ts';
import { fieldsOf } from './record-fields.ts';

/** A kind of value that is read and described; whether it is written elsewhere is not asked. */
export type Readable<T> = Pick<Kind<T>, 'expected' | 'schema' | 'read'>;

/** What is written under one key. */
export interface FieldKind {
  readonly kind: Readable<unknown>;
  readonly help: string;
  readonly isRequired?: true;
}

export interface RecordShape<K extends string> {
  readonly expected: string;
  readonly fields: Readonly<Record<K, FieldKind>>;
  /** One of these at least must be there. */
  readonly anyOf?: readonly K[];
}

/** The value under a key as a kind reads it; `otherwise` where it is not there, or at fault. */
export type Take<K extends string> = <V, F>(key: K, kind: Readable<V>, otherwise: F) => V | F;

/**
 * A mapping with known keys. `build` makes a value of what is there; if anything in it or below it is at fault, all of it
 * is told and there is no value.
 */
export function recordKind<K extends string, T>(
  shape: RecordShape<K>,
  build: (take: Take<K>, at: Reading, line: number) => T,
): Readable<T> {
  return {
    expected: shape.expected,
    schema: (checks) => schemaOf(shape, checks),
    read: (value, at) => readRecord(shape, build, value, at),
  };
}

const keysOf = <K extends string>({
  fields,
}: RecordShape<K>): readonly (readonly [string, FieldKind])[] => Object.entries(fields);

function readRecord<K extends string, T>(
  shape: RecordShape<K>,
  build: (take: Take<K>, at: Reading, line: number) => T,
  value: Placed,
  reading: Reading,
): T | null {
  let isWell = true;
  const at: Reading = {
    ...reading,
    fault(line, message) {
      isWell = false;
      reading.fault(line, message);
    },
  };
  if (value.kind !== 'mapping') return refuse(value, at, shape.expected);
  const keys = keysOf(shape);
  const fields = fieldsOf(value, at, {
    required: keys.filter(([, { isRequired }]) => isRequired).map(([key]) => key),
    optional: keys.filter(([, { isRequired }]) => !isRequired).map(([key]) => key),
  });
  const { anyOf } = shape;
  if (anyOf !== undefined && !anyOf.some((key) => fields?.has(key)))
    at.fault(value.line, `${at.path}: expected at least one of ${anyOf.join(', ')}`);
  const take: Take<K> = (key, kind, otherwise) => {
    const found = fields?.get(key);
    if (found === undefined) return otherwise;
    return kind.read(found, below(at, pathBelow(at.path, key))) ?? otherwise;
  };
  const built = build(take, at, value.line);
  return isWell ? built : null;
}

function schemaOf<K extends string>(shape: RecordShape<K>, checks: CheckNames): JsonSchema {
  const keys = keysOf(shape);
  const required = keys.filter(([, { isRequired }]) => isRequired).map(([key]) => key);
  return {
    type: 'object',
    properties: Object.fromEntries(
      keys.map(([key, { kind, help }]) => [key, { description: help, ...kind.schema(checks) }]),
    ),
    ...(required.length === 0 ? {} : { required }),
    ...(shape.anyOf === undefined
      ? {}
      : { anyOf: shape.anyOf.map((key) => ({ required: [key] })) }),
    additionalProperties: false,
  };
}

/** Values in the order in which they are written. */
export function sequenceOf<T>(element: Readable<T>, minItems = 0): Readable<readonly T[]> {
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
      const whole = read.filter((one) => one !== null);
      return whole.length === read.length ? whole : null;
    },
  };
}
