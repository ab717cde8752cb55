import { randomUUID } from 'node:crypto';
import { open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { errorCode } from './error-code.ts';
import { asOutputError, OutputError } from './output-error.ts';

type Target =
  | { readonly kind: 'file'; readonly path: string }
  /** A device or a named pipe: there is nothing to replace, what is written goes through. */
  | { readonly kind: 'passage'; readonly path: string };

async function targetOf(path: string): Promise<Target> {
  let found;
  try {
    found = await stat(path);
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return { kind: 'file', path };
    throw error;
  }
  if (found.isDirectory()) throw new OutputError(`${path} is a folder; name a file in it`);
  // Behind a symbolic link stands the file that is meant: the link itself stays.
  return found.isFile() ? { kind: 'file', path: await realpath(path) } : { kind: 'passage', path };
}

async function writeAll(path: string, flags: string, chunks: Iterable<string>): Promise<void> {
  const file = await open(path, flags);
  try {
    for (const chunk of chunks) await file.writeFile(chunk);
    if (flags === 'wx') await file.sync();
  } finally {
    await file.close();
  }
}

async function replaceFile(path: string, chunks: Iterable<string>): Promise<void> {
  const temporary = join(dirname(path), `.${basename(path)}.${randomUUID()}.tmp`);
  try {
    await writeAll(temporary, 'wx', chunks);
    await rename(temporary, path);
  } catch (error) {
    await unlink(temporary).catch(() => undefined);
    throw error;
  }
}

/**
 * Writes a file as a whole or not at all: a reader sees the old content or the new, and a run that fails leaves what was
 * there. Throws an {@link OutputError} for a folder, a missing parent, a refusal, or a full disk.
 */
export async function writeFileAtomically(path: string, chunks: Iterable<string>): Promise<void> {
  try {
    const target = await targetOf(path);
    if (target.kind === 'file') await replaceFile(target.path, chunks);
    else await writeAll(target.path, 'w', chunks);
  } catch (error) {
    const code = errorCode(error);
    if (code === 'ENOENT') throw new OutputError(`${dirname(path)} does not exist`);
    if (code === 'ENOTDIR') throw new OutputError(`${dirname(path)} is not a folder`);
    throw asOutputError(path, error);
  }
}
