export { SnapshotSourceError } from './errors.ts';
export { DEFAULT_LIMITS, type SnapshotLimits } from './limits.ts';
export { openSnapshot } from './open-snapshot.ts';
