import { type Ledger, runAudit } from '../../shared/audit/index.ts';
import { type ExitCode, exitCodeOf } from '../exit-code.ts';
import { AUDIT_FORMATS } from '../formats.ts';
import type { AuditOptions } from '../options.ts';
import { readConfiguration } from '../read-configuration.ts';
import { asUsageError, narrowingOf, openInput } from '../read-input.ts';
import { exitPolicyOf, type Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { readVersion } from '../version.ts';
import { withLedger } from '../with-ledger.ts';

export async function runAuditCommand(options: AuditOptions, session: Session): Promise<ExitCode> {
  const source = await openInput(options, session);
  const configuration = readConfiguration(options, session);
  const narrowing = await narrowingOf(options);
  const path = options.ledger === undefined ? null : session.locate(options.ledger);
  if (options.replay && path === null) {
    throw new UsageError('--replay compares with a ledger; name it with --ledger FILE');
  }
  const audit = (ledger: Ledger | null) =>
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
    );
  const outcome = path === null ? await audit(null) : await withLedger(path, audit);
  await session.emit(AUDIT_FORMATS, outcome);
  return exitCodeOf(outcome.exit, exitPolicyOf(options));
}
