import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { pack } from 'tar-stream';
import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import { openSnapshot } from '../../shared/adapters/snapshot/index.ts';
import {
  explainPair,
  listPods,
  listReach,
  readEstate,
  runAudit,
  type SnapshotSource,
} from '../../shared/audit/index.ts';
import { computeAccess } from '../../shared/core/access/index.ts';
import { renderJson } from '../../shared/core/render/index.ts';
import { isJsonObject } from '../support/json-path.ts';
import { documentIn, listFiles, withChange, withDocument } from '../support/mutation.ts';
import { type RawFiles, sourceOf } from '../support/raw-snapshot.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import {
  randomEstate,
  shortWorkshop,
  twoAccounts,
  twoClusters,
  type World,
} from '../support/worlds.ts';

const textOf = (document: object): string => [...renderJson(document)].join('');

/** Every document that podfence writes about a snapshot, as its bytes. */
async function documents(
  open: () => Promise<SnapshotSource> | SnapshotSource,
): Promise<readonly string[]> {
  const ledger = memoryLedger();
  const { report } = await runAudit({ source: await open(), now: null, ledger, version: '0.0.0' });
  const again = await runAudit({
    source: await open(),
    now: Date.parse(report.takenAt) + 3_600_000,
    ledger,
    version: '0.0.0',
  });
  const estate = await readEstate(await open(), null);
  const access = computeAccess(estate);
  const pairs = estate.clusters.flatMap(({ arn, pods }) =>
    pods.map(({ pod }) => ({ cluster: arn, namespace: pod.namespace, name: pod.name })),
  );
  const [pod] = pairs.toSorted(byName);
  const [store] = estate.stores;
  const explained =
    pod === undefined || store === undefined
      ? []
      : [explainPair(estate, access, { pod, store: store.store.arn, port: null }).document];
  return [
    report,
    again.report,
    listPods(estate).document,
    listReach(estate, access, { by: 'workload' }).document,
    listReach(estate, access, { by: 'pod', all: true }).document,
    ...explained,
  ].map(textOf);
}

const byName = (a: object, b: object): number => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

const inMemory =
  (files: RawFiles, { takenAt }: World) =>
  () =>
    sourceOf(files, takenAt);

/**
 * What the files weigh and hash to is theirs, and an item without a name goes by its place; everything else may not know
 * in which order it came.
 */
const withoutPlaces = (text: string): string => {
  const { inputs: _inputs, ...rest } = JSON.parse(text);
  return JSON.stringify(rest, (key, value: unknown) => (key === 'gaps' ? null : value));
};

/** Where two lists of documents begin to differ: documents are too long to be shown. */
function firstDifference(found: readonly string[], expected: readonly string[]): string | null {
  const which = expected.findIndex((text, index) => text !== found[index]);
  const [here, there] = [found[which] ?? '', expected[which] ?? ''];
  if (which < 0) return found.length === expected.length ? null : 'other documents';
  let at = 0;
  while (at < there.length && here[at] === there[at]) at += 1;
  const around = (text: string): string => text.slice(Math.max(0, at - 200), at + 100);
  return `document ${which}: ${around(here)} instead of ${around(there)}`;
}

const shuffledFiles = (files: RawFiles, random: SeededRandom): RawFiles =>
  new Map(random.shuffled([...files]));

const shuffledItems = (files: RawFiles, random: SeededRandom): RawFiles =>
  listFiles(files, 2).reduce(
    (left, { path, key, items }) => withChange(left, path, [key], () => random.shuffled(items)),
    files,
  );

/** JSON objects have no order. */
function shuffledMembers(value: unknown, random: SeededRandom): unknown {
  if (Array.isArray(value)) return value.map((one) => shuffledMembers(one, random));
  if (!isJsonObject(value)) return value;
  const members = Object.entries(value).map(([key, inner]) => [
    key,
    shuffledMembers(inner, random),
  ]);
  return Object.fromEntries(random.shuffled(members));
}

