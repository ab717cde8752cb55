import type { SnapshotSource } from '../../shared/audit/snapshot-source.ts';
import { sourceOf, toBytes } from './raw-snapshot.ts';

/** When every file of a snapshot in memory was changed last. */
export const FILE_TIME = '2026-11-21T08:00:00.000Z';

/** Documents by path: text as it stands in the file, anything else as JSON. */
export type Documents = Readonly<Record<string, unknown>>;

/** A snapshot in memory, read as a folder would be. */
export const memorySource = (documents: Documents, modifiedAt = FILE_TIME): SnapshotSource =>
  sourceOf(
    new Map(
      Object.entries(documents).map(([path, document]) => [
        path,
        typeof document === 'string' ? Buffer.from(document) : toBytes(document),
      ]),
    ),
    modifiedAt,
  );
