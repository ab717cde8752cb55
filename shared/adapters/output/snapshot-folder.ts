import { mkdir, open, readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { SnapshotWriter } from '../../audit/index.ts';
import { errorCode } from './error-code.ts';
import { OutputError } from './output-error.ts';

/** Nobody but who collects reads what a cluster is made of. */
const FILE_MODE = 0o600;
const FOLDER_MODE = 0o700;

async function isEmpty(path: string): Promise<boolean> {
  try {
    return (await readdir(path)).length === 0;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return true;
    throw error;
  }
}

/** Below the folder and nowhere else, whatever a name holds. */
function pathIn(root: string, path: string): string {
  const names = path.split('/');
  if (names.some((name) => name === '' || name === '.' || name === '..' || name.includes('\0'))) {
    throw new OutputError(`${JSON.stringify(path)} is no name for a file of a snapshot`);
  }
  return join(root, ...names);
}

/**
 * Writes a snapshot into a folder that is new or empty: an old file beside new ones would be read as if it were one of
 * them. Rejects with an {@link OutputError} for any other folder.
 */
export async function openSnapshotFolder(root: string): Promise<SnapshotWriter> {
  try {
    if (!(await isEmpty(root))) throw new OutputError(`${root} is not empty`);
    await mkdir(root, { recursive: true, mode: FOLDER_MODE });
  } catch (error) {
    if (error instanceof OutputError) throw error;
    throw new OutputError(`${root} cannot be made (${errorCode(error)})`);
  }
  return {
    async file(path) {
      const target = pathIn(root, path);
      await mkdir(dirname(target), { recursive: true, mode: FOLDER_MODE });
      const file = await open(target, 'wx', FILE_MODE);
      return {
        write: async (text) => {
          await file.writeFile(text);
        },
        close: async (isKept) => {
          await file.close();
          if (!isKept) await rm(target);
        },
      };
    },
  };
}
