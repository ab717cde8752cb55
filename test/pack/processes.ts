import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface Ended {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Where {
  readonly cwd: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** An error of Node is from another realm than Jest's, where it is no `Error`. */
const isFailed = (error: unknown): error is Ended =>
  typeof error === 'object' &&
  error !== null &&
  'code' in error &&
  typeof error.code === 'number' &&
  'stdout' in error;

/** Where npm was called would be taken for where the person stands. */
const NOWHERE = { INIT_CWD: '' };

/** A process to its end. A program that cannot be started, or is killed, is thrown. */
export async function ended(
  program: string,
  args: readonly string[],
  { cwd, env = {} }: Where,
): Promise<Ended> {
  const options = {
    cwd,
    env: { ...process.env, ...NOWHERE, ...env },
    maxBuffer: 256 * 1024 * 1024,
  };
  try {
    return { code: 0, ...(await run(program, args, options)) };
  } catch (error) {
    if (!isFailed(error)) throw error;
    const { code, stdout, stderr } = error;
    return { code, stdout, stderr };
  }
}

/** `npm run` names its own npm; what is on PATH otherwise. */
export function npm(args: readonly string[], where: Where): Promise<Ended> {
  const own = process.env['npm_execpath'];
  return own === undefined
    ? ended('npm', args, where)
    : ended(process.execPath, [own, ...args], where);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** A Node of this machine that is older than the package wants; null where there is none. */
export async function olderNode(wanted: number): Promise<string | null> {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin'];
  for (const path of new Set(folders.map((folder) => join(folder, 'node')))) {
    if (!isExecutable(path)) continue;
    const { stdout } = await ended(path, ['--version'], { cwd: '/' });
    const major = Number(/^v(\d+)\./u.exec(stdout)?.[1] ?? wanted);
    if (major < wanted) return path;
  }
  return null;
}
