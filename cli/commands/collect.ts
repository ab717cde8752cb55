import { openSnapshotArchive, openSnapshotFolder } from '../../shared/adapters/output/index.ts';
import { copySnapshot, type CopyResult, type SnapshotSource } from '../../shared/audit/index.ts';
import { type Collection, coverageOf, envelope } from '../../shared/core/render/index.ts';
import { type ExitCode, listingExitCode } from '../exit-code.ts';
import { COLLECTION_FORMATS } from '../formats.ts';
import { connect, liveSource } from '../live.ts';
import type { CommonOptions, LiveOptions } from '../options.ts';
import { exitPolicyOf, type Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { readVersion } from '../version.ts';

export type CollectOptions = CommonOptions & LiveOptions;

/** Nothing is left of an archive that could not be finished; of a folder, what was read stays to be looked at. */
async function write(source: SnapshotSource, path: string): Promise<CopyResult> {
  const takenBy = `podfence ${readVersion()}`;
  if (!/\.(?:tar\.gz|tgz)$/u.test(path)) {
    return copySnapshot(source, await openSnapshotFolder(path), takenBy);
  }
  const archive = await openSnapshotArchive(path);
  try {
    const result = await copySnapshot(source, archive.writer, takenBy);
    await archive.finish();
    return result;
  } catch (error) {
    await archive.abandon();
    throw error;
  }
}

const EFFECT = 'What depends on it stays undecided.';

/** Reads a live cluster and its network once, and keeps what audits need. */
export async function runCollect(options: CollectOptions, session: Session): Promise<ExitCode> {
  const { out } = options;
  if (out === undefined) {
    throw new UsageError('name the folder, or the .tar.gz, that is to be made with --out PATH');
  }
  session.progress.stage('finding the cluster');
  const cluster = await connect(options, session.env);
  const source = liveSource(cluster, (path) => session.progress.stage(`reading ${path}`));
  const at = Date.now();
  const { files, items, gaps } = await write(source, session.locate(out));
  const document: Collection = {
    ...envelope(
      'Collection',
      at,
      [],
      coverageOf(files, gaps.length, 0),
      gaps.map((gap) => ({ ...gap, effect: EFFECT })),
    ),
    path: out,
    files,
    items,
  };
  await session.say(COLLECTION_FORMATS, document);
  return listingExitCode(gaps.length > 0, exitPolicyOf(options));
}
