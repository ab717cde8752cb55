/** Packs the command for who has no clone: `npm run pack`, then `npm install ./dist/podfence-<version>.tgz` anywhere. */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { bundle } from './bundle.ts';
import { copiedFiles, packedManifest } from './contents.ts';
import { licenceText, packageFolders, readPackage } from './licences.ts';

const ROOT = resolve(import.meta.dirname, '..');

function put(folder: string, path: string, text: string): void {
  const target = join(folder, path);
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, text);
}

async function stage(folder: string): Promise<void> {
  const metafile = await bundle(ROOT, join(folder, 'dist'));
  const packages = packageFolders(metafile).map((path) => readPackage(ROOT, path));
  put(folder, 'THIRD-PARTY-LICENSES.txt', licenceText(packages));
  put(
    folder,
    'package.json',
    packedManifest(JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))),
  );
  put(folder, 'bin/podfence.js', readFileSync(join(import.meta.dirname, 'launcher.js'), 'utf8'));
  chmodSync(join(folder, 'bin/podfence.js'), 0o755);
  for (const path of copiedFiles(ROOT)) {
    const target = join(folder, path);
    mkdirSync(dirname(target), { recursive: true });
    copyFileSync(join(ROOT, path), target);
  }
}

/** `npm run` names its own npm; what is on PATH otherwise. npm gives every file the same time, so that bytes repeat. */
function npmPack(folder: string, destination: string): string {
  const own = process.env['npm_execpath'];
  const [program, first] = own === undefined ? ['npm', []] : [process.execPath, [own]];
  const args = [
    ...first,
    'pack',
    folder,
    '--pack-destination',
    destination,
    '--json',
    '--loglevel=error',
  ];
  const [packed]: readonly { readonly filename: string }[] = JSON.parse(
    execFileSync(program, args, { encoding: 'utf8' }),
  );
  if (packed === undefined) throw new Error('npm packed nothing');
  return join(destination, packed.filename);
}

const [destination = 'dist'] = process.argv.slice(2);
const target = resolve(ROOT, destination);
const staged = join(target, 'package');
rmSync(staged, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
await stage(staged);
const archive = npmPack(staged, target);
rmSync(staged, { recursive: true });
process.stdout.write(`${relative(process.cwd(), archive)}\n`);
