import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { PassingDigest } from '../../shared/adapters/snapshot/digest.ts';
import { documentFormat } from '../../shared/adapters/snapshot/document-name.ts';
import { DEFAULT_LIMITS } from '../../shared/adapters/snapshot/limits.ts';
import { onePart } from '../../shared/adapters/snapshot/part.ts';
import { readDocument } from '../../shared/adapters/snapshot/read-document.ts';
import type {
  PartSink,
  PartSummary,
  SnapshotPart,
  SnapshotSource,
} from '../../shared/audit/snapshot-source.ts';

/** The files of a snapshot in memory, by path. Contents are never written to: equal contents are parsed once. */
export type RawFiles = ReadonlyMap<string, Buffer>;

export function readRawFiles(folder: string): RawFiles {
  const paths = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    paths.map((path) => [relative(folder, path).split(sep).join('/'), readFileSync(path)]),
  );
}

export const toBytes = (document: unknown): Buffer => Buffer.from(JSON.stringify(document));

export function parseFile(files: RawFiles, path: string): unknown {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`no file ${path}`);
  return JSON.parse(bytes.toString('utf8'));
}

/** Names of members that no decision rests on and that make up most of the bytes. */
const NOISE = new Set([
  'volumes',
  'volumeMounts',
  'tolerations',
  'securityContext',
  'livenessProbe',
  'readinessProbe',
  'startupProbe',
  'affinity',
  'topologySpreadConstraints',
  'containerStatuses',
  'initContainerStatuses',
  'images',
  'nodeInfo',
  'capacity',
  'imagePullPolicy',
  'terminationMessagePath',
  'terminationMessagePolicy',
  'BlockDeviceMappings',
  'MetadataOptions',
  'CertificateDetails',
  'caBundle',
  'certificateAuthority',
]);

/** The same snapshot, as much shorter as it can be without another answer: members that nothing rests on are left out. */
export const withoutNoise = (files: RawFiles): RawFiles =>
  new Map(
    [...files].map(([path, bytes]) => [
      path,
      Buffer.from(
        JSON.stringify(JSON.parse(bytes.toString('utf8')), (key, value: unknown) =>
          NOISE.has(key) ? undefined : value,
        ),
      ),
    ]),
  );

interface Recording {
  readonly items: readonly (readonly [key: string, value: unknown, index: number])[];
  readonly stop: Parameters<NonNullable<PartSink['malformed']>> | null;
  readonly summary: PartSummary;
}

const recordings = new WeakMap<Buffer, Map<string, Promise<Recording>>>();

/** What the decoder is given must stay as it is: a frozen value makes a write to it throw. */
function freezeDeep<T>(value: T): T {
  const left: unknown[] = [value];
  while (left.length > 0) {
    const one = left.pop();
    if (typeof one !== 'object' || one === null || Object.isFrozen(one)) continue;
    Object.freeze(one);
    left.push(...Object.values(one));
  }
  return value;
}

async function record(path: string, bytes: Buffer): Promise<Recording> {
  const items: [string, unknown, number][] = [];
  const heard: { stop: Recording['stop'] } = { stop: null };
  const chunks = [bytes, null];
  const feed = { next: () => chunks.shift() ?? null, failure: null };
  const sink: PartSink = {
    item: (key, value, index) => items.push([key, freezeDeep(value), index]),
    malformed: (...place) => {
      heard.stop = place;
    },
  };
  const format = documentFormat(path);
  if (format === null) throw new Error(`not a document: ${path}`);
  const input = { feed, format, digest: new PassingDigest() };
  const summary = await readDocument(input, sink, DEFAULT_LIMITS);
  return { items, stop: heard.stop, summary: freezeDeep(summary) };
}

function recordingOf(path: string, bytes: Buffer): Promise<Recording> {
  const byFormat = recordings.get(bytes) ?? new Map<string, Promise<Recording>>();
  recordings.set(bytes, byFormat);
  const format = documentFormat(path) ?? '';
  const known = byFormat.get(format) ?? record(path, bytes);
  byFormat.set(format, known);
  return known;
}

const partOf = (path: string, bytes: Buffer, modifiedAt: string): SnapshotPart =>
  onePart({
    path,
    modifiedAt,
    read: async (sink) => {
      const { items, stop, summary } = await recordingOf(path, bytes);
      for (const [key, value, index] of items) sink.item(key, value, index);
      if (stop !== null) sink.malformed?.(...stop);
      return summary;
    },
  });

/**
 * The files as a source, in their order in the map, through the real reader of JSON and YAML. `modifiedAt` is the time of
 * every file: what a damaged `snapshot.json` no longer says.
 */
export const sourceOf = (files: RawFiles, modifiedAt: string): SnapshotSource => ({
  parts: async function* parts() {
    for (const [path, bytes] of files) {
      if (documentFormat(path) !== null) yield partOf(path, bytes, modifiedAt);
    }
  },
});
