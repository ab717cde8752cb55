import { errorCode } from './error-code.ts';
import { asOutputError } from './output-error.ts';

/** What a document is written to: a process's stdout, or anything that behaves like one. */
export interface ChunkSink {
  write(chunk: string, done: (error?: Error | null) => void): boolean;
}

/** A reader that went away (`podfence matrix | head`) is no fault of ours. */
export const isClosedPipe = (error: unknown): boolean =>
  ['EPIPE', 'ERR_STREAM_DESTROYED'].includes(errorCode(error));

function writeChunk(sink: ChunkSink, chunk: string): Promise<void> {
  return new Promise((resolve, reject) => {
    sink.write(chunk, (error) => (error == null ? resolve() : reject(error)));
  });
}

/**
 * Writes chunk after chunk, each when the one before has left, so that a slow reader costs no memory. Ends quietly when
 * the reader has gone; any other fault rejects, a full disk with an OutputError. The caller keeps an `error` listener on the stream.
 */
export async function writeChunks(sink: ChunkSink, chunks: Iterable<string>): Promise<void> {
  try {
    for (const chunk of chunks) await writeChunk(sink, chunk);
  } catch (error) {
    if (!isClosedPipe(error)) throw asOutputError('the output', error);
  }
}
