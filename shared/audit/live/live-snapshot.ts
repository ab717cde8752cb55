import { projectItem } from '../../decode/index.ts';
import type {
  PartProblem,
  PartSink,
  PartSummary,
  SnapshotPart,
  SnapshotSource,
} from '../snapshot-source.ts';
import {
  CLOSING,
  objectText,
  opening,
  separator,
  TextDigest,
  unreadable,
} from './collected-text.ts';
import { type LiveCall, type LiveReader, LiveReadError } from './live-call.ts';

/** What `snapshot.json` says of a live read. */
export interface LivePlace {
  readonly accountId: string;
  readonly region: string;
  /** Cluster ARN. */
  readonly cluster: string;
}

export interface LiveSnapshotOptions {
  readonly place: LivePlace;
  /** One after the other; a later one may use what an earlier one found. */
  readonly readers: readonly LiveReader[];
  readonly clock: () => Date;
  /** Called before each read, with the file that it stands for. */
  readonly onRead?: (path: string) => void;
}

/**
 * Live APIs as a snapshot: the same parts that the files of a collected snapshot would be, with the same bytes, so that
 * one decoder serves both and `inputs` can be compared. A read that fails is a problem of its part and of nothing else.
 */
export function liveSnapshot(options: LiveSnapshotOptions): SnapshotSource {
  return {
    async *parts() {
      yield manifestPart(options);
      for (const reader of options.readers) {
        for await (const call of reader.calls()) yield livePart(call, options);
      }
    },
  };
}

export const pathOfCall = ({ file, argument }: LiveCall): string =>
  `${file}${argument === null ? '' : `-${argument}`}.json`;

/** What is known before anything was read. Gaps are problems of the parts; who stores the snapshot writes them down. */
function manifestPart({ place, clock }: LiveSnapshotOptions): SnapshotPart {
  const takenAt = clock().toISOString();
  const envelope = { schemaVersion: 1, takenAt, includeManagedResources: true, ...place };
  const digest = new TextDigest();
  digest.add(`${JSON.stringify(envelope)}\n`);
  const summary: PartSummary = { envelope, arrays: {}, ...digest.end(), problem: null };
  return { path: 'snapshot.json', modifiedAt: takenAt, read: async () => summary };
}

function livePart(call: LiveCall, { clock, onRead }: LiveSnapshotOptions): SnapshotPart {
  const path = pathOfCall(call);
  return {
    path,
    modifiedAt: clock().toISOString(),
    read: async (sink) => {
      onRead?.(path);
      return call.form === 'list' ? readList(call, sink) : readObject(call, sink);
    },
  };
}

/** Dates become text and what is undefined goes, as in a file. */
function collected(
  call: LiveCall,
  raw: unknown,
): { readonly item: unknown; readonly text: string } {
  const text = JSON.stringify(projectItem(call.file, raw));
  const item: unknown = JSON.parse(text);
  return { item, text };
}

async function readList(call: LiveCall, sink: PartSink): Promise<PartSummary> {
  const digest = new TextDigest();
  digest.add(opening(call.key));
  let count = 0;
  const take = (raw: unknown): void => {
    const { item, text } = collected(call, raw);
    digest.add(separator(count) + text);
    sink.item(call.key, item, count);
    count += 1;
  };
  const problem = await reading(call, async () => {
    for await (const page of call.pages()) for (const raw of page) take(raw);
  });
  digest.add(CLOSING);
  return { envelope: {}, arrays: { [call.key]: count }, ...digest.end(), problem };
}

async function readObject(call: LiveCall, _sink: PartSink): Promise<PartSummary> {
  let item: unknown = null;
  const problem = await reading(call, async () => {
    for await (const page of call.pages())
      if (page[0] !== undefined) item = collected(call, page[0]).item;
  });
  const digest = new TextDigest();
  if (item !== null) digest.add(objectText(call.key, item));
  const envelope = item === null ? {} : { [call.key]: item };
  return { envelope, arrays: {}, ...digest.end(), problem };
}

async function reading(call: LiveCall, work: () => Promise<void>): Promise<PartProblem | null> {
  try {
    await work();
    return null;
  } catch (error) {
    if (!(error instanceof LiveReadError)) throw error;
    const help = error.failure === 'denied' ? ` It takes ${call.permission}.` : '';
    return unreadable(`${error.code}: ${error.message}${help}`, 0);
  }
}
