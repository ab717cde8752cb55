import { readdirSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { itemTexts } from './harness/json-items.ts';

/** Texts are parsed in batches of about this many characters, so that the clock is read seldom. */
const BATCH = 16 << 20;

const [folder] = process.argv.slice(2);
if (folder === undefined) throw new TypeError('usage: baseline.ts FOLDER');
writeSync(3, JSON.stringify(measure(folder)));

/** The sum of `JSON.parse` over the items of all files of a snapshot, and nothing else, in milliseconds. */
function measure(root: string): { items: number; bytes: number; wallMs: number } {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' })
    .map((file) => join(root, file))
    .filter((file) => file.endsWith('.json') && statSync(file).isFile())
    .toSorted();
  let [items, bytes, wallMs] = [0, 0, 0];
  for (const file of files) {
    bytes += statSync(file).size;
    for (const texts of batches(file)) {
      items += texts.length;
      const started = performance.now();
      for (const text of texts) JSON.parse(text);
      wallMs += performance.now() - started;
    }
  }
  return { items, bytes, wallMs };
}

function* batches(file: string): Generator<readonly string[]> {
  let texts: string[] = [];
  let size = 0;
  for (const text of itemTexts(file)) {
    texts.push(text);
    size += text.length;
    if (size < BATCH) continue;
    yield texts;
    texts = [];
    size = 0;
  }
  yield texts;
}
