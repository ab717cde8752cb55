import { after } from './after.ts';
import { before } from './before.ts';
import { drifted } from './drifted.ts';
import { buildSnapshot, type SnapshotFiles } from './snapshot.ts';

/** The three snapshots of the lab, in the order in which they were taken. */
export const snapshots: ReadonlyMap<string, SnapshotFiles> = new Map([
  ['before', buildSnapshot(before)],
  ['after', buildSnapshot(after)],
  ['drifted', buildSnapshot(drifted)],
]);
