import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EstateOptions } from '../estate/options.ts';
import { planEstate } from '../estate/plan-estate.ts';
import { writeEstate } from '../estate/write-estate.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const CACHE = join(ROOT, '.bench');
/** What the bytes of an estate depend on. */
const SOURCES = ['bench/estate'];

/** The folder of this estate, generated unless the same generator has made it before. */
export function cachedEstate(options: EstateOptions): string {
  const { pods, stores, groups, seed, form } = options;
  const size = `${pods}-${stores}-${groups}-${seed}-${form}`;
  const folder = join(CACHE, `${size}-${generatorVersion()}`);
  if (existsSync(folder)) return folder;
  mkdirSync(CACHE, { recursive: true });
  for (const stale of readdirSync(CACHE)) {
    if (stale.startsWith(`${size}-`)) rmSync(join(CACHE, stale), { recursive: true });
  }
  // Only a whole estate gets the name under which it is found again.
  const unfinished = join(CACHE, `${size}-unfinished`);
  writeEstate(planEstate(options), unfinished);
  renameSync(unfinished, folder);
  return folder;
}

function generatorVersion(): string {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    const files = readdirSync(join(ROOT, source), { recursive: true, encoding: 'utf8' });
    for (const file of files.filter((name) => name.endsWith('.ts')).toSorted()) {
      hash.update(file).update(readFileSync(join(ROOT, source, file)));
    }
  }
  return hash.digest('hex').slice(0, 12);
}