const otherWording = (files: RawFiles, random: SeededRandom): RawFiles =>
  [...files.keys()].reduce(
    (left, path) => withDocument(left, path, shuffledMembers(documentIn(files, path), random)),
    files,
  );

/** A world of which the readers tell that much is missing. */
function damaged(world: World): World {
  const random = new SeededRandom(17);
  let { files } = world;
  for (let times = 0; times < 12; times += 1) {
    const [list] = random.some(listFiles(files, 1), 1);
    if (list === undefined) break;
    const { path, key, items } = list;
    const spoilt = items.map((item) => (random.chance(0.2) ? { spoilt: random.below(99) } : item));
    files = withChange(files, path, [key], () => spoilt);
  }
  return { ...world, name: `${world.name}, damaged`, files };
}

const WORLDS: readonly World[] = [
  shortWorkshop('before'),
  shortWorkshop('after'),
  shortWorkshop('drifted'),
  randomEstate(3, { pods: 60, stores: 6, groups: 30 }),
  twoAccounts(),
  twoClusters(),
  damaged(shortWorkshop('drifted')),
  damaged(randomEstate(5, { pods: 60, stores: 6, groups: 30 })),
];

describe.each(WORLDS.map((world) => [world.name, world] as const))(
  'the documents of %s',
  (_, world) => {
    let expected: readonly string[] = [];

    beforeAll(async () => {
      expected = await documents(inMemory(world.files, world));
    });

    it('are the same bytes every time', async () => {
      const again = await documents(inMemory(world.files, world));
      expect(firstDifference(again, expected)).toBeNull();
    });

    it.each([1, 2, 3])('are the same bytes whichever file comes first (%i)', async (seed) => {
      const files = shuffledFiles(world.files, new SeededRandom(seed));
      expect(firstDifference(await documents(inMemory(files, world)), expected)).toBeNull();
    });

    it.each([4, 5, 6])('say the same whichever item of a file comes first (%i)', async (seed) => {
      const files = shuffledItems(world.files, new SeededRandom(seed));
      const shuffled = await documents(inMemory(files, world));
      expect(firstDifference(shuffled.map(withoutPlaces), expected.map(withoutPlaces))).toBeNull();
    });

    it.each([7, 8])('say the same whichever member comes first (%i)', async (seed) => {
      const files = otherWording(world.files, new SeededRandom(seed));
      const other = await documents(inMemory(files, world));
      expect(firstDifference(other.map(withoutPlaces), expected.map(withoutPlaces))).toBeNull();
    });
  },
);

describe('a folder and its archive', () => {
  const folder = mkdtempSync(join(tmpdir(), 'podfence-determinism-'));
  const world = shortWorkshop('drifted');

  async function archive(path: string, files: RawFiles): Promise<string> {
    const tar = pack();
    for (const [name, bytes] of files) tar.entry({ name, mtime: new Date(world.now) }, bytes);
    tar.finalize();
    writeFileSync(path, gzipSync(await buffer(tar)));
    return path;
  }

  beforeAll(() => {
    for (const [path, bytes] of world.files) {
      mkdirSync(dirname(join(folder, 'folder', path)), { recursive: true });
      writeFileSync(join(folder, 'folder', path), bytes);
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('give the same bytes, in whatever order the archive has them, with a top folder or without', async () => {
    const random = new SeededRandom(9);
    const below = new Map([...world.files].map(([path, bytes]) => [`snapshot/${path}`, bytes]));
    const archives = [
      await archive(join(folder, 'plain.tar.gz'), world.files),
      await archive(join(folder, 'shuffled.tar.gz'), shuffledFiles(world.files, random)),
      await archive(join(folder, 'below.tar.gz'), shuffledFiles(below, random)),
    ];
    const expected = await documents(() => openSnapshot(join(folder, 'folder')));
    for (const path of archives) {
      const found = await documents(() => openSnapshot(path));
      expect(firstDifference(found, expected)).toBeNull();
    }
    const found = await documents(inMemory(world.files, world));
    expect(firstDifference(found, expected)).toBeNull();
  });
});
