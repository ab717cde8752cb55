import { createHash } from 'node:crypto';
import type {
  PartProblem,
  PartSink,
  PartSummary,
  SnapshotPart,
} from '../../audit/snapshot-source.ts';
import { emptyRecord } from './document.ts';

/** What a part is made of: where it lies, and how its content is read. */
export interface PartOrigin {
  readonly path: string;
  readonly modifiedAt: string | null;
  readonly read: (sink: PartSink) => Promise<PartSummary>;
}

/** A part that can be read once. */
export function onePart({ path, modifiedAt, read }: PartOrigin): SnapshotPart {
  let taken = false;
  return {
    path,
    modifiedAt,
    read: (sink) => {
      if (taken) return Promise.reject(new Error(`part ${path} was read twice`));
      taken = true;
      return read(sink);
    },
  };
}

/** A part that exists and cannot be handed out. */
export function refusedPart(path: string, message: string): SnapshotPart {
  const summary = unreadSummary({ kind: 'unreadable', message, offset: 0, head: '' });
  return onePart({ path, modifiedAt: null, read: () => Promise.resolve(summary) });
}

/** The summary of a file of which nothing was read. */
export function unreadSummary(problem: PartProblem): PartSummary {
  const sha256 = createHash('sha256').digest('hex');
  return { envelope: emptyRecord(), arrays: emptyRecord(), bytes: 0, sha256, problem };
}

/** The time of a file in ISO 8601; null when the archive or the file system gives none. */
export function isoTime(epochMs: number): string | null {
  const time = new Date(epochMs);
  return Number.isNaN(time.getTime()) ? null : time.toISOString();
}
