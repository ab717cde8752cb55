import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  isList,
  isObject,
  type Json,
  type JsonObject,
} from '../../examples/eks-workshop/make/json.ts';

export const workshopFolder = join(import.meta.dirname, '../../examples/eks-workshop');

export type Chapter = 'before' | 'after' | 'drifted';
export const chapters = ['before', 'after', 'drifted'] as const satisfies readonly Chapter[];

/** The text of every file below a folder, by its path inside it. */
export function readFolder(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    files.set(path.slice(folder.length + 1), readFileSync(path, 'utf8'));
  }
  return files;
}

/** What lies at this path of keys and indexes. */
export function look(
  value: Json | undefined,
  ...path: readonly (string | number)[]
): Json | undefined {
  let found = value;
  for (const step of path) {
    if (found === undefined) return undefined;
    if (typeof step === 'number') found = isList(found) ? found[step] : undefined;
    else found = isObject(found) && Object.hasOwn(found, step) ? found[step] : undefined;
  }
  return found;
}

/** The objects of the list at this path; none when there is no list. */
export function rows(value: Json | undefined, ...path: readonly (string | number)[]): JsonObject[] {
  const found = look(value, ...path);
  return found !== undefined && isList(found) ? found.filter(isObject) : [];
}

/** The text at this path; empty when there is none. */
export function text(value: Json | undefined, ...path: readonly (string | number)[]): string {
  const found = look(value, ...path);
  return typeof found === 'string' ? found : '';
}

export const parse = (json: string): Json => {
  const value: Json = JSON.parse(json);
  return value;
};

/** A committed snapshot: its files, parsed when asked for. */
export function committed(chapter: Chapter) {
  const files = readFolder(join(workshopFolder, chapter));
  return { files, json: (file: string): Json => parse(files.get(file) ?? 'null') };
}
