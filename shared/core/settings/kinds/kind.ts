import type { CheckNames } from '../check-names.ts';
import { type JsonValue, type Placed, shown } from '../placed.ts';

export type JsonSchema = { readonly [key: string]: JsonValue };

/** Where a value is being read, and who hears of faults. */
export interface Reading {
  /** `windows.start`, `allow.broadPolicies[2]`. */
  readonly path: string;
  readonly checks: CheckNames;
  fault(line: number, message: string): void;
}

/** A kind of value that people write: how it is read, described to an editor, and written back. */
export interface Kind<T> {
  /** What is expected, as the end of a sentence. */
  readonly expected: string;
  /** Says yes to exactly what `read` takes. */
  schema(checks: CheckNames): JsonSchema;
  /** Null, after at least one fault, for what is not of this kind. */
  read(value: Placed, at: Reading): T | null;
  /** The form in which a variable of the environment gives it. */
  fromText(text: string): Placed;
  write(value: T): JsonValue;
}

export const below = (at: Reading, path: string): Reading => ({ ...at, path });

/** The one wording of a value that is of another kind. Always null: there is no value. */
export function refuse(value: Placed, at: Reading, expected: string): null {
  at.fault(value.line, `${at.path}: expected ${expected}; found ${shown(value)}`);
  return null;
}
