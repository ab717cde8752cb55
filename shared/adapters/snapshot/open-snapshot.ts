import { stat } from 'node:fs/promises';
import type { SnapshotSource } from '../../audit/snapshot-source.ts';
import { openArchive } from './archive.ts';
import { EXPECTED, SnapshotSourceError } from './errors.ts';
import { describeError } from './feed.ts';
import { openFolder } from './folder.ts';
import { DEFAULT_LIMITS, type SnapshotLimits } from './limits.ts';

/**
 * Opens a snapshot: a folder, or a `.tar.gz` or `.tar` of one, with or without a top folder.
 * Rejects with {@link SnapshotSourceError} when the path is neither; whatever is wrong with single
 * files shows in their parts.
 */
export async function openSnapshot(
  path: string,
  limits: Partial<SnapshotLimits> = {},
): Promise<SnapshotSource> {
  const bounds = { ...DEFAULT_LIMITS, ...limits };
  const isFolder = await isDirectory(path);
  return isFolder ? openFolder(path, bounds) : openArchive(path, bounds);
}

async function isDirectory(path: string): Promise<boolean> {
  try {
    const stats = await stat(path);
    if (stats.isDirectory() || stats.isFile()) return stats.isDirectory();
  } catch (error) {
    const text = describeError(error);
    const reason = text.startsWith('ENOENT') ? 'no such file or folder' : text;
    throw new SnapshotSourceError(path, `${reason}, ${EXPECTED}`);
  }
  throw new SnapshotSourceError(path, `neither a folder nor a file, ${EXPECTED}`);
}
