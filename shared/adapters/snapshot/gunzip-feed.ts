import { constants, createGunzip } from 'node:zlib';
import { describeError, type ByteFeed } from './feed.ts';

/**
 * How much is unpacked at a time: little at first, so that a damage near the beginning costs little
 * of what precedes it, then as much as keeps another thread busy while the last piece is parsed.
 * What it unpacks to is held in memory: 33 MB at most, for deflate reaches 1:1032.
 */
const FIRST_PIECE_BYTES = 512;
const LAST_PIECE_BYTES = 32 * 1024;

/**
 * Unpacks a gzip file piece by piece, one piece ahead of the reader. It is driven by hand because a
 * stream that fails throws away what it has already unpacked.
 */
export class GunzipFeed implements ByteFeed {
  failure: string | null = null;
  readonly #packed: ByteFeed;
  readonly #maxBytes: number;
  // A cut-off file then ends like a whole one, after all its content: the tar reader notices.
  readonly #gunzip = createGunzip({ chunkSize: 1024 * 1024, finishFlush: constants.Z_SYNC_FLUSH });
  readonly #ready: Buffer[] = [];
  #input: Buffer = Buffer.alloc(0);
  #pieceBytes = FIRST_PIECE_BYTES;
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
    this.#unpacking ??= this.#unpackPiece().finally(() => {
      this.#unpacking = null;
    });
    return this.#unpacking;
  }

  /** Ends when the piece has been unpacked wholly, or unpacking has ended. */
  async #unpackPiece(): Promise<void> {
    if (this.#input.length === 0) {
      const pulled = this.#packed.next();
      const packed = pulled === null || ArrayBuffer.isView(pulled) ? pulled : await pulled;
      this.#input = Buffer.from(packed ?? []);
    }
    const piece = this.#input.subarray(0, this.#pieceBytes);
    this.#input = this.#input.subarray(piece.length);
    this.#pieceBytes = Math.min(this.#pieceBytes * 2, LAST_PIECE_BYTES);
    if (!this.#ended) await this.#feed(piece);
  }

  #feed(piece: Buffer): Promise<void> {
    return new Promise((resolve) => {
      this.#resume = resolve;
      if (piece.length === 0) this.#gunzip.end();
      else this.#gunzip.write(piece, () => resolve());
    });
  }

  #finish(failure: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    this.failure = failure;
    this.#resume();
  }
}
