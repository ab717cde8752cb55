import { createHash, randomBytes } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { buffer } from 'node:stream/consumers';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from '@jest/globals';
import { pack, type Header } from 'tar-stream';
import {
  openSnapshot,
  SnapshotSourceError,
  type SnapshotLimits,
} from '../../../shared/adapters/snapshot/index.ts';
import { WHOLE_SNAPSHOT } from '../../../shared/audit/snapshot-source.ts';
import { readParts, Recorder, type ReadPart } from './recorder.ts';
import { aFolder } from './temporary-folder.ts';

type Entry = Partial<Header> & { readonly name: string; readonly content?: string };

/** A tar archive as tar-stream writes it. */
async function aTar(entries: readonly Entry[]): Promise<Buffer> {
  const tar = pack();
  for (const { content = '{}', ...header } of entries) {
    const isFile = (header.type ?? 'file') === 'file' && !header.name.endsWith('/');
    if (isFile) tar.entry(header, content);
    else tar.entry({ type: 'directory', ...header });
  }
  tar.finalize();
  return buffer(tar);
}

async function openBytes(
  bytes: Uint8Array,
  limits: Partial<SnapshotLimits> = {},
): Promise<readonly ReadPart[]> {
  const path = join(aFolder(), 'snapshot.tar.gz');
  writeFileSync(path, bytes);
  return readParts(await openSnapshot(path, limits));
}

async function pathsOf(names: readonly string[]): Promise<readonly string[]> {
  const parts = await openBytes(gzipSync(await aTar(names.map((name) => ({ name })))));
  return parts.map(({ part, summary }) => `${part.path}${summary.problem === null ? '' : ' !'}`);
}

const PODS = JSON.stringify({ items: Array.from({ length: 2000 }, (_, index) => ({ index })) });
const mtime = new Date('2026-11-22T10:00:00Z');
const SNAPSHOT: readonly Entry[] = [
  { name: 'snap/', type: 'directory' },
  { name: 'snap/ec2/describe-vpcs.json', content: '{"Vpcs": [{"VpcId": "vpc-0a"}]}', mtime },
  { name: 'snap/k8s/pods.json', content: PODS },
  { name: 'snap/snapshot.json', content: '{"schemaVersion": 1}' },
];

