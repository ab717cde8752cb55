import { changedAt, type Change, isJsonObject, type JsonPath, valueAt } from './json-path.ts';
import type { RawFiles } from './raw-snapshot.ts';
import type { SeededRandom } from './seeded-random.ts';

/** A changed snapshot, and what was done to it: enough to do it again by hand. */
export interface Mutation {
  readonly files: RawFiles;
  readonly description: string;
}

/** Null where there is nothing to do it to. */
export type Mutator = (files: RawFiles, random: SeededRandom) => Mutation | null;

const documents = new WeakMap<Buffer, { readonly value: unknown }>();

/** The JSON document in a file; undefined when it is none. */
export function documentIn(files: RawFiles, path: string): unknown {
  const bytes = files.get(path);
  if (bytes === undefined) return undefined;
  const known = documents.get(bytes) ?? { value: parsed(bytes) };
  documents.set(bytes, known);
  return known.value;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

export function withFile(files: RawFiles, path: string, content: Buffer | string): RawFiles {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return new Map([...files, [path, bytes]]);
}

export const withoutFiles = (files: RawFiles, isLost: (path: string) => boolean): RawFiles =>
  new Map([...files].filter(([path]) => !isLost(path)));

export const withDocument = (files: RawFiles, path: string, document: unknown): RawFiles =>
  withFile(files, path, JSON.stringify(document) ?? '');

export const withChange = (
  files: RawFiles,
  path: string,
  place: JsonPath,
  change: Change,
): RawFiles => withDocument(files, path, changedAt(documentIn(files, path), place, change));

/** The member of a listing that holds its items; null for a document that describes one thing. */
export function listKeyOf(document: unknown): string | null {
  if (!isJsonObject(document)) return null;
  return Object.keys(document).find((key) => Array.isArray(document[key])) ?? null;
}

export interface ListFile {
  readonly path: string;
  readonly key: string;
  readonly items: readonly unknown[];
}

/** The files that hold lists of at least so many items. */
export function listFiles(files: RawFiles, least: number): readonly ListFile[] {
  return [...files.keys()].flatMap((path) => {
    const document = documentIn(files, path);
    const key = isManifest(path) ? null : listKeyOf(document);
    const items = key === null ? null : valueAt(document, [key]);
    return key !== null && Array.isArray(items) && items.length >= least
      ? [{ path, key, items }]
      : [];
  });
}

export const isManifest = (path: string): boolean => /(^|\/)snapshot\.json$/.test(path);

/** Does it again until it does something. */
export function oneOf(
  mutators: readonly Mutator[],
): (files: RawFiles, random: SeededRandom) => Mutation {
  return (files, random) => {
    for (let tries = 0; tries < 20; tries += 1) {
      const done = random.pick(mutators)(files, random);
      if (done !== null) return done;
    }
    return { files, description: 'nothing' };
  };
}
