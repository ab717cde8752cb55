export {
  copySnapshot,
  type CopyResult,
  type SnapshotFileWriter,
  type SnapshotWriter,
} from './copy-snapshot.ts';
export { type LiveCall, type LiveFailure, type LiveReader, LiveReadError } from './live-call.ts';
export {
  type LivePlace,
  liveSnapshot,
  type LiveSnapshotOptions,
  pathOfCall,
} from './live-snapshot.ts';
export { probeAccess } from './probe-access.ts';
