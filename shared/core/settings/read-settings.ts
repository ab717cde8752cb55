import type { CheckNames } from './check-names.ts';
import { settingsFrom } from './default-settings.ts';
import type { Reading } from './kinds/index.ts';
import type { Option } from './option.ts';
import { OPTION_ROWS } from './options.ts';
import { pathBelow, type Placed, type PlacedEntry, quoted, shown } from './placed.ts';
import type { Settings } from './settings.ts';

/** Something in a configuration that cannot be meant. */
export interface SettingFault {
  /** From 1; 0 for a variable of the environment. */
  readonly line: number;
  readonly message: string;
}

export interface ReadSettings {
  /** With the default of every option that is not given, or not as it should be. */
  readonly settings: Settings;
  /** Every one, in the order in which they were met; empty: the settings are what was meant. */
  readonly faults: readonly SettingFault[];
}

type Given = ReadonlyMap<string, Placed>;

/** The settings that a configuration file makes. */
export function readSettings(document: Placed, checks: CheckNames): ReadSettings {
  const faults: SettingFault[] = [];
  const fault = (line: number, message: string): void => void faults.push({ line, message });
  const given = optionsIn(document, fault);
  const settings = settingsFrom((one) => take(one, given, { path: one.name, checks, fault }));
  return { settings, faults: faults.toSorted((a, b) => a.line - b.line) };
}

function take<T>(one: Option<T>, given: Given, at: Reading): T {
  const value = given.get(one.name);
  return value === undefined ? one.default : (one.read(value, at) ?? one.default);
}

const SECTIONS: ReadonlySet<string> = new Set(OPTION_ROWS.flatMap(({ section }) => section ?? []));

/** The values by the names of the table. What is no option is a fault. */
function optionsIn(document: Placed, fault: Reading['fault']): Given {
  const given = new Map<string, Placed>();
  const visit = (entries: readonly PlacedEntry[], section: string | null): void => {
    for (const { key, line, value } of entries) {
      const found = OPTION_ROWS.find((one) => one.section === section && one.key === key);
      if (section === null && SECTIONS.has(key)) open(value, key);
      else if (found === undefined) fault(line, unknownKey(section, key));
      else if (given.has(found.name)) fault(line, `${found.name} is given twice`);
      else given.set(found.name, value);
    }
  };
  const open = (value: Placed, section: string | null): void => {
    if (value.kind === 'mapping') return visit(value.entries, section);
    const where = section === null ? '' : `${section}: `;
    fault(value.line, `${where}expected a mapping of options; found ${shown(value)}`);
  };
  // A file of comments decides nothing, and may.
  if (document.kind !== 'scalar' || document.value !== null) open(document, null);
  return given;
}

function unknownKey(section: string | null, key: string): string {
  const there = OPTION_ROWS.filter((one) => one.section === section).map((one) => one.key);
  const known = [...there, ...(section === null ? SECTIONS : [])].toSorted().join(', ');
  const name = section === null ? quoted(key) : pathBelow(section, key);
  return `${name} is no option; there are ${known}`;
}

/**
 * The settings that variables of the environment make. Lists are parted by commas, mappings are JSON objects; an empty
 * variable is not given. Other variables are not looked at.
 */
export function readEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
  checks: CheckNames,
): ReadSettings {
  const faults: SettingFault[] = [];
  const settings = settingsFrom((one) => {
    const text = environment[one.variable] ?? '';
    if (text === '') return one.default;
    const fault = (_line: number, message: string): void => void faults.push({ line: 0, message });
    return one.read(one.fromText(text), { path: one.variable, checks, fault }) ?? one.default;
  });
  return { settings, faults };
}
