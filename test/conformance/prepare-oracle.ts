import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, mkdir, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

const SOURCES = join(import.meta.dirname, 'oracle');
const CACHE = join(import.meta.dirname, '../../.cache/conformance');

/** `unavailable` is this machine's lack; whatever else goes wrong is thrown, because it is ours. */
export type PreparedOracle =
  | { readonly state: 'ready'; readonly binary: string }
  | { readonly state: 'unavailable'; readonly reason: string; readonly install: string };

/** Builds the oracle, or finds the one that was built of the same sources by the same Go. */
export async function prepareOracle(log: (line: string) => void): Promise<PreparedOracle> {
  const sources = await readSources();
  const wanted = /^go (\d+\.\d+(?:\.\d+)?)$/m.exec(sources.get('go.mod') ?? '')?.[1] ?? '1.26';
  const install = `install Go ${wanted} or newer (https://go.dev/dl/)`;
  const version = await goVersion();
  if (version === null) return { state: 'unavailable', reason: 'no go on PATH', install };
  if (isOlder(version.go, wanted)) {
    return { state: 'unavailable', reason: `${version.go} is older than ${wanted}`, install };
  }

  const folder = join(CACHE, hashOf([...sources.values(), version.go, version.target]));
  const binary = join(folder, 'oracle');
  if (await exists(binary)) return { state: 'ready', binary };

  const reason = await whyModulesAreMissing();
  if (reason !== null) {
    return { state: 'unavailable', reason, install: 'give Go access to a module proxy (GOPROXY)' };
  }
  log('building the oracle: minutes the first time, then it is kept in .cache/conformance');
  await build(folder, binary);
  return { state: 'ready', binary };
}

async function readSources(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(SOURCES)).filter((name) => /\.(go|mod|sum)$/.test(name)).toSorted();
  const texts = await Promise.all(names.map((name) => readFile(join(SOURCES, name), 'utf8')));
  return new Map(names.map((name, index) => [name, texts[index] ?? '']));
}

function hashOf(texts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(`${text.length}\n${text}`);
  return hash.digest('hex').slice(0, 16);
}

/** What is on PATH is used as it is: GOTOOLCHAIN=local fetches no other compiler. */
const go = (...args: readonly string[]) =>
  run('go', args, {
    cwd: SOURCES,
    maxBuffer: 64 * 1024 * 1024,
    env: {
      ...process.env,
      CGO_ENABLED: '0',
      GOFLAGS: '-p=2 -mod=readonly -buildvcs=false',
      GOTOOLCHAIN: 'local',
      GOWORK: 'off',
    },
  });

async function goVersion(): Promise<{ readonly go: string; readonly target: string } | null> {
  try {
    const { stdout } = await go('env', 'GOVERSION', 'GOOS', 'GOARCH');
    const [version = '', ...target] = stdout.trim().split('\n');
    return { go: version, target: target.join('/') };
  } catch (error) {
    if (isMissingProgram(error)) return null;
    throw error;
  }
}

/** A version that is not a release, like `devel go1.27-…`, is taken for new. */
function isOlder(version: string, wanted: string): boolean {
  const found = /^go(\d+)\.(\d+)(?:\.(\d+))?/.exec(version)?.slice(1).map(numberOf);
  if (!found) return false;
  const needed = wanted.split('.').map(numberOf);
  for (const [index, part] of found.entries()) {
    const least = needed[index] ?? 0;
    if (part !== least) return part < least;
  }
  return false;
}

const numberOf = (digits: string | undefined): number => Number(digits ?? 0);

/** What `go list` says when go.mod or go.sum do not fit the code: no proxy could help. */
const OUR_FAULTS =
  /go\.sum entry|updates to go\.mod|checksum mismatch|is not in std|errors parsing/;

async function whyModulesAreMissing(): Promise<string | null> {
  try {
    await go('list', '-deps', '.');
    return null;
  } catch (error) {
    const text = errorText(error);
    if (OUR_FAULTS.test(text)) throw error;
    return `the Go modules cannot be had (${text.trim().split('\n').at(-1) ?? ''})`;
  }
}

/** Under a name of its own first: an interrupted build leaves nothing that looks finished. */
async function build(folder: string, binary: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  const unfinished = `${binary}.${process.pid}`;
  try {
    await go('build', '-trimpath', '-ldflags', '-s -w', '-o', unfinished, '.');
    await rename(unfinished, binary);
  } finally {
    await rm(unfinished, { force: true });
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await access(path);
    return true;
  } catch {
    return false;
  }
}

const isMissingProgram = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

const errorText = (error: unknown): string =>
  error instanceof Error && 'stderr' in error && typeof error.stderr === 'string'
    ? error.stderr
    : String(error);
