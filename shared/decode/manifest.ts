import type { EpochMs } from '../core/model/index.ts';
import type { PartSummary } from '../audit/snapshot-source.ts';
import { faultsOf } from './answer.ts';
import type { Fault } from './listing-builder.ts';
import type { Outcome, PartReader } from './part-reader.ts';
import { isObject, parseTime, type RawObject } from './raw.ts';

/** When each answer was read, by the path of its file. */
export type ReadTimes = (answer: string) => EpochMs | null;

/** A gap that the collector wrote down. `source` is a file or an API action. */
export interface ReportedGap {
  readonly source: string;
  readonly item: string | null;
  readonly reason: string;
  readonly effect: string | null;
}

/** An account and region that the root of a nested snapshot announces. */
export interface AnnouncedScope {
  readonly accountId: string;
  readonly region: string;
  readonly clusters: readonly string[];
}

/** What a `snapshot.json` says of the files beside it. */
export interface Manifest {
  readonly takenAt: EpochMs | null;
  readonly accountId: string | null;
  readonly region: string | null;
  /** Name or ARN. */
  readonly cluster: string | null;
  readonly includesManagedResources: boolean;
  readonly readTimes: ReadonlyMap<string, EpochMs>;
  readonly gaps: readonly ReportedGap[];
  /** False when some reported gaps could not be read: anything may be among them. */
  readonly gapsKnown: boolean;
  readonly scopes: readonly AnnouncedScope[];
  readonly faults: readonly Fault[];
}

/** The version of `snapshot.json` that this is. */
const SCHEMA_VERSION = 1;

const UNREADABLE = 'It lacks a member that it must have, or one is of the wrong type.';
const NOT_KNOWN = 'What the collector could not read is not known.';

/** Reads a `snapshot.json`. */
export class ManifestPart implements PartReader {
  readonly #gaps: ReportedGap[] = [];
  readonly #scopes: AnnouncedScope[] = [];
  readonly #faults: Fault[] = [];
  #manifest: Manifest | null = null;

  item(key: string, value: unknown, index: number): void {
    if (key === 'gaps') this.#add(this.#gaps, reportedGap(value), `gaps[${index}]`);
    else if (key === 'scopes') this.#add(this.#scopes, announcedScope(value), `scopes[${index}]`);
  }

  finish(summary: PartSummary): Outcome {
    const faults = [...this.#faults, ...faultsOf(summary), ...memberFaults(summary)];
    this.#manifest = {
      ...manifestOf(summary.envelope),
      gaps: this.#gaps,
      gapsKnown: faults.every(({ item, reason }) => item === undefined && reason !== 'malformed'),
      scopes: this.#scopes,
      faults: [...faults, ...statementFaults(summary)],
    };
    return { items: 1, complete: faults.length === 0 };
  }

  /** Null before the file was read. */
  get manifest(): Manifest | null {
    return this.#manifest;
  }

  #add<T>(list: T[], value: T | null, item: string): void {
    if (value !== null) list.push(value);
    else this.#faults.push({ reason: 'malformed', item, detail: UNREADABLE, effect: NOT_KNOWN });
  }
}

/** Lists that are no lists. */
const memberFaults = ({ envelope }: PartSummary): readonly Fault[] =>
  ['gaps', 'scopes']
    .filter((key) => envelope[key] !== undefined && envelope[key] !== null)
    .map((key) => ({ reason: 'malformed', detail: `${key} is not an array.`, effect: NOT_KNOWN }));

function statementFaults({ envelope, problem }: PartSummary): readonly Fault[] {
  if (problem !== null) return [];
  const version = `schemaVersion is not ${SCHEMA_VERSION}: what the file says may mean something else.`;
  const time = 'takenAt is not a time in ISO 8601 with a zone.';
  return [
    ...(envelope['schemaVersion'] === SCHEMA_VERSION
      ? []
      : [{ reason: 'unsupported', detail: version } as const]),
    ...(timeOf(envelope['takenAt']) === null
      ? [{ reason: 'malformed', detail: time } as const]
      : []),
  ].map((fault) => ({
    ...fault,
    effect: 'What the file says may be read wrongly, and times may be those of the files.',
  }));
}

function manifestOf(
  envelope: RawObject,
): Omit<Manifest, 'gaps' | 'gapsKnown' | 'scopes' | 'faults'> {
  return {
    takenAt: timeOf(envelope['takenAt']),
    accountId: textOf(envelope['accountId']),
    region: textOf(envelope['region']),
    cluster: textOf(envelope['cluster']),
    includesManagedResources: envelope['includeManagedResources'] === true,
    readTimes: timesOf(envelope['read']),
  };
}

const textOf = (value: unknown): string | null =>
  typeof value === 'string' && value !== '' ? value : null;

const timeOf = (value: unknown): EpochMs | null =>
  typeof value === 'string' ? parseTime(value) : null;

function timesOf(read: unknown): ReadonlyMap<string, EpochMs> {
  const times = new Map<string, EpochMs>();
  for (const [file, value] of Object.entries(isObject(read) ? read : {})) {
    const time = timeOf(value);
    if (time !== null) times.set(file, time);
  }
  return times;
}

function reportedGap(value: unknown): ReportedGap | null {
  if (!isObject(value)) return null;
  const source = textOf(value['source']);
  const reason = textOf(value['reason']);
  if (source === null || reason === null) return null;
  return { source, reason, item: textOf(value['item']), effect: textOf(value['effect']) };
}

function announcedScope(value: unknown): AnnouncedScope | null {
  if (!isObject(value)) return null;
  const accountId = textOf(value['accountId']);
  const region = textOf(value['region']);
  const clusters = value['clusters'] ?? [];
  if (accountId === null || region === null || !Array.isArray(clusters)) return null;
  return { accountId, region, clusters: clusters.filter((name) => typeof name === 'string') };
}

/** A `snapshot.json` and the folder (`''`, or ending in `/`) that it lies in. */
export interface PlacedManifest {
  readonly manifest: Manifest | null;
  readonly folder: string;
}

/** The time that the nearest `snapshot.json` gives for the file, else that of its snapshot, else the file's own. */
export function readTimesOf(
  manifests: readonly PlacedManifest[],
  fileTimes: ReadonlyMap<string, EpochMs>,
): ReadTimes {
  return (answer) => {
    for (const { manifest, folder } of manifests) {
      if (manifest === null || !answer.startsWith(folder)) continue;
      const names = [answer, answer.slice(folder.length)].flatMap((name) => [
        name,
        withoutExtension(name),
      ]);
      const time = names
        .map((name) => manifest.readTimes.get(name))
        .find((each) => each !== undefined);
      const taken = time ?? manifest.takenAt;
      if (taken !== null) return taken;
    }
    return fileTimes.get(answer) ?? null;
  };
}

const withoutExtension = (name: string): string => name.replace(/\.[a-z]+$/, '');
