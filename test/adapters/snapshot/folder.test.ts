import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, rmSync, symlinkSync, truncateSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { openSnapshot, SnapshotSourceError } from '../../../shared/adapters/snapshot/index.ts';
import { readParts } from './recorder.ts';
import { aFolder } from './temporary-folder.ts';

const VPCS = '{"Vpcs": [{"VpcId": "vpc-0a"}, {"VpcId": "vpc-0b"}]}\n';

function fail(): never {
  throw new Error('a bug');
}

describe('a snapshot folder', () => {
  it('gives the manifests first, then the other files by path', async () => {
    const folder = aFolder({
      'k8s/pods.json': '{"items": []}',
      'ec2/describe-vpcs.json': VPCS,
      'accounts/111122223333/us-west-2/snapshot.json': '{}',
      'accounts/111122223333/us-west-2/clusters/shop/k8s/nodes.yaml': 'items: []',
      'snapshot.json': '{}',
      'k8s-2/a.YML': 'items: []',
    });
    const parts = await readParts(await openSnapshot(folder));
    expect(parts.map(({ part }) => part.path)).toEqual([
      'accounts/111122223333/us-west-2/snapshot.json',
      'snapshot.json',
      'accounts/111122223333/us-west-2/clusters/shop/k8s/nodes.yaml',
      'ec2/describe-vpcs.json',
      'k8s-2/a.YML',
      'k8s/pods.json',
    ]);
    expect(parts.every(({ summary }) => summary.problem === null)).toBe(true);
  });

  it('tells size, hash and time of each file', async () => {
    const folder = aFolder({ 'ec2/describe-vpcs.json': VPCS });
    const time = new Date('2026-11-22T10:00:00.500Z');
    utimesSync(join(folder, 'ec2/describe-vpcs.json'), time, time);
    const [read] = await readParts(await openSnapshot(folder));
    expect(read?.part.modifiedAt).toBe('2026-11-22T10:00:00.500Z');
    expect(read?.summary).toEqual({
      envelope: {},
      arrays: { Vpcs: 2 },
      bytes: VPCS.length,
      sha256: createHash('sha256').update(VPCS).digest('hex'),
      problem: null,
    });
    expect(read?.recorder.of('Vpcs')).toEqual([{ VpcId: 'vpc-0a' }, { VpcId: 'vpc-0b' }]);
  });

  it('leaves out hidden files, and files that are neither JSON nor YAML', async () => {
    const folder = aFolder({
      'README.md': '#',
      'ec2/describe-vpcs.json.gz': '',
      'ec2/.describe-vpcs.json.swp': '',
      'ec2/._describe-vpcs.json': '',
      '.git/config.json': '{}',
      'ec2/describe-vpcs.json': VPCS,
    });
    const parts = await readParts(await openSnapshot(folder));
    expect(parts.map(({ part }) => part.path)).toEqual(['ec2/describe-vpcs.json']);
  });

  it('can be listed twice, while each part is read once', async () => {
    const source = await openSnapshot(aFolder({ 'ec2/describe-vpcs.json': VPCS }));
    const [first] = await readParts(source);
    const [second] = await readParts(source);
    expect(first?.summary).toEqual(second?.summary);
    await expect(first?.part.read({ item: () => {} })).rejects.toThrow(/twice/);
  });

  it('lets an error of the sink through, and goes on with the next file', async () => {
    const source = await openSnapshot(aFolder({ 'a.json': '[1]', 'b.json': '[2]' }));
    const seen: unknown[] = [];
    for await (const part of source.parts()) {
      const item = (_: string, value: unknown): void => {
        if (value === 1) fail();
        seen.push(value);
      };
      if (part.path === 'a.json') await expect(part.read({ item })).rejects.toThrow('a bug');
      else await part.read({ item });
    }
    expect(seen).toEqual([2]);
  });
});

