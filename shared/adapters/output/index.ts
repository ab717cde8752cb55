export { type ChunkSink, isClosedPipe, writeChunks } from './write-chunks.ts';
export { OutputError, writeFileAtomically } from './write-file.ts';
