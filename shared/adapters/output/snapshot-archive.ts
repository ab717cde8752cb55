import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join, relative, sep } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack } from 'tar-stream';
import type { SnapshotWriter } from '../../audit/index.ts';
import { errorCode } from './error-code.ts';
import { openSnapshotFolder } from './snapshot-folder.ts';
import { OutputError } from './output-error.ts';

export interface SnapshotArchive {
  readonly writer: SnapshotWriter;
  /** Puts the archive in its place, as a whole. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abandon(): Promise<void>;
}

const FILE_MODE = 0o600;

/** The times of the files are none of the snapshot's business: equal snapshots are equal archives. */
const NO_TIME = new Date(0);

async function filesIn(root: string): Promise<readonly string[]> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
}

async function writeArchive(root: string, target: string): Promise<void> {
  const archive = pack();
  const writing = pipeline(archive, createGzip(), createWriteStream(target, { mode: FILE_MODE }));
  for (const file of await filesIn(root)) {
    const name = relative(root, file).split(sep).join('/');
    const { size } = await stat(file);
    await pipeline(
      createReadStream(file),
      archive.entry({ name, size, mode: FILE_MODE, mtime: NO_TIME }),
    );
  }
  archive.finalize();
  await writing;
}

/** A snapshot as one `.tar.gz`. The files are kept beside it until they are packed: a tar entry begins with its size. */
export async function openSnapshotArchive(path: string): Promise<SnapshotArchive> {
  let folder: string;
  try {
    folder = await mkdtemp(join(dirname(path), `.${basename(path)}.`));
  } catch (error) {
    throw new OutputError(`${dirname(path)} cannot be written (${errorCode(error)})`);
  }
  const files = join(folder, 'snapshot');
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  return {
    writer: await openSnapshotFolder(files),
    async finish() {
      try {
        const packed = join(folder, 'snapshot.tar.gz');
        await writeArchive(files, packed);
        await rename(packed, path);
      } finally {
        await remove();
      }
    },
    abandon: remove,
  };
}
