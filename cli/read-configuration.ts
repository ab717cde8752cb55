import { sep } from 'node:path';
import { checkNames, type Configuration, NO_CONFIGURATION } from '../shared/audit/index.ts';
import {
  type DocumentFile,
  type DocumentKind,
  readConfiguration as readSettingsOf,
  readDocuments,
} from '../shared/decode/index.ts';
import { ConfigError, type ConfigFault } from './config-error.ts';
import type { Session } from './session.ts';
import { readTextFiles } from './text-files.ts';

/** Where people wrote down what they decide. */
export interface ConfigurationOptions {
  readonly config?: string;
  readonly intent?: readonly string[];
  readonly suppressions?: readonly string[];
}

/** Which kind of document each option asks for. */
const ASKED = [
  ['intent', 'DataStoreAccess'],
  ['suppressions', 'Suppression'],
] as const satisfies readonly (readonly [keyof ConfigurationOptions, DocumentKind])[];

interface Said<T> {
  readonly value: T;
  readonly faults: readonly ConfigFault[];
}

/**
 * The configuration that the options name, read whole.
 * @throws ConfigError with every fault of every file.
 */
export function readConfiguration(
  options: ConfigurationOptions,
  { locate, warn }: Pick<Session, 'locate' | 'warn'>,
): Configuration {
  const settings = settingsIn(options.config, locate);
  const documents = documentFiles(options, locate);
  const { intents, suppressions, passedOver, faults } = readDocuments(
    documents.value,
    checkNames(),
  );
  const all = [...settings.faults, ...documents.faults, ...faults];
  if (all.length === 0) all.push(...withoutIntent(options, intents, locate));
  if (all.length > 0) throw new ConfigError(all);
  for (const { file, kind } of passedOver) {
    const option = ASKED.find((one) => one[1] === kind)?.[0];
    warn(`${file}: its ${kind} documents are not used; name it with --${option} too`);
  }
  return { settings: settings.value, intents, suppressions };
}

/** Who names documents of intent where there are none has no store closed, and would not know. */
function withoutIntent(
  { intent = [] }: ConfigurationOptions,
  intents: Configuration['intents'],
  locate: Locate,
): readonly ConfigFault[] {
  const places = intents.map(({ place }) => locate(place.file));
  const holdsAny = (path: string): boolean =>
    places.some((place) => place === path || place.startsWith(`${path}${sep}`));
  return intent
    .filter((path) => !holdsAny(locate(path)))
    .map((file) => ({ file, line: 0, message: 'there is no DataStoreAccess in it' }));
}

type Locate = Session['locate'];

function settingsIn(path: string | undefined, locate: Locate): Said<Configuration['settings']> {
  const { settings } = NO_CONFIGURATION;
  if (path === undefined) return { value: settings, faults: [] };
  const { files, faults } = readTextFiles(path, locate(path));
  const [file, ...others] = files;
  if (others.length > 0 || (file === undefined && faults.length === 0)) {
    return { value: settings, faults: [{ file: path, line: 0, message: 'expected one file' }] };
  }
  if (file === undefined) return { value: settings, faults };
  const read = readSettingsOf(file, checkNames());
  return { value: read.settings, faults: read.faults };
}

/** Each file once, with the kinds of documents for which it was named: two options may name the same folder. */
function documentFiles(
  options: ConfigurationOptions,
  locate: Locate,
): Said<readonly DocumentFile[]> {
  const files = new Map<string, DocumentFile & { readonly kinds: Set<DocumentKind> }>();
  const faults = new Map<string, ConfigFault>();
  for (const [option, kind] of ASKED) {
    for (const path of options[option] ?? []) {
      const found = readTextFiles(path, locate(path));
      for (const fault of found.faults) faults.set(fault.file, fault);
      for (const { file, text } of found.files) {
        const known = files.get(locate(file)) ?? { file, text, kinds: new Set<DocumentKind>() };
        known.kinds.add(kind);
        files.set(locate(file), known);
      }
    }
  }
  return { value: [...files.values()], faults: [...faults.values()] };
}