describe('a file of a folder that cannot be read as it is', () => {
  it('shows what an error document begins with', async () => {
    const text =
      '\nAn error occurred (AccessDenied)\twhen calling\u001b[31m it\n' + 'x'.repeat(500);
    const [read] = await readParts(await openSnapshot(aFolder({ 'rds/a.json': text })));
    expect(read?.summary.problem).toMatchObject({ kind: 'syntax', offset: 1 });
    expect(read?.summary.problem?.head).toMatch(
      /^An error occurred \(AccessDenied\) when calling\[31m it x+$/,
    );
    expect(read?.summary.problem?.head).toHaveLength(200);
    expect(read?.summary.bytes).toBe(Buffer.byteLength(text));
  });

  it('is empty after a command that was refused', async () => {
    const [read] = await readParts(await openSnapshot(aFolder({ 'rds/a.json': '\n' })));
    expect(read?.summary.problem?.kind).toBe('empty');
    expect(read?.summary.arrays).toEqual({});
  });

  it('is understood when Windows PowerShell wrote it as UTF-16', async () => {
    const text = '\u{feff}{"items":[{"name":"é😀"},{"name":"b"}]}\r\n';
    const content = Buffer.from(text, 'utf16le');
    const folder = aFolder({ 'k8s/pods.json': content, 'k8s/nodes.yaml': content });
    for (const chunkBytes of [1, 7, 1000]) {
      const parts = await readParts(await openSnapshot(folder, { chunkBytes }));
      for (const { recorder, summary } of parts) {
        expect(summary).toMatchObject({ problem: null, bytes: content.length });
        expect(recorder.of('items')).toEqual([{ name: 'é😀' }, { name: 'b' }]);
      }
    }
  });

  it('says so when it is UTF-16 of the other order', async () => {
    const content = Buffer.from('\u{feff}{"items":[]}', 'utf16le').swap16();
    const [read] = await readParts(await openSnapshot(aFolder({ 'k8s/pods.json': content })));
    expect(read?.summary.problem?.message).toContain('not UTF-8 text');
  });

  it('is unreadable when it has gone since the listing', async () => {
    const folder = aFolder({ 'a.json': '[]' });
    const source = await openSnapshot(folder);
    rmSync(join(folder, 'a.json'));
    const [read] = await readParts(source);
    expect(read?.summary).toMatchObject({ bytes: 0, problem: { kind: 'unreadable' } });
  });

  it('may be a link to a file of the same snapshot only', async () => {
    const outside = aFolder({ 'secret.json': '{"items": ["secret"]}' });
    const folder = aFolder({ '.data/pods.json': '{"items": [1]}' });
    symlinkSync('.data/pods.json', join(folder, 'pods.json'));
    symlinkSync(join(outside, 'secret.json'), join(folder, 'out.json'));
    symlinkSync('nowhere.json', join(folder, 'broken.json'));
    symlinkSync('.', join(folder, 'loop'));
    symlinkSync(outside, join(folder, 'other'));
    symlinkSync('nowhere', join(folder, 'broken'));
    const parts = await readParts(await openSnapshot(folder));
    const problems = parts.map(({ part, summary }) => [part.path, summary.problem?.kind]);
    expect(problems).toEqual([
      ['broken.json', 'unreadable'],
      ['loop', 'unreadable'],
      ['other', 'unreadable'],
      ['out.json', 'unreadable'],
      ['pods.json', undefined],
    ]);
    expect(parts.flatMap(({ recorder }) => recorder.of('items'))).toEqual([1]);
  });

  it('is refused when it is a pipe, without waiting for a writer', async () => {
    const folder = aFolder({ 'a.json': '[]' });
    execFileSync('mkfifo', [join(folder, 'pipe.json')]);
    mkdirSync(join(folder, 'folder.json'));
    const parts = await readParts(await openSnapshot(folder));
    expect(parts.map(({ part, summary }) => [part.path, summary.problem?.message])).toEqual([
      ['a.json', undefined],
      ['pipe.json', 'not a regular file'],
    ]);
  });
});

describe('a large file', () => {
  const pod = JSON.stringify({ kind: 'Pod', text: 'x'.repeat(9000) }, null, 4);
  const large = Buffer.from(`{"items": [\n${Array(8000).fill(pod).join(',\n')}\n]}`);

  it('is read and hashed whole', async () => {
    let count = 0;
    const source = await openSnapshot(aFolder({ 'k8s/pods.json': large }));
    for await (const part of source.parts()) {
      const summary = await part.read({ item: () => (count += 1) });
      expect(summary).toMatchObject({
        bytes: large.length,
        arrays: { items: 8000 },
        problem: null,
      });
      expect(summary.sha256).toBe(createHash('sha256').update(large).digest('hex'));
    }
    expect(count).toBe(8000);
  });

  it('has the hash of what was read when it shrinks meanwhile', async () => {
    const folder = aFolder({ 'k8s/pods.json': large });
    const source = await openSnapshot(folder);
    for await (const part of source.parts()) {
      const shrink = (): void => truncateSync(join(folder, 'k8s/pods.json'), 1_000_000);
      const summary = await part.read({ item: (_, __, index) => index === 1000 && shrink() });
      expect(summary.problem?.kind).toBe('syntax');
      expect(summary.sha256).toMatch(/^[0-9a-f]{64}$/);
    }
  });

  it('ends its hashing thread when the sink fails', async () => {
    const source = await openSnapshot(aFolder({ 'k8s/pods.json': large }));
    for await (const part of source.parts()) {
      await expect(part.read({ item: fail })).rejects.toThrow('a bug');
    }
  });
});

describe('a path that is no snapshot', () => {
  it.each([
    [
      'a missing path',
      (folder: string) => join(folder, 'missing'),
      /no such file or folder, expected/,
    ],
    [
      'a folder without documents',
      (folder: string) => join(folder, 'ec2'),
      /holds no JSON or YAML/,
    ],
    [
      'a single file',
      (folder: string) => join(folder, 'a.json'),
      /no readable archive .* expected/,
    ],
    ['an empty file', (folder: string) => join(folder, 'empty.tar.gz'), /no readable archive/],
    ['a device', () => '/dev/null', /neither a folder nor a file/],
  ])('is an error that names it: %s', async (_, pathIn, message) => {
    const path = pathIn(aFolder({ 'a.json': '{}', 'ec2/README.md': '', 'empty.tar.gz': '' }));
    const error: unknown = await openSnapshot(path).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(SnapshotSourceError);
    expect(error).toHaveProperty('path', path);
    expect(String(error)).toMatch(message);
    expect(String(error)).toContain(path);
  });

  it('is a folder of too many files', async () => {
    const folder = aFolder({ 'a.json': '[]', 'b.txt': '', 'c/d.json': '[]' });
    await expect(openSnapshot(folder, { entries: 4 })).resolves.toBeDefined();
    await expect(openSnapshot(folder, { entries: 3 })).rejects.toThrow(SnapshotSourceError);
  });
});
