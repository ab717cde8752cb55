import { LedgerError } from '../../audit/ledger.ts';

/** Primary result codes of SQLite (sqlite.org/rescode.html) that a person can do something about. */
const MEANINGS: Readonly<Record<number, string>> = {
  3: 'permission was refused',
  5: 'another process is writing to it',
  6: 'another process is writing to it',
  8: 'it cannot be written; file and folder must both be writable',
  10: 'an input or output error occurred',
  11: 'the file is damaged',
  13: 'the disk is full',
  14: 'it cannot be opened; its folder must exist and be writable, and it must be a file',
  26: 'it is not a ledger: the file is no SQLite database',
};

/** Runs some work on the file, and says in words what SQLite says in numbers. Other errors pass through. */
export function explainingErrors<T>(path: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    const meaning = meaningOf(error);
    if (meaning === null) throw error;
    throw new LedgerError(`ledger ${path}: ${meaning}`, { cause: error });
  }
}

/** Extended codes keep the primary one in their last byte. Told by its fields: an error may come from another realm. */
function meaningOf(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error)) return null;
  if (error.code !== 'ERR_SQLITE_ERROR' || !('errcode' in error)) return null;
  if (typeof error.errcode !== 'number') return null;
  const text =
    'message' in error && typeof error.message === 'string' ? error.message : 'it failed';
  return MEANINGS[error.errcode & 0xff] ?? text;
}
