import { openSqliteLedger } from '../../shared/adapters/ledger/index.ts';
import { type Ledger, LedgerError, runAudit, StaleAuditError } from '../../shared/audit/index.ts';
import { type ExitCode, exitCodeOf } from '../exit-code.ts';
import { AUDIT_FORMATS } from '../formats.ts';
import type { AuditOptions } from '../options.ts';
import { readConfiguration } from '../read-configuration.ts';
import { asUsageError, narrowingOf, openInput } from '../read-input.ts';
import { exitPolicyOf, type Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { readVersion } from '../version.ts';

/** A ledger that cannot be used, or an audit that it refuses, is the person's to mend. */
function explained(error: unknown): unknown {
  if (error instanceof StaleAuditError) {
    return new UsageError(`${error.message}; --replay compares without writing`);
  }
  return error instanceof LedgerError ? new UsageError(error.message) : error;
}

async function withLedger<T>(
  path: string | null,
  work: (ledger: Ledger | null) => Promise<T>,
): Promise<T> {
  let ledger: Ledger | null = null;
  try {
    ledger = path === null ? null : openSqliteLedger(path);
    return await work(ledger);
  } catch (error) {
    throw explained(error);
  } finally {
    await ledger?.close();
  }
}

export async function runAuditCommand(options: AuditOptions, session: Session): Promise<ExitCode> {
  const source = await openInput(options, session);
  const configuration = readConfiguration(options, session);
  const narrowing = await narrowingOf(options);
  const path = options.ledger === undefined ? null : session.locate(options.ledger);
  if (options.replay && path === null) {
    throw new UsageError('--replay compares with a ledger; name it with --ledger FILE');
  }
  const outcome = await withLedger(path, (ledger) =>
    asUsageError(() =>
      runAudit({
        source,
        ledger,
        narrowing,
        configuration,
        now: options.now ?? null,
        isReplay: options.replay === true,
        version: readVersion(),
        onStage: session.progress.stage,
      }),
    ),
  );
  await session.emit(AUDIT_FORMATS, outcome);
  return exitCodeOf(outcome.exit, exitPolicyOf(options));
}
