import type {
  PartSink,
  PartSummary,
  SnapshotPart,
  SnapshotSource,
} from '../../audit/snapshot-source.ts';
import { BACKGROUND_BYTES, BackgroundDigest, PassingDigest } from './digest.ts';
import { EXPECTED, SnapshotSourceError } from './errors.ts';
import { listFiles, type FoundFile, type ReadableFile } from './folder-listing.ts';
import { describeError } from './feed.ts';
import { FileFeed } from './file-feed.ts';
import type { SnapshotLimits } from './limits.ts';
import { onePart, refusedPart, unreadSummary } from './part.ts';
import { readDocument } from './read-document.ts';

/** The files below a folder. Throws {@link SnapshotSourceError} when there is none to read. */
export async function openFolder(path: string, limits: SnapshotLimits): Promise<SnapshotSource> {
  const found = await listFiles(path, limits);
  if (found.length === 0) {
    throw new SnapshotSourceError(path, `holds no JSON or YAML file, ${EXPECTED}`);
  }
  found.sort((left, right) => (sortKey(left.path) < sortKey(right.path) ? -1 : 1));
  return {
    parts: async function* parts() {
      for (const file of found) yield toPart(file, limits);
    },
  };
}

/** Manifests first: they say what to expect of the other files. */
function sortKey(path: string): string {
  return `${/(^|\/)snapshot\.json$/.test(path) ? 0 : 1}${path}`;
}

function toPart(file: FoundFile, limits: SnapshotLimits): SnapshotPart {
  if ('refusal' in file) return refusedPart(file.path, file.refusal);
  return onePart({ ...file, read: (sink) => readFile(file, sink, limits) });
}

async function readFile(
  { file, format }: ReadableFile,
  sink: PartSink,
  limits: SnapshotLimits,
): Promise<PartSummary> {
  let feed: FileFeed;
  try {
    feed = new FileFeed(file, limits.chunkBytes);
  } catch (error) {
    const message = describeError(error);
    return unreadSummary({ kind: 'unreadable', message, offset: 0, head: '' });
  }
  const large = feed.size >= BACKGROUND_BYTES;
  const digest = large ? new BackgroundDigest(feed.descriptor) : new PassingDigest();
  try {
    return await readDocument({ feed, format, digest }, sink, limits);
  } finally {
    digest.close();
    feed.close();
  }
}
