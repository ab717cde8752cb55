import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { describeError, type ByteFeed } from './feed.ts';

/** After so many bytes timers and signals get their turn. */
const BREATH_BYTES = 16 * 1024 * 1024;

/**
 * Reads a regular file from the disk. Reads are synchronous: handing each chunk to libuv's thread
 * pool and back takes longer than copying it from the page cache.
 */
export class FileFeed implements ByteFeed {
  readonly descriptor: number;
  readonly size: number;
  failure: string | null = null;
  readonly #buffer: Buffer;
  #sinceBreath = 0;
  #closed = false;

  /** Throws what the file system throws, and when the path is no regular file. */
  constructor(path: string, chunkBytes: number) {
    // Opening a named pipe without a writer would wait for ever.
    this.descriptor = openSync(path, constants.O_RDONLY | (constants.O_NONBLOCK ?? 0));
    const stats = fstatSync(this.descriptor);
    this.size = stats.size;
    this.#buffer = Buffer.allocUnsafeSlow(chunkBytes);
    if (stats.isFile()) return;
    this.close();
    throw new Error('not a regular file');
  }

  next(): Uint8Array | null | Promise<Uint8Array | null> {
    if (this.#sinceBreath < BREATH_BYTES) return this.#read();
    this.#sinceBreath = 0;
    return setImmediate().then(() => this.#read());
  }

  /** Whether the file begins with these bytes; does not move the reading position. */
  startsWith(magic: Uint8Array): boolean {
    const bytes = Buffer.alloc(magic.length);
    readSync(this.descriptor, bytes, 0, bytes.length, 0);
    return bytes.equals(magic);
  }

  close(): void {
    // The number of a closed descriptor may already be another file's: it must not be read again.
    if (!this.#closed) closeSync(this.descriptor);
    this.#closed = true;
  }

  #read(): Uint8Array | null {
    if (this.#closed) return null;
    try {
      const length = readSync(this.descriptor, this.#buffer, 0, this.#buffer.length, null);
      this.#sinceBreath += length;
      return length === 0 ? null : this.#buffer.subarray(0, length);
    } catch (error) {
      this.failure = describeError(error);
      return null;
    }
  }
}
