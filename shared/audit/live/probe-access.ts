import { CALLS } from '../../decode/index.ts';
import {
  type AccessReport,
  type AccessRow,
  coverageOf,
  envelope,
} from '../../core/render/index.ts';
import { type LiveCall, type LiveReader, LiveReadError } from './live-call.ts';
import { pathOfCall } from './live-snapshot.ts';

const REQUIRED: ReadonlySet<string> = new Set(
  CALLS.filter(({ required }) => required).map(({ file }) => file),
);

/** A file of two kinds has a page for each, and more of one kind says no more. */
const PAGES = 2;

/** The first pages of a call: whether it may be read at all. */
async function probe(call: LiveCall): Promise<AccessRow> {
  const row = {
    source: pathOfCall(call),
    permission: call.permission,
    required: REQUIRED.has(call.file),
  };
  try {
    const pages = call.pages()[Symbol.asyncIterator]();
    for (let asked = 0; asked < PAGES; asked += 1) if ((await pages.next()).done === true) break;
    return { ...row, verdict: 'allowed', detail: null, grant: null };
  } catch (error) {
    if (!(error instanceof LiveReadError)) throw error;
    const { failure, code, message } = error;
    const grant = failure === 'denied' ? call.grant : null;
    return { ...row, verdict: failure, detail: `${code}: ${message}`, grant };
  }
}

/**
 * Asks every API once: which reads are allowed, and what grants the others. Reads that depend on what earlier ones found
 * are asked as far as the first page shows any.
 */
export async function probeAccess(
  readers: readonly LiveReader[],
  at: Date,
  onRead: (path: string) => void = () => undefined,
): Promise<AccessReport> {
  const reads: AccessRow[] = [];
  for (const reader of readers) {
    for await (const call of reader.calls()) {
      onRead(pathOfCall(call));
      reads.push(await probe(call));
    }
  }
  const allowed = reads.filter(({ verdict }) => verdict === 'allowed').length;
  return {
    ...envelope(
      'AccessReport',
      at.getTime(),
      [],
      coverageOf(allowed, reads.length - allowed, 0),
      [],
    ),
    reads,
  };
}
