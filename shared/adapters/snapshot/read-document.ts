import type { PartSink, PartSummary } from '../../audit/snapshot-source.ts';
import type { Digest } from './digest.ts';
import type { DocumentReader, Fault } from './document.ts';
import type { DocumentFormat } from './document-name.ts';
import type { ByteFeed } from './feed.ts';
import { JsonDocument } from './json-document.ts';
import type { SnapshotLimits } from './limits.ts';
import { TextInput } from './text-input.ts';
import { YamlDocument } from './yaml-document.ts';

export interface DocumentInput {
  readonly feed: ByteFeed;
  readonly format: DocumentFormat;
  readonly digest: Digest;
}

/** Reads a feed to its end into the sink. Rejects only when the sink throws. */
export async function readDocument(
  { feed, format, digest }: DocumentInput,
  sink: PartSink,
  limits: SnapshotLimits,
): Promise<PartSummary> {
  const reader: DocumentReader =
    format === 'json' ? new JsonDocument(sink, limits) : new YamlDocument(sink, limits);
  const text = new TextInput();
  const head = new Head();
  let bytes = 0;
  for (;;) {
    const pulled = feed.next();
    const chunk = pulled === null || ArrayBuffer.isView(pulled) ? pulled : await pulled;
    if (chunk === null) break;
    bytes += chunk.length;
    digest.update(chunk);
    const decoded = text.decode(chunk);
    head.push(decoded);
    reader.push(decoded);
  }
  reader.push(text.end());
  const { envelope, arrays, fault } = reader.finish();
  const first = feed.failure === null ? fault : unreadable(feed.failure, bytes, fault);
  const problem = first === null ? null : { ...first, head: head.toString() };
  return { envelope, arrays, bytes, sha256: await digest.finish(), problem };
}

/** An input error makes every file look cut off: it is the error that is worth telling. */
function unreadable(failure: string, bytes: number, fault: Fault | null): Fault {
  if (fault !== null && fault.offset < bytes) return fault;
  return { kind: 'unreadable', message: failure, offset: bytes };
}

const HEAD_CHARACTERS = 200;

/** Keeps the beginning of the text. */
class Head {
  readonly #bytes = Buffer.alloc(4 * HEAD_CHARACTERS);
  #length = 0;

  push(chunk: Uint8Array): void {
    if (this.#length === this.#bytes.length) return;
    const room = this.#bytes.length - this.#length;
    this.#bytes.set(chunk.subarray(0, room), this.#length);
    this.#length += Math.min(room, chunk.length);
  }

  toString(): string {
    const text = this.#bytes.toString('utf8', 0, this.#length).replace(/^\uFEFF/, '');
    const line = text.replaceAll(/\s+/g, ' ').replaceAll(/[\p{Cc}\p{Cf}]/gu, '');
    return line.trim().slice(0, HEAD_CHARACTERS).toWellFormed();
  }
}
