import type { SnapshotPart, SnapshotSource } from '../snapshot-source.ts';
import { CLOSING, objectText, opening, separator } from './collected-text.ts';

/** Where a snapshot is written: files in the order in which they are read, each written to its end. */
export interface SnapshotWriter {
  file(path: string): Promise<SnapshotFileWriter>;
}

export interface SnapshotFileWriter {
  /** Resolves when more may be written. */
  write(text: string): Promise<void>;
  /** `isKept` false: nothing of it is left. */
  close(isKept: boolean): Promise<void>;
}

export interface CopiedGap {
  readonly source: string;
  readonly reason: 'denied' | 'truncated';
  readonly detail: string;
}

export interface CopyResult {
  readonly files: number;
  readonly items: number;
  readonly gaps: readonly CopiedGap[];
}

const MANIFEST = 'snapshot.json';
/** Text is handed over in pieces of about this many characters. */
const PIECE = 1 << 20;

interface Copied {
  readonly items: number;
  readonly gap: CopiedGap | null;
}

/** Writes what is read in the collected form, and what could not be read into `snapshot.json`. */
export async function copySnapshot(
  source: SnapshotSource,
  writer: SnapshotWriter,
  takenBy: string,
): Promise<CopyResult> {
  const gaps: CopiedGap[] = [];
  const read: Record<string, string> = {};
  let manifest: Readonly<Record<string, unknown>> = { schemaVersion: 1 };
  let [files, items] = [0, 0];
  for await (const part of source.parts()) {
    if (part.path === MANIFEST) {
      manifest = (await part.read({ item: () => undefined })).envelope;
      continue;
    }
    const copied = await copyPart(part, writer);
    if (copied.gap !== null) gaps.push(copied.gap);
    if (copied.items > 0 || copied.gap === null) files += 1;
    items += copied.items;
    if (part.modifiedAt !== null) read[part.path] = part.modifiedAt;
  }
  const last = await writer.file(MANIFEST);
  const reported = gaps.map(({ source: path, reason, detail }) => ({
    source: path,
    reason,
    effect: detail,
  }));
  await last.write(`${JSON.stringify({ ...manifest, takenBy, read, gaps: reported }, null, 2)}\n`);
  await last.close(true);
  return { files, items, gaps };
}

async function copyPart(part: SnapshotPart, writer: SnapshotWriter): Promise<Copied> {
  const file = await writer.file(part.path);
  // The reader hands items over without waiting, so pieces are queued behind one another.
  let written = Promise.resolve();
  let piece = '';
  let items = 0;
  const put = (text: string): void => {
    piece += text;
    if (piece.length < PIECE) return;
    const full = piece;
    piece = '';
    written = written.then(() => file.write(full));
  };
  const summary = await part.read({
    item: (key, value, index) => {
      put((index === 0 ? opening(key) : '') + separator(index) + JSON.stringify(value));
      items += 1;
    },
  });
  const [list] = Object.keys(summary.arrays);
  const [single] = Object.entries(summary.envelope);
  if (list !== undefined) put(items === 0 ? opening(list) + CLOSING : CLOSING);
  else if (single !== undefined) put(objectText(...single));
  const isKept = items > 0 || single !== undefined || summary.problem === null;
  await written;
  if (isKept) await file.write(piece);
  await file.close(isKept);
  const { problem } = summary;
  const reason = items > 0 ? 'truncated' : 'denied';
  const gap =
    problem === null ? null : ({ source: part.path, reason, detail: problem.message } as const);
  return { items: items + (single === undefined ? 0 : 1), gap };
}