describe('a snapshot archive', () => {
  it.each([
    ['.tar.gz', gzipSync],
    ['.tar', (bytes: Buffer) => bytes],
    [
      '.tar.gz of several members',
      (bytes: Buffer) =>
        Buffer.concat([gzipSync(bytes.subarray(0, 700)), gzipSync(bytes.subarray(700))]),
    ],
  ])('gives its files in the order of the archive: %s', async (_, compress) => {
    const parts = await openBytes(compress(await aTar(SNAPSHOT)));
    expect(parts.map(({ part }) => part.path)).toEqual([
      'ec2/describe-vpcs.json',
      'k8s/pods.json',
      'snapshot.json',
    ]);
    expect(parts[0]?.part.modifiedAt).toBe('2026-11-22T10:00:00.000Z');
    expect(parts[0]?.recorder.of('Vpcs')).toEqual([{ VpcId: 'vpc-0a' }]);
    expect(parts[1]?.recorder.of('items')).toEqual(JSON.parse(PODS).items);
    expect(parts[1]?.summary).toMatchObject({
      bytes: PODS.length,
      sha256: createHash('sha256').update(PODS).digest('hex'),
      problem: null,
    });
    expect(parts[2]?.summary.envelope).toEqual({ schemaVersion: 1 });
  });

  it('finds its root with and without a top folder', async () => {
    const files = ['ec2/a.json', 'accounts/1/r/ec2/b.json', 'clusters/ec2/k8s/c.json', 'x.json'];
    expect(await pathsOf(files)).toEqual(files);
    expect(await pathsOf(files.map((name) => `./${name}`))).toEqual(files);
    expect(await pathsOf(files.map((name) => `top/${name}`))).toEqual(files);
    expect(await pathsOf(files.map((name) => `./top//${name}`))).toEqual(files);
    expect(await pathsOf(['k8s/ec2/a.json', 'k8s/k8s/b.json'])).toEqual([
      'ec2/a.json',
      'k8s/b.json',
    ]);
    expect(await pathsOf(['clusters/k8s/k8s/pods.json'])).toEqual(['clusters/k8s/k8s/pods.json']);
    expect(await pathsOf(['notes/a.json', 'ec2/b.json'])).toEqual(['notes/a.json', 'ec2/b.json']);
  });

  it('refuses the files of a second snapshot', async () => {
    const names = ['a/ec2/x.json', 'b/ec2/x.json', 'ec2/x.json', 'a/k8s/y.json', 'notes.json'];
    const expected = ['ec2/x.json', 'b/ec2/x.json !', 'ec2/x.json !', 'k8s/y.json', 'notes.json'];
    expect(await pathsOf(names)).toEqual(expected);
  });

  it('leaves out hidden files, and files that are neither JSON nor YAML', async () => {
    const names = ['ec2/._a.json', '.git/a.json', 'README.md', 'ec2/a.json', 'ec2/', 'b.json/'];
    expect(await pathsOf(names)).toEqual(['ec2/a.json']);
  });

  it.each([
    '../a.json',
    'ec2/../../a.json',
    '/etc/a.json',
    'C:/a.json',
    'a\\..\\b.json',
    'a\n.json',
  ])('refuses a path that leads elsewhere: %j', async (name) => {
    const parts = await openBytes(gzipSync(await aTar([{ name }, { name: 'ec2/b.json' }])));
    expect(parts.map(({ summary }) => summary.problem?.kind)).toEqual(['unreadable', undefined]);
    expect(parts[0]?.part.path).not.toMatch(/\p{Cc}/u);
  });

  it.each(['symlink', 'link', 'character-device', 'fifo'] as const)(
    'refuses a %s',
    async (type) => {
      const entries = [{ name: 'a.json', type, linkname: 'ec2/b.json' }, { name: 'ec2/b.json' }];
      const parts = await openBytes(gzipSync(await aTar(entries)));
      expect(parts.map(({ summary }) => summary.problem?.kind)).toEqual(['unreadable', undefined]);
    },
  );

  it('reads names that are long or not ASCII', async () => {
    const name = `ec2/${'n'.repeat(150)}/${'é'.repeat(100)}.json`;
    expect(await pathsOf([name, 'ec2/b.json'])).toEqual([name, 'ec2/b.json']);
  });

  it('skips the parts that are not read, and reads a part only in its turn', async () => {
    const path = join(aFolder(), 'snapshot.tgz');
    writeFileSync(path, gzipSync(await aTar(SNAPSHOT)));
    const source = await openSnapshot(path);
    const parts = [];
    for await (const part of source.parts()) parts.push(part);
    expect(parts).toHaveLength(3);
    const late = await parts[0]?.read(new Recorder());
    expect(late?.problem).toMatchObject({ kind: 'unreadable', message: /next part/ });
    for await (const part of source.parts()) {
      if (part.path === 'k8s/pods.json') {
        expect((await part.read(new Recorder())).arrays).toEqual({ items: 2000 });
        break;
      }
    }
  });
});

