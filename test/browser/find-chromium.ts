import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, constants, copyFile, mkdir, readFile, rename } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** A browser that starts, and the variables that it needs for that. */
export interface FoundChromium {
  readonly state: 'ready';
  readonly path: string;
  readonly env: Readonly<Record<string, string>>;
}

/** This machine's lack; whatever else goes wrong is thrown, because it is ours. */
export interface NoChromium {
  readonly state: 'unavailable';
  readonly reason: string;
}

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const MANIFEST = join(import.meta.dirname, 'chromium');
const CACHE = join(import.meta.dirname, '../../.cache/browser');
const INSTALL_MS = 5 * 60 * 1000;
const START_MS = 60 * 1000;

async function isThere(path: string, mode = constants.F_OK): Promise<boolean> {
  try {
    await access(path, mode);
    return true;
  } catch {
    return false;
  }
}

async function starts(path: string, env: Readonly<Record<string, string>>): Promise<boolean> {
  try {
    const options = { env: { ...process.env, ...env }, timeout: START_MS };
    const { stdout } = await run(path, ['--version', '--no-sandbox'], options);
    return /\d+\.\d+/.test(stdout);
  } catch {
    return false;
  }
}

/** Debian's, Google's, or the one that CHROMIUM_PATH names. */
async function installed(): Promise<FoundChromium | null> {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  const named = process.env['CHROMIUM_PATH'];
  const candidates = [
    ...(named === undefined || named === '' ? [] : [named]),
    ...NAMES.flatMap((name) => folders.map((folder) => join(folder, name))),
  ];
  for (const path of candidates) {
    if ((await isThere(path, constants.X_OK)) && (await starts(path, {}))) {
      return { state: 'ready', path, env: {} };
    }
  }
  return null;
}

/** `npm run` names its own npm; what is on PATH otherwise. */
const npm = (...args: readonly string[]): readonly [string, readonly string[]] => {
  const own = process.env['npm_execpath'];
  return own === undefined ? ['npm', args] : [process.execPath, [own, ...args]];
};

async function install(folder: string): Promise<string | null> {
  await mkdir(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) {
    await copyFile(join(MANIFEST, name), join(folder, name));
  }
  const [program, args] = npm('ci', '--ignore-scripts', '--loglevel=error', '--fetch-retries=1');
  try {
    await run(program, args, { cwd: folder, timeout: INSTALL_MS });
    return null;
  } catch (error) {
    const text = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
    const line =
      text.split('\n').find((one) => one.startsWith('npm error')) ?? 'npm did not end in time';
    return `@sparticuz/chromium cannot be had (${line})`;
  }
}

/** Unpacks the browser, and the libraries of Amazon Linux for machines that lack some, into the folder for temporary files. */
const UNPACK = "import chromium from '@sparticuz/chromium'; await chromium.executablePath();";

async function unpack(folder: string): Promise<string> {
  const home = join(folder, 'unpacked');
  if (!(await isThere(home))) {
    const unfinished = `${home}-${process.pid}`;
    await mkdir(unfinished, { recursive: true });
    const env = { ...process.env, TMPDIR: unfinished, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
    await run(process.execPath, ['--input-type=module', '--eval', UNPACK], { cwd: folder, env });
    await rename(unfinished, home);
  }
  return home;
}

async function packaged(): Promise<FoundChromium | NoChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    const reason = `no Chromium on PATH, and none is packaged for ${process.platform}-${process.arch}`;
    return { state: 'unavailable', reason };
  }
  const lock = await readFile(join(MANIFEST, 'package-lock.json'));
  const folder = join(CACHE, createHash('sha256').update(lock).digest('hex').slice(0, 16));
  // Written last: an interrupted installation is not taken for one.
  if (!(await isThere(join(folder, 'node_modules/.package-lock.json')))) {
    const reason = await install(folder);
    if (reason !== null) return { state: 'unavailable', reason };
  }
  const home = await unpack(folder);
  const path = join(home, 'chromium');
  const libraries = { LD_LIBRARY_PATH: join(home, 'al2023/lib') };
  for (const env of [{}, libraries]) {
    if (await starts(path, env)) return { state: 'ready', path, env };
  }
  return { state: 'unavailable', reason: 'the packaged Chromium does not start on this machine' };
}

/** A Chromium of this machine, else the one that npm has. */
export const findChromium = async (): Promise<FoundChromium | NoChromium> =>
  (await installed()) ?? (await packaged());
