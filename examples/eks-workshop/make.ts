// Writes the three snapshots of this folder anew: `npm run examples`.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { snapshots } from './make/index.ts';

for (const [chapter, files] of snapshots) {
  const folder = join(import.meta.dirname, chapter);
  rmSync(folder, { recursive: true, force: true });
  for (const [file, text] of files) {
    const path = join(folder, file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
}
