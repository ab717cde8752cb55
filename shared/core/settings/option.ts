import type { CheckNames } from './check-names.ts';
import type { JsonSchema, Kind, Reading } from './kinds/index.ts';
import type { JsonValue, Placed } from './placed.ts';
import type { Settings } from './settings.ts';

/** One row of the option table, as those who describe it see it. Values are as people write them. */
export interface OptionRow {
  /** In a configuration file: a key, or a section and a key with a dot between. */
  readonly name: string;
  readonly section: string | null;
  /** The name within its section. */
  readonly key: string;
  /** The variable of the environment: `PODFENCE_WINDOWS_UNUSED_GRANT` for `windows.unusedGrant`. */
  readonly variable: string;
  /** One or two sentences for people. */
  readonly help: string;
  /** What is expected, as the end of a sentence. */
  readonly expected: string;
  schema(checks: CheckNames): JsonSchema;
  /** The value in settings that are made. */
  written(settings: Settings): JsonValue;
}

/** The same, as those see it who make settings of it. */
export interface Option<T> extends OptionRow {
  readonly default: T;
  read(value: Placed, at: Reading): T | null;
  fromText(text: string): Placed;
}

const variableOf = (name: string): string =>
  `PODFENCE_${name
    .replaceAll('.', '_')
    .replaceAll(/[A-Z]/gu, (letter) => `_${letter}`)
    .toUpperCase()}`;

export function option<T>(
  name: string,
  kind: Kind<T>,
  defaultValue: T,
  help: string,
  from: (settings: Settings) => T,
): Option<T> {
  const dot = name.indexOf('.');
  return {
    name,
    section: dot < 0 ? null : name.slice(0, dot),
    key: name.slice(dot + 1),
    variable: variableOf(name),
    help,
    expected: kind.expected,
    schema: (checks) => kind.schema(checks),
    written: (settings) => kind.write(from(settings)),
    default: defaultValue,
    read: (value, at) => kind.read(value, at),
    fromText: (text) => kind.fromText(text),
  };
}
