import { openSqliteLedger } from '../shared/adapters/ledger/index.ts';
import { type Ledger, LedgerError, StaleAuditError } from '../shared/audit/index.ts';
import { UsageError } from './usage-error.ts';

/** A ledger that cannot be used, or an audit that it refuses, is the person's to mend. */
function explained(error: unknown): unknown {
  if (error instanceof StaleAuditError) {
    return new UsageError(`${error.message}; --replay compares without writing`);
  }
  return error instanceof LedgerError ? new UsageError(error.message) : error;
}

/** Some work on the ledger in a file, which is closed whatever becomes of the work. */
export async function withLedger<T>(
  path: string,
  work: (ledger: Ledger) => Promise<T>,
): Promise<T> {
  let ledger: Ledger | null = null;
  try {
    ledger = openSqliteLedger(path);
    return await work(ledger);
  } catch (error) {
    throw explained(error);
  } finally {
    await ledger?.close();
  }
}
