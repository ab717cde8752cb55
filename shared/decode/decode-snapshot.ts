import {
  compareText,
  type EpochMs,
  type Gap,
  type Input,
  type Listing,
  type Snapshot,
} from '../core/model/index.ts';
import type { SnapshotPart, SnapshotSource } from '../audit/snapshot-source.ts';
import { faultsOf } from './answer.ts';
import { Interner } from './intern.ts';
import {
  folderOf,
  isDocument,
  pathOf,
  type Place,
  placeOf,
  ROOT,
  type ScopePlace,
  scopePlace,
  standsAboveScopes,
} from './layout.ts';
import { type Fault, gapOf } from './listing-builder.ts';
import type { Manifest } from './manifest.ts';
import { distinctGaps } from './merge-listings.ts';
import { type Outcome, type PartReader, UnmodelledPart } from './part-reader.ts';
import { isObject, parseTime } from './raw.ts';
import { applyReportedGaps } from './reported-gaps.ts';
import { type DecodedScope, ScopeFolder } from './scope-folder.ts';

export interface DecodeOptions {
  /** When the snapshot was taken, if neither `snapshot.json` nor any file tells. */
  readonly now?: EpochMs;
}

/**
 * Reads a whole snapshot, in whatever order its files come. Nothing in a file makes it fail: what could not be read is a
 * gap, and the listing that it belongs to is incomplete.
 */
export async function decodeSnapshot(
  source: SnapshotSource,
  options: DecodeOptions = {},
): Promise<Snapshot> {
  const decoder = new SnapshotDecoder();
  for await (const part of source.parts()) await decoder.read(part);
  return decoder.build(options);
}

interface ReadPart extends Outcome {
  readonly path: string;
  readonly sha256: string;
  readonly place: Place;
}

/** Takes the files of a snapshot one after the other, and puts together at the end what they say. */
class SnapshotDecoder {
  readonly #intern = new Interner();
  readonly #folders = new Map<string, ScopeFolder>();
  readonly #announced = new Map<string, readonly string[]>();
  readonly #fileTimes = new Map<string, EpochMs>();
  readonly #parts: ReadPart[] = [];
  readonly #unlisted: { readonly path: string; readonly fault: Fault }[] = [];
  readonly #gaps: Gap[] = [];

  async read(part: SnapshotPart): Promise<void> {
    const place = placeOf(part.path);
    if (place === null) return this.#readStranger(part);
    const modifiedAt = parseTime(part.modifiedAt ?? '');
    if (modifiedAt !== null) this.#fileTimes.set(part.path, modifiedAt);
    const reader = this.#readerFor(place, part.path);
    let stoppedAt: string | null = null;
    const summary = await part.read({
      item: (key, value, index) => reader.item(key, value, index),
      malformed: (key, index) => {
        stoppedAt = `${key}[${index}]`;
      },
    });
    const outcome = reader.finish(summary, stoppedAt);
    this.#parts.push({ path: part.path, sha256: summary.sha256, place, ...outcome });
  }

  build({ now }: DecodeOptions): Snapshot {
    const root = this.#folders.get(ROOT.prefix)?.manifest('') ?? null;
    this.#announce(root);
    this.#applyUnlisted();
    this.#applyManifests();
    const decoded = this.#decodeScopes(root);
    const scopes = decoded.map(({ scope }) => scope);
    const clusters = decoded.flatMap((each) => each.clusters);
    const gaps = [
      ...this.#gaps,
      ...decoded.flatMap((each) => each.gaps),
      ...[...scopes, ...clusters].flatMap(gapsOfListings),
    ];
    return {
      takenAt: this.#takenAt(root) ?? now ?? 0,
      scopes,
      clusters: clusters.toSorted((a, b) => compareText(a.arn, b.arn)),
      gaps: distinctGaps(gaps).toSorted(compareGaps),
      inputs: this.#inputs(root),
    };
  }

  #folder(place: ScopePlace): ScopeFolder {
    const known = this.#folders.get(place.prefix);
    if (known !== undefined) return known;
    const made = new ScopeFolder(place, this.#intern);
    this.#folders.set(place.prefix, made);
    return made;
  }

