import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { itemTexts } from '../../bench/harness/json-items.ts';

const folder = mkdtempSync(join(tmpdir(), 'podfence-items-'));
afterAll(() => rmSync(folder, { recursive: true }));

function itemsOf(document: string): readonly unknown[] {
  const file = join(folder, 'document.json');
  writeFileSync(file, document);
  return [...itemTexts(file)].map((text): unknown => JSON.parse(text));
}

describe('the items of a document', () => {
  it.each([
    ['{"items": [{"a": 1}, {"b": {"c": [{}]}}], "kind": "List"}', [{ a: 1 }, { b: { c: [{}] } }]],
    ['{"cluster": {"name": "x", "list": [{"y": 1}]}}', [{ name: 'x', list: [{ y: 1 }] }]],
    ['{"clusters": ["a", "b"]}', []],
    ['{"First": [], "Second": [{"z": "}]{[\\"\\\\"}]}', [{ z: '}]{["\\' }]],
    ['{"kind": "DaemonSet", "metadata": {"name": "x"}, "spec": {}}', [{ name: 'x' }, {}]],
    ['[]', []],
    ['', []],
  ])('of %s', (document, items) => {
    expect(itemsOf(document)).toEqual(items);
  });

  it('are whole where they are longer than what is read at once', () => {
    const long = Array.from({ length: 5 }, (_, index) => ({
      index,
      text: 'é{"\\'.repeat(400_000),
    }));
    expect(itemsOf(JSON.stringify({ items: long }, null, 4))).toEqual(long);
  });
});
