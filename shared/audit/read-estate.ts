import { type Access, computeAccess } from '../core/access/index.ts';
import { compileEstate, type Estate } from '../core/estate/index.ts';
import type { EpochMs } from '../core/model/index.ts';
import { decodeSnapshot } from '../decode/index.ts';
import { type Configuration, NO_CONFIGURATION } from './configuration.ts';
import type { SnapshotSource } from './snapshot-source.ts';

/** The estate that questions are asked of. `now` null: the time at which the snapshot was taken. */
export async function readEstate(
  source: SnapshotSource,
  now: EpochMs | null,
  { settings, intents }: Configuration = NO_CONFIGURATION,
): Promise<Estate> {
  const snapshot = await decodeSnapshot(source);
  return compileEstate(snapshot, { now: now ?? snapshot.takenAt, settings, intents });
}

/** The estate with everything that can be asked about reach. */
export async function readReach(
  source: SnapshotSource,
  now: EpochMs | null,
  configuration: Configuration = NO_CONFIGURATION,
): Promise<{ readonly estate: Estate; readonly access: Access }> {
  const estate = await readEstate(source, now, configuration);
  return { estate, access: computeAccess(estate) };
}
