import type {
  PartSink,
  PartSummary,
  SnapshotPart,
  SnapshotSource,
} from '../../../shared/audit/snapshot-source.ts';
import { JsonDocument } from '../../../shared/adapters/snapshot/json-document.ts';
import { DEFAULT_LIMITS, type SnapshotLimits } from '../../../shared/adapters/snapshot/limits.ts';
import type { DocumentSummary } from '../../../shared/adapters/snapshot/document.ts';

/** What a sink was given: the items by key, checked to come with ascending indexes. */
export class Recorder implements PartSink {
  readonly items = new Map<string, unknown[]>();
  readonly malformedItems: string[] = [];

  item(key: string, value: unknown, index: number): void {
    const items = this.items.get(key) ?? [];
    if (items.length !== index) throw new Error(`index ${index} after ${items.length} items`);
    items.push(value);
    this.items.set(key, items);
  }

  malformed(key: string, index: number, message: string): void {
    this.malformedItems.push(`${key}[${index}]: ${message}`);
  }

  of(key: string): readonly unknown[] {
    return this.items.get(key) ?? [];
  }
}

export interface ReadJson extends DocumentSummary {
  readonly recorder: Recorder;
}

/** Reads JSON in chunks of the size given. */
export function readJson(
  text: string | Uint8Array,
  chunkBytes = 64,
  limits: Partial<SnapshotLimits> = {},
): ReadJson {
  const recorder = new Recorder();
  const document = new JsonDocument(recorder, { ...DEFAULT_LIMITS, ...limits });
  const bytes = Buffer.from(text);
  // One buffer for all chunks, as the feeds do it: what was pushed must have been copied.
  const chunk = Buffer.alloc(chunkBytes);
  for (let at = 0; at < bytes.length; at += chunkBytes) {
    const length = bytes.copy(chunk, 0, at, at + chunkBytes);
    document.push(chunk.subarray(0, length));
    chunk.fill(0x21);
  }
  return { ...document.finish(), recorder };
}

export interface ReadPart {
  readonly part: SnapshotPart;
  readonly summary: PartSummary;
  readonly recorder: Recorder;
}

/** Reads every part of a source, in order. */
export async function readParts(source: SnapshotSource): Promise<readonly ReadPart[]> {
  const read: ReadPart[] = [];
  for await (const part of source.parts()) {
    const recorder = new Recorder();
    read.push({ part, recorder, summary: await part.read(recorder) });
  }
  return read;
}
