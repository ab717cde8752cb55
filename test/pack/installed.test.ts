import {
  createReadStream,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createGunzip } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transform } from 'esbuild';
import { extract } from 'tar-stream';
import { ROOT, run, snapshot } from '../cli/fake-host.ts';
import { type Ended, ended, npm, olderNode } from './processes.ts';

const folder = mkdtempSync(join(tmpdir(), 'podfence-pack-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const home = join(folder, 'home');
/** Nothing cached, and nobody to ask: what needs the network fails. */
const OFFLINE = {
  npm_config_cache: join(folder, 'cache'),
  npm_config_registry: 'http://127.0.0.1:9',
};
const COMMAND = join(home, 'node_modules/.bin/podfence');
const INSTALLED = join(home, 'node_modules/podfence');

/** The command as a person starts it, with this Node first on PATH. */
const podfence = (...args: readonly string[]): Promise<Ended> =>
  ended(COMMAND, args, {
    cwd: home,
    env: {
      PATH: `${dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      AWS_EC2_METADATA_DISABLED: 'true',
    },
  });

async function pack(name: string): Promise<string> {
  const target = join(folder, name);
  const { code, stdout, stderr } = await ended(process.execPath, ['build/pack.ts', target], {
    cwd: ROOT,
  });
  if (code !== 0) throw new Error(stderr);
  return join(ROOT, stdout.trim());
}

/** What the archive holds: bytes by path. */
function filesIn(path: string): Promise<ReadonlyMap<string, number>> {
  const files = new Map<string, number>();
  return new Promise((resolve, reject) => {
    const archive = extract();
    archive.on('entry', ({ name, size }, stream, next) => {
      files.set(name, size ?? 0);
      stream.on('end', next).resume();
    });
    archive.on('finish', () => resolve(files)).on('error', reject);
    createReadStream(path).pipe(createGunzip()).on('error', reject).pipe(archive);
  });
}

let archive = '';
let installation: Ended | null = null;

beforeAll(async () => {
  archive = await pack('first');
  mkdirSync(home);
  const args = ['install', '--offline', '--ignore-scripts', archive];
  installation = await npm(args, { cwd: home, env: OFFLINE });
});

describe('the archive', () => {
  it('is the same bytes every time', async () => {
    expect(readFileSync(await pack('second')).equals(readFileSync(archive))).toBe(true);
  });

  it('holds the command, licences, documentation and the example, and nothing else', async () => {
    const files = await filesIn(archive);
    const paths = [...files.keys()].map((path) => path.replace(/^package\//u, ''));
    expect(paths).toEqual(
      expect.arrayContaining([
        'package.json',
        'bin/podfence.js',
        'dist/podfence.mjs',
        'LICENSE',
        'README.md',
        'THIRD-PARTY-LICENSES.txt',
        'docs/cli.md',
        'docs/schemas/audit-report.schema.json',
        'examples/eks-workshop/README.md',
        'examples/eks-workshop/drifted/k8s/pods.json',
      ]),
    );
    const known =
      /^(?:package\.json|(?:LICENSE|README\.md|SECURITY\.md|THIRD-PARTY-LICENSES\.txt)$|bin\/podfence\.js$|dist\/[\w-]+\.mjs$|docs\/[\w/.-]+\.(?:md|json)$|examples\/)/u;
    expect(paths.filter((path) => !known.test(path))).toEqual([]);
    expect(
      paths.filter((path) => /\.(?:ts|map)$|(?:^|\/)(?:test|node_modules)\//u.test(path)),
    ).toEqual([]);
    expect(readFileSync(archive).length).toBeLessThan(3 * 1024 * 1024);
  });

  it('has the version and the Node of the clone, and depends on nothing', () => {
    const read = (path: string): Record<string, unknown> => JSON.parse(readFileSync(path, 'utf8'));
    const clone = read(join(ROOT, 'package.json'));
    const packed = read(join(INSTALLED, 'package.json'));
    expect(packed).toMatchObject({
      name: 'podfence',
      version: clone['version'],
      license: clone['license'],
      engines: clone['engines'],
    });
    expect(Object.keys(packed).filter((key) => /dependencies|scripts|private/iu.test(key))).toEqual(
      [],
    );
  });

  it('names the licence of everything that is bundled, with its text', () => {
    const text = readFileSync(join(INSTALLED, 'THIRD-PARTY-LICENSES.txt'), 'utf8');
    for (const name of [
      'commander',
      'js-yaml',
      '@aws-sdk/client-ec2',
      '@kubernetes/client-node',
      'undici',
    ]) {
      expect(text).toMatch(
        new RegExp(`^${name} \\d+\\.\\d+\\.\\d+ \\((?:MIT|Apache-2\\.0)\\)$`, 'mu'),
      );
    }
    expect(text).toContain('Copyright (c) 2011 TJ Holowaychuk');
    expect(text).toContain('Apache License');
  });
});

describe('the installed command', () => {
  it('installs into an empty folder without network and without scripts', () => {
    expect(installation?.code).toBe(0);
    const others = readdirSync(join(home, 'node_modules')).filter((name) => !name.startsWith('.'));
    expect(others).toEqual(['podfence']);
  });

  it('says its version', async () => {
    const { stdout } = await run(['--version']);
    expect(await podfence('--version')).toEqual({ code: 0, stdout, stderr: '' });
  });

  it.each(['json', 'html', 'table'])('gives the same %s as a clone', async (format) => {
    for (const name of ['before', 'drifted'] as const) {
      const clone = await run(['audit', ...snapshot(name), '--format', format]);
      const [, path = ''] = snapshot(name);
      const { code, stdout, stderr } = await podfence(
        'audit',
        '--snapshot',
        join(INSTALLED, path),
        '--format',
        format,
      );
      expect({ code, stderr }).toEqual({ code: clone.code, stderr: '' });
      expect(stdout === clone.stdout).toBe(true);
    }
  });

  it('keeps a ledger', async () => {
    const drifted = join(INSTALLED, 'examples/eks-workshop/drifted');
    const args = ['audit', '--snapshot', drifted, '--ledger', 'ledger.sqlite'];
    await podfence(...args);
    expect((await podfence(...args)).stdout).toContain('persisting');
  });

  it('plays the demo, and ends it with commands that work here', async () => {
    const { code, stdout, stderr } = await podfence('demo');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const commands = [...stdout.matchAll(/^ {2}podfence (.+)$/gmu)].map(([, args = '']) => args);
    expect(commands).toHaveLength(4);
    for (const command of commands) {
      const shown = await podfence(...command.split(' '));
      expect({ command, stderr: shown.stderr }).toEqual({ command, stderr: '' });
      expect([0, 1]).toContain(shown.code);
    }
  });

  it('has the SDKs of live access with it', async () => {
    const env = {
      HOME: folder,
      AWS_CONFIG_FILE: '/dev/null',
      AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    };
    const args = ['audit', '--cluster', 'shop', '--region', 'eu-west-1'];
    const { code, stderr } = await ended(process.execPath, [COMMAND, ...args], {
      cwd: home,
      env: { ...env, AWS_EC2_METADATA_DISABLED: 'true' },
    });
    expect(code).toBe(2);
    expect(stderr).toMatch(/^error: cluster shop in eu-west-1: .*credentials/u);
  });
});

const old = await olderNode(24);
if (old === null)
  process.stderr.write('SKIPPED test:pack: no Node older than 24 is on this machine\n');

describe('a Node that is too old', () => {
  (old === null ? it.skip : it)('gets one line and exit code 2', async () => {
    const { code, stdout, stderr } = await ended(old ?? '', [COMMAND, 'demo'], { cwd: home });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(
      /^podfence needs Node\.js 24 or newer; this is \d+\.\d+\.\d+ \(\/.*\)\.\n$/u,
    );
  });

  it('can read the launcher, however old it is', async () => {
    const launcher = readFileSync(join(INSTALLED, 'bin/podfence.js'), 'utf8').replace(
      /^#!.*\n/u,
      '',
    );
    await expect(transform(launcher, { target: 'es5' })).resolves.toMatchObject({ warnings: [] });
    writeFileSync(join(folder, 'modern.js'), launcher);
    await expect(transform('const a = () => import("b");', { target: 'es5' })).rejects.toThrow(
      'es5',
    );
  });
});
