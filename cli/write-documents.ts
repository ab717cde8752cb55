import { existsSync } from 'node:fs';
import { writeChunks, writeFileAtomically } from '../shared/adapters/output/index.ts';
import type { Host } from './host.ts';
import type { Session } from './session.ts';
import { UsageError } from './usage-error.ts';

export interface WriteOptions {
  readonly out?: string;
  readonly force?: true;
}

/**
 * Writes documents that people go on to edit: to stdout, or to a file that is not there yet. What is there may have been
 * edited; it is replaced only when that is asked for.
 */
export async function writeDocuments(
  chunks: Iterable<string>,
  { out, force }: WriteOptions,
  session: Session,
  host: Host,
): Promise<void> {
  if (out === undefined) return writeChunks(host.stdout, chunks);
  const path = session.locate(out);
  if (existsSync(path) && force !== true) {
    throw new UsageError(`${out} is there already; --force replaces it`);
  }
  await writeFileAtomically(path, chunks);
}