  #readerFor({ scope, cluster, file }: Place, path: string): PartReader {
    const folder = this.#folder(scope);
    if (file === MANIFEST) return folder.addManifest(cluster);
    const reader = folder.part(cluster, file, path);
    if (reader !== null) return reader;
    this.#gaps.push(gapOf(path, NOT_READ, 'Nothing in it was used.'));
    return new UnmodelledPart();
  }

  /** Files outside the folders of a snapshot are left alone; a folder that could not be listed is not. */
  async #readStranger(part: SnapshotPart): Promise<void> {
    const mayBeFolder = standsAboveScopes(part.path) || folderOf(part.path) !== null;
    if (isDocument(part.path) || !mayBeFolder) return;
    const summary = await part.read({ item: () => {} });
    for (const fault of faultsOf(summary)) this.#unlisted.push({ path: part.path, fault });
  }

  /** Scopes that the root names and that have no folder are there, and nothing of them was seen. */
  #announce(root: Manifest | null): void {
    for (const { accountId, region, clusters } of root?.scopes ?? []) {
      const isRoot = root?.accountId === accountId && root.region === region;
      const place = isRoot ? ROOT : scopePlace(accountId, region);
      this.#folder(place);
      this.#announced.set(place.prefix, clusters);
    }
  }

  #applyUnlisted(): void {
    for (const { path, fault } of this.#unlisted) {
      const place = folderOf(path);
      const folders = place === null ? [...this.#folders.values()] : [this.#folder(place.scope)];
      const sinks = folders.flatMap((one) =>
        one.sinksIn(place?.cluster ?? '', place?.service ?? null),
      );
      for (const sink of sinks) sink.incomplete(path === '' ? '.' : path, fault);
      if (sinks.length === 0) this.#gaps.push(gapOf(path === '' ? '.' : path, fault, NOTHING_SEEN));
    }
  }

  #applyManifests(): void {
    for (const folder of this.#folders.values()) {
      for (const [cluster, manifest] of folder.manifests()) {
        const placed = { manifest, scope: folder.place, cluster };
        const source = pathOf(folder.place, cluster, MANIFEST);
        this.#gaps.push(...manifest.faults.map((fault) => gapOf(source, fault, '')));
        this.#gaps.push(...applyReportedGaps(placed, this.#folders));
        if (!manifest.gapsKnown) this.#doubtAll(folder, cluster, source);
      }
    }
  }

  /** The collector reported gaps that cannot be read: any listing may have one. */
  #doubtAll(folder: ScopeFolder, cluster: string, source: string): void {
    const isRoot = folder.place.prefix === ROOT.prefix && cluster === '';
    const folders = isRoot ? [...this.#folders.values()] : [folder];
    for (const sink of folders.flatMap((one) => one.sinksIn(cluster, null))) {
      sink.incomplete(source, UNREADABLE_GAPS);
    }
  }

  #decodeScopes(root: Manifest | null): readonly DecodedScope[] {
    const nested = [...this.#folders.values()].filter(({ place }) => place.prefix !== ROOT.prefix);
    const own = this.#folder(ROOT);
    const all = own.hasFiles || nested.length === 0 ? [own, ...nested] : nested;
    const folders = all.toSorted((a, b) => compareText(a.place.prefix, b.place.prefix));
    const announces = [...this.#announced.values()].some((clusters) => clusters.length > 0);
    const needsCluster = !announces && !folders.some((folder) => folder.hasCluster);
    return folders.map((folder, index) =>
      folder.build({
        root,
        fileTimes: this.#fileTimes,
        announced: this.#announced.get(folder.place.prefix) ?? [],
        needsCluster: needsCluster && index === 0,
      }),
    );
  }

  /** The newest of the scopes', when the root says nothing; then the newest file's. */
  #takenAt(root: Manifest | null): EpochMs | null {
    if (root?.takenAt != null) return root.takenAt;
    const stated = [...this.#folders.values()]
      .flatMap((folder) => folder.manifests())
      .map(([, { takenAt }]) => takenAt)
      .filter((time) => time !== null);
    const times = stated.length > 0 ? stated : [...this.#fileTimes.values()];
    return times.length === 0 ? null : times.reduce((newest, time) => Math.max(newest, time));
  }

  #inputs(root: Manifest | null): readonly Input[] {
    return this.#parts
      .map(({ path, sha256, items, complete, place }) => {
        const times = this.#folder(place.scope).times(place.cluster, root, this.#fileTimes);
        return { source: path, sha256, readAt: times(path), items, complete };
      })
      .toSorted((a, b) => compareText(a.source, b.source));
  }
}

const MANIFEST = 'snapshot';

const NOT_READ: Fault = { reason: 'unsupported', detail: 'It is not a file that podfence reads.' };
const UNREADABLE_GAPS: Fault = {
  reason: 'malformed',
  detail: 'snapshot.json reports gaps that could not be read: this listing may have one.',
};
const NOTHING_SEEN = 'Nothing below it was seen.';

function gapsOfListings(listings: object): readonly Gap[] {
  return Object.values(listings)
    .filter(isListing)
    .flatMap(({ gaps }) => gaps);
}

const isListing = (value: unknown): value is Listing<unknown> =>
  isObject(value) && Array.isArray(value['gaps']) && Array.isArray(value['items']);

const compareGaps = (a: Gap, b: Gap): number =>
  compareText(a.source, b.source) ||
  compareText(a.item ?? '', b.item ?? '') ||
  compareText(a.reason, b.reason) ||
  compareText(a.detail, b.detail) ||
  compareText(a.effect, b.effect);