describe('a damaged archive', () => {
  const large: Entry = {
    name: 'snap/k8s/large.json',
    content: `["${randomBytes(3e5).toString('hex')}"]`,
  };
  const last: Entry = { name: 'snap/rds/last.json' };

  it.each([0.5, 0.7, 0.9])(
    'gives the parts before the place where it is cut off: %d',
    async (at) => {
      const whole = gzipSync(await aTar([...SNAPSHOT, large, last]));
      const parts = await openBytes(whole.subarray(0, whole.length * at));
      expect(parts.map(({ part, summary }) => [part.path, summary.problem?.kind])).toEqual([
        ['ec2/describe-vpcs.json', undefined],
        ['k8s/pods.json', undefined],
        ['snapshot.json', undefined],
        ['k8s/large.json', 'unreadable'],
        [WHOLE_SNAPSHOT, 'unreadable'],
      ]);
      expect(parts.at(-1)?.summary.problem?.message).toMatch(/damaged: cut off/);
    },
  );

  it('has a problem wherever its files are cut off, after the parts before that place', async () => {
    const whole = gzipSync(await aTar(SNAPSHOT));
    const paths = (await openBytes(whole)).map(({ part }) => part.path);
    // The end mark and the checksum of the packed bytes follow the last file.
    for (let length = Math.floor(whole.length / 2); length < whole.length - 40; length += 31) {
      const parts = await openBytes(whole.subarray(0, length));
      const cut = parts.at(-1);
      expect([cut?.part.path, cut?.summary.problem?.kind]).toEqual([WHOLE_SNAPSHOT, 'unreadable']);
      const before = parts.slice(0, -1).map(({ part }) => part.path);
      expect(before).toEqual(paths.slice(0, before.length));
    }
  });

  it.each([
    ['its compressed bytes are wrong', (bytes: Buffer) => bytes.fill(0x55, bytes.length >> 1)],
    ['its checksum is wrong', (bytes: Buffer) => bytes.fill(0, bytes.length - 8)],
  ])('gives the parts before and says so when %s', async (_, spoil) => {
    const parts = await openBytes(spoil(gzipSync(await aTar([...SNAPSHOT, large]))));
    const [first] = parts;
    expect(first?.recorder.of('Vpcs')).toHaveLength(1);
    expect(parts.at(-1)?.part.path).toBe(WHOLE_SNAPSHOT);
    expect(parts.at(-1)?.summary.problem?.message).toMatch(/^the archive is damaged: /);
  });

  it('stops at an entry header that is wrong', async () => {
    const tar = await aTar(SNAPSHOT);
    tar[tar.indexOf('snap/k8s')] = 0x21;
    const parts = await openBytes(tar);
    expect(parts.map(({ part }) => part.path)).toEqual(['ec2/describe-vpcs.json', WHOLE_SNAPSHOT]);
  });

  it('is no snapshot when it holds nothing to read', async () => {
    const parts = await openBytes(gzipSync(await aTar([{ name: 'README.md' }])));
    expect(parts.map(({ part }) => part.path)).toEqual([WHOLE_SNAPSHOT]);
    for (const bytes of [gzipSync(''), gzipSync('{"items": []}'), gzipSync(Buffer.alloc(1024))]) {
      await expect(openBytes(bytes)).rejects.toThrow(SnapshotSourceError);
    }
  });
});

describe('the bounds of an archive', () => {
  it('stops when it has too many entries', async () => {
    const tar = gzipSync(await aTar(SNAPSHOT));
    const parts = await openBytes(tar, { entries: 3 });
    expect(parts.map(({ part }) => part.path).at(-1)).toBe(WHOLE_SNAPSHOT);
    expect(parts).toHaveLength(3);
    expect(await openBytes(tar, { entries: 4 })).toHaveLength(3);
  });

  it('stops when it unpacks to too much', async () => {
    const content = `[${' '.repeat(20_000_000)}1]`;
    const tar = gzipSync(await aTar([{ name: 'ec2/a.json' }, { name: 'ec2/bomb.json', content }]));
    const parts = await openBytes(tar, { unpackedBytes: 1_000_000 });
    expect(parts.map(({ summary }) => summary.problem?.message)).toEqual([
      undefined,
      'the archive is damaged: unpacks to more than 1000000 bytes',
      'the archive is damaged: unpacks to more than 1000000 bytes',
    ]);
    expect((await openBytes(tar)).map(({ summary }) => summary.problem)).toEqual([null, null]);
  });
});
