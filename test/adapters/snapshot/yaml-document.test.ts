import { describe, expect, it } from '@jest/globals';
import { DEFAULT_LIMITS, type SnapshotLimits } from '../../../shared/adapters/snapshot/limits.ts';
import { YamlDocument } from '../../../shared/adapters/snapshot/yaml-document.ts';
import { Recorder, type ReadJson } from './recorder.ts';

function readYaml(text: string, limits: Partial<SnapshotLimits> = {}): ReadJson {
  const recorder = new Recorder();
  const document = new YamlDocument(recorder, { ...DEFAULT_LIMITS, ...limits });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += 10) document.push(bytes.subarray(at, at + 10));
  return { ...document.finish(), recorder };
}

const LIST = `apiVersion: v1
items:
- metadata:
    name: a
    creationTimestamp: 2026-11-22T10:00:00Z
- metadata:
    name: b
    args:
    - "- not an item"
kind: List
metadata:
  continue: ""
  resourceVersion: "1"
`;

/** A list that says where the next page begins. */
function page(token: string): string {
  return LIST.replace('continue: ""', `continue: "${token}"`);
}

describe('a YAML file', () => {
  it('is read as the same JSON would be', () => {
    const { recorder, envelope, arrays, fault } = readYaml(LIST);
    expect(fault).toBeNull();
    expect(recorder.of('items')).toEqual([
      { metadata: { name: 'a', creationTimestamp: '2026-11-22T10:00:00Z' } },
      { metadata: { name: 'b', args: ['- not an item'] } },
    ]);
    expect(arrays).toEqual({ items: 2 });
    const metadata = { continue: '', resourceVersion: '1' };
    expect(envelope).toEqual({ apiVersion: 'v1', kind: 'List', metadata });
  });

  it('may be a sequence', () => {
    expect(readYaml('- a\n- {b: 1}\n').recorder.of('')).toEqual(['a', { b: 1 }]);
  });

  it('keeps words and times that are no JSON values as text', () => {
    const text = 'a: 2026-11-22\nb: yes\nc: 0x10\nd: ~\ne: 1.5\nf: true\ng: "012"\n';
    const expected = { a: '2026-11-22', b: 'yes', c: 16, d: null, e: 1.5, f: true, g: '012' };
    expect(readYaml(text).envelope).toEqual(expected);
  });

  it('keeps the last of a repeated key, and takes __proto__ for a key', () => {
    const { envelope } = readYaml('a: 1\na: 2\n__proto__: {polluted: 1}\n');
    expect(Object.keys(envelope)).toEqual(['a', '__proto__']);
    expect(envelope['a']).toBe(2);
  });

  it('gives of several documents the items of the lists, and the others as items', () => {
    const text = `---\n${LIST}---\nkind: SecurityGroupPolicy\n---\n---\nitems:\n- 3\n...\n`;
    const { recorder, arrays } = readYaml(text);
    expect(arrays).toEqual({ items: 3, '': 1 });
    expect(recorder.of('')).toEqual([{ kind: 'SecurityGroupPolicy' }]);
    expect(recorder.of('items')[2]).toBe(3);
  });

  it('keeps the continuation token of every list', () => {
    const { envelope } = readYaml(`${page('next')}---\n${page('')}`);
    expect(envelope['metadata']).toMatchObject({ continue: 'next' });
    const reversed = readYaml(`${page('')}---\n${page('next')}`);
    expect(reversed.envelope['metadata']).toMatchObject({ continue: 'next' });
  });
});

describe('a damaged YAML file', () => {
  it.each(['', '\n', '# nothing\n', '---\n', '---\n---\n'])(
    'is empty without content: %j',
    (text) => {
      expect(readYaml(text).fault?.kind).toBe('empty');
    },
  );

  it.each(['just text', '12', 'a: [1', 'a: "b', 'a: !!js/function x', 'a: !custom x', '\ta: 1'])(
    'has a syntax error: %j',
    (text) => {
      const { fault, recorder } = readYaml(text);
      expect(fault?.kind).toBe('syntax');
      expect(recorder.items.size).toBe(0);
    },
  );

  it('expands no aliases', () => {
    expect(readYaml('a: &x [1]\nb: [*x, *x]\n').fault?.message).toMatch(/alias/);
  });

  it('is refused when it nests without end', () => {
    expect(readYaml(`a: ${'['.repeat(100_000)}`).fault?.kind).toBe('syntax');
  });

  it('gives the whole items before a syntax error, and tells its place', () => {
    const { recorder, arrays, envelope, fault } = readYaml(LIST.replace('name: b', 'name: [b'));
    expect(recorder.of('items')).toHaveLength(1);
    expect(arrays).toEqual({ items: 1 });
    expect(envelope).toEqual({});
    expect(fault?.kind).toBe('syntax');
    expect(fault?.message).toMatch(/line \d+ \(byte \d+\)$/);
  });

  it('gives the documents before the one with the error, whole or not at all', () => {
    const policy = 'kind: SecurityGroupPolicy\nspec:\n  a: 1\n';
    const { recorder, fault } = readYaml(`${policy}---\n${policy}---\nkind: X\nspec:\n  b: [\n`);
    expect(recorder.of('')).toEqual([
      { kind: 'SecurityGroupPolicy', spec: { a: 1 } },
      { kind: 'SecurityGroupPolicy', spec: { a: 1 } },
    ]);
    expect(fault?.kind).toBe('syntax');
  });

  it('is refused above its bound', () => {
    const fault = readYaml(LIST, { yamlBytes: 100 }).fault;
    expect(fault).toMatchObject({ kind: 'too-large', offset: 100 });
  });
});
