import {
  WHOLE_SNAPSHOT,
  type PartSink,
  type PartSummary,
  type SnapshotPart,
  type SnapshotSource,
} from '../../audit/snapshot-source.ts';
import { ArchiveRoot } from './archive-root.ts';
import { PassingDigest } from './digest.ts';
import { documentFormat, isHidden, type DocumentFormat } from './document-name.ts';
import { EXPECTED, SnapshotSourceError } from './errors.ts';
import { describeError, type ByteFeed } from './feed.ts';
import { FileFeed } from './file-feed.ts';
import { GunzipFeed } from './gunzip-feed.ts';
import type { SnapshotLimits } from './limits.ts';
import { isoTime, onePart, refusedPart } from './part.ts';
import { readDocument } from './read-document.ts';
import type { TarHeader } from './tar-header.ts';
import { ArchiveDamage, TarReader } from './tar-reader.ts';

/**
 * The files in a `.tar.gz` (or plain `.tar`). Throws {@link SnapshotSourceError} when the file does
 * not begin like one; what turns out to be damaged later is reported by the last part.
 */
export async function openArchive(path: string, limits: SnapshotLimits): Promise<SnapshotSource> {
  let archive: OpenArchive | null = null;
  try {
    archive = new OpenArchive(path, limits);
    if ((await archive.reader.nextEntry()) === null) throw new ArchiveDamage('an empty archive');
  } catch (error) {
    const reason = describeError(error);
    throw new SnapshotSourceError(path, `no readable archive (${reason}), ${EXPECTED}`);
  } finally {
    archive?.close();
  }
  return { parts: () => listParts(path, limits) };
}

async function* listParts(path: string, limits: SnapshotLimits): AsyncGenerator<SnapshotPart> {
  let archive: OpenArchive | null = null;
  let count = 0;
  try {
    archive = new OpenArchive(path, limits);
    for await (const part of archive.parts()) {
      count += 1;
      yield part;
    }
    if (count === 0) yield refusedPart(WHOLE_SNAPSHOT, 'the archive holds no JSON or YAML file');
  } catch (error) {
    const opened = archive !== null;
    if (opened && !(error instanceof ArchiveDamage)) throw error;
    yield refusedPart(WHOLE_SNAPSHOT, `the archive is damaged: ${describeError(error)}`);
  } finally {
    archive?.close();
  }
}

const GZIP_MAGIC = Buffer.from([0x1f, 0x8b]);

/** One pass over an archive. */
class OpenArchive {
  readonly reader: TarReader;
  readonly #file: FileFeed;
  readonly #gunzip: GunzipFeed | null;
  readonly #limits: SnapshotLimits;
  readonly #root = new ArchiveRoot();

  constructor(path: string, limits: SnapshotLimits) {
    this.#limits = limits;
    this.#file = new FileFeed(path, limits.chunkBytes);
    const packed = this.#file.startsWith(GZIP_MAGIC);
    this.#gunzip = packed ? new GunzipFeed(this.#file, limits.unpackedBytes) : null;
    this.reader = new TarReader(this.#gunzip ?? this.#file);
  }

  async *parts(): AsyncGenerator<SnapshotPart> {
    let header = await this.reader.nextEntry();
    for (let entries = 1; header !== null; entries += 1) {
      if (entries > this.#limits.entries) {
        throw new ArchiveDamage(`more than ${this.#limits.entries} entries`);
      }
      const feed = new EntryFeed(this.reader);
      const part = this.#toPart(header, feed);
      if (part !== null) yield part;
      feed.close();
      header = await this.reader.nextEntry();
    }
    await this.reader.finish();
  }

  close(): void {
    this.#gunzip?.close();
    this.#file.close();
  }

  #toPart(header: TarHeader, feed: EntryFeed): SnapshotPart | null {
    const format = documentFormat(header.name);
    if (format === null) return null;
    const names = splitName(header.name);
    if (names === null) return refusedPart(shown(header.name), 'a path out of the archive');
    if (names.some(isHidden)) return null;
    const path = this.#root.relative(names);
    if (path === null) return refusedPart(names.join('/'), 'outside the top folder of the archive');
    if (!REGULAR_FILE.has(header.type)) return refusedPart(path, 'a link or device in an archive');
    const modifiedAt = isoTime(header.modifiedAtMs);
    return onePart({ path, modifiedAt, read: (sink) => this.#read(feed, format, sink) });
  }

  #read(feed: EntryFeed, format: DocumentFormat, sink: PartSink): Promise<PartSummary> {
    return readDocument({ feed, format, digest: new PassingDigest() }, sink, this.#limits);
  }
}

/** Type flags of regular files: `7` is a contiguous one, which no system tells apart. */
const REGULAR_FILE: ReadonlySet<string> = new Set(['0', '7']);

/** The names of a path inside an archive; null when it is absolute or leads upwards. */
function splitName(name: string): readonly string[] | null {
  if (/^\/|^[a-z]:|[\p{Cc}\\]/iu.test(name)) return null;
  const names = name.split('/').filter((part) => part !== '' && part !== '.');
  return names.includes('..') ? null : names;
}

function shown(name: string): string {
  return name.replaceAll(/\p{Cc}/gu, '\u{fffd}').slice(0, 256);
}

/** The content of the entry at which the reader stands. */
class EntryFeed implements ByteFeed {
  failure: string | null = null;
  readonly #reader: TarReader;

  constructor(reader: TarReader) {
    this.#reader = reader;
  }

  async next(): Promise<Uint8Array | null> {
    if (this.failure !== null) return null;
    try {
      return await this.#reader.nextData();
    } catch (error) {
      if (!(error instanceof ArchiveDamage)) throw error;
      this.failure = `the archive is damaged: ${error.message}`;
      return null;
    }
  }

  close(): void {
    this.failure ??= 'read after the next part was asked for';
  }
}
