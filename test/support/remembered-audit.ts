import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import { type Ledger, runAudit } from '../../shared/audit/index.ts';
import type { AuditReport } from '../../shared/core/render/index.ts';
import { type RawFiles, sourceOf } from './raw-snapshot.ts';
import type { World } from './worlds.ts';

const HALF_AN_HOUR = 30 * 60_000;

/** A ledger that has seen the world twice, so that everything in it has settled. */
export async function ledgerOf({ files, takenAt, now }: World): Promise<Ledger> {
  const ledger = memoryLedger();
  for (const at of [now, now + HALF_AN_HOUR]) {
    await runAudit({ source: sourceOf(files, takenAt), now: at, ledger, version: '0.0.0' });
  }
  return ledger;
}

/** What the next audit would say of other files, half an hour later; the ledger stays as it is. */
export async function replayed(
  files: RawFiles,
  { takenAt, now }: World,
  ledger: Ledger | null,
): Promise<AuditReport> {
  const { report } = await runAudit({
    source: sourceOf(files, takenAt),
    now: now + 2 * HALF_AN_HOUR,
    ledger,
    isReplay: ledger !== null,
    version: '0.0.0',
  });
  return report;
}
