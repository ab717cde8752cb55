export { OutputError } from './output-error.ts';
export { type ChunkSink, isClosedPipe, writeChunks } from './write-chunks.ts';
export { writeFileAtomically } from './write-file.ts';
export { openSnapshotArchive, type SnapshotArchive } from './snapshot-archive.ts';
export { openSnapshotFolder } from './snapshot-folder.ts';
