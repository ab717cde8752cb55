import { realpathSync, statSync, type Dirent } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { documentFormat, isHidden, type DocumentFormat } from './document-name.ts';
import { SnapshotSourceError } from './errors.ts';
import { describeError } from './feed.ts';
import type { SnapshotLimits } from './limits.ts';
import { isoTime } from './part.ts';

export interface ReadableFile {
  /** Relative to the snapshot's root. */
  readonly path: string;
  /** Where the file really lies, links resolved. */
  readonly file: string;
  readonly format: DocumentFormat;
  readonly modifiedAt: string | null;
}

/** A file to read, or a name that is refused, and why. */
export type FoundFile = ReadableFile | { readonly path: string; readonly refusal: string };

/** The JSON and YAML files below a folder, in no particular order. */
export async function listFiles(path: string, limits: SnapshotLimits): Promise<FoundFile[]> {
  const root = realpathSync(path);
  const found: FoundFile[] = [];
  let seen = 0;
  const folders = [''];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const entries = await listFolder(root, folder);
    if (typeof entries === 'string') {
      found.push({ path: folder, refusal: `a folder that cannot be listed: ${entries}` });
      continue;
    }
    seen += entries.length;
    if (seen > limits.entries) {
      throw new SnapshotSourceError(path, `holds more than ${limits.entries} files: no snapshot`);
    }
    for (const entry of entries.filter(({ name }) => !isHidden(name))) {
      const entryPath = folder === '' ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) folders.push(entryPath);
      else found.push(...classify(root, entryPath, entry));
    }
  }
  return found;
}

/** The entries of a folder, or why there are none. */
async function listFolder(root: string, folder: string): Promise<readonly Dirent[] | string> {
  try {
    return await readdir(join(root, folder), { withFileTypes: true });
  } catch (error) {
    return describeError(error);
  }
}

function classify(root: string, path: string, entry: Dirent): readonly FoundFile[] {
  const format = documentFormat(entry.name);
  if (format === null && !entry.isSymbolicLink()) return [];
  try {
    const file = realpathSync(join(root, path));
    const stats = statSync(file);
    if (stats.isDirectory())
      return [{ path, refusal: 'a link to a folder, which is not followed' }];
    if (format === null) return [];
    if (!isInside(root, file)) return [{ path, refusal: 'a link that leads out of the snapshot' }];
    if (!stats.isFile()) return [{ path, refusal: 'not a regular file' }];
    return [{ path, file, format, modifiedAt: isoTime(stats.mtimeMs) }];
  } catch (error) {
    return format === null ? [] : [{ path, refusal: describeError(error) }];
  }
}

function isInside(root: string, file: string): boolean {
  const path = relative(root, file);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}
