import { constants, createGunzip } from 'node:zlib';
import { describeError, type ByteFeed } from './feed.ts';

/**
 * Unpacks a gzip file chunk by chunk, one chunk ahead of the reader: zlib works on another thread
 * while the last chunk is parsed. It is driven by hand because a stream that fails throws away what
 * it has already unpacked.
 */
export class GunzipFeed implements ByteFeed {
  failure: string | null = null;
  readonly #packed: ByteFeed;
  readonly #maxBytes: number;
  // A cut-off file then ends like a whole one, after all its content: the tar reader notices.
  readonly #gunzip = createGunzip({ chunkSize: 64 * 1024, finishFlush: constants.Z_SYNC_FLUSH });
  readonly #ready: Buffer[] = [];
  #unpacking: Promise<void> | null = null;
  #unpackedBytes = 0;
  #ended = false;
  #resume: () => void = () => {};

  constructor(packed: ByteFeed, maxBytes: number) {
    this.#packed = packed;
    this.#maxBytes = maxBytes;
    this.#gunzip.on('data', (chunk: Buffer) => {
      this.#ready.push(chunk);
    });
    this.#gunzip.on('end', () => {
      this.#finish(packed.failure);
    });
    this.#gunzip.on('error', (error) => {
      this.#finish(describeError(error));
    });
  }

  async next(): Promise<Uint8Array | null> {
    while (this.#ready.length === 0 && !this.#ended) await this.#unpack();
    const chunk = this.#ready.shift();
    if (chunk === undefined) return null;
    this.#unpackedBytes += chunk.length;
    if (this.#unpackedBytes > this.#maxBytes) {
      this.#finish(`unpacks to more than ${this.#maxBytes} bytes`);
      this.#ready.length = 0;
      return null;
    }
    if (this.#ready.length === 0 && !this.#ended) void this.#unpack();
    return chunk;
  }

  close(): void {
    this.#finish('closed');
    this.#gunzip.destroy();
  }

  #unpack(): Promise<void> {
    this.#unpacking ??= this.#unpackOne().finally(() => {
      this.#unpacking = null;
    });
    return this.#unpacking;
  }

  /** Ends when the chunk has been unpacked wholly, or unpacking has. */
  async #unpackOne(): Promise<void> {
    const packed = await this.#packed.next();
    if (this.#ended) return;
    await new Promise<void>((resolve) => {
      this.#resume = resolve;
      if (packed === null) this.#gunzip.end();
      else
        this.#gunzip.write(Buffer.from(packed), () => {
          resolve();
        });
    });
  }

  #finish(failure: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.failure = failure;
    this.#resume();
  }
}
