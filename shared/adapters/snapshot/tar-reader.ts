import type { ByteFeed } from './feed.ts';
import { BLOCK_BYTES, parsePax, parseTarHeader, type TarHeader } from './tar-header.ts';

/** An extended header (long names, pax records) longer than this is damage or malice. */
const MAX_EXTENSION_BYTES = 1024 * 1024;

/** Why an archive cannot be read any further. */
export class ArchiveDamage extends Error {}

/**
 * Reads a tar archive from a feed, entry by entry, on demand: all that precedes a damage is handed
 * out before the damage is reported, whatever the timing. It never writes, nor looks at the disk.
 */
export class TarReader {
  readonly #feed: ByteFeed;
  #chunk: Uint8Array = Buffer.alloc(0);
  /** Bytes of the current entry that have not been handed out, and the padding behind them. */
  #left = 0;
  #padding = 0;

  constructor(feed: ByteFeed) {
    this.#feed = feed;
  }

  /** The next entry, whatever was left unread of the last; null behind the last one. */
  async nextEntry(): Promise<TarHeader | null> {
    const extensions = new Map<string, string>();
    for (;;) {
      const header = await this.#nextHeader();
      if (header === null) return null;
      switch (header.type) {
        case 'x':
          for (const [key, value] of parsePax(await this.#extension(header))) {
            extensions.set(key, value);
          }
          break;
        case 'L':
          extensions.set('path', cString(await this.#extension(header)));
          break;
        case 'K':
        case 'g':
          await this.#extension(header);
          break;
        default:
          return this.#open(header, extensions);
      }
    }
  }

  /** The next bytes of the current entry, null at its end. Throws {@link ArchiveDamage}. */
  async nextData(): Promise<Uint8Array | null> {
    if (this.#left === 0) return null;
    const data = await this.#some(this.#left);
    if (data === null) throw this.#cutOff();
    this.#left -= data.length;
    return data;
  }

  /** Reads what lies behind the last entry, so that a damage of the packed file shows. */
  async finish(): Promise<void> {
    while ((await this.#feed.next()) !== null);
    if (this.#feed.failure !== null) throw this.#cutOff();
  }

  #open(header: TarHeader, extensions: ReadonlyMap<string, string>): TarHeader {
    const size = Number(extensions.get('size') ?? header.size);
    if (!Number.isSafeInteger(size) || size < 0) throw new ArchiveDamage('an entry without a size');
    const modified = Number(extensions.get('mtime') ?? Number.NaN) * 1000;
    this.#expect(size);
    return {
      name: extensions.get('path') ?? header.name,
      type: header.type,
      size,
      modifiedAtMs: Number.isNaN(modified) ? header.modifiedAtMs : modified,
    };
  }

  #expect(size: number): void {
    this.#left = size;
    this.#padding = (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES;
  }

  async #nextHeader(): Promise<TarHeader | null> {
    await this.#skip(this.#left + this.#padding);
    this.#expect(0);
    const block = await this.#exactly(BLOCK_BYTES);
    if (block.every((byte) => byte === 0)) return null;
    const header = parseTarHeader(block);
    if (header === null) throw new ArchiveDamage('a damaged entry header');
    return header;
  }

  async #extension(header: TarHeader): Promise<Buffer> {
    if (header.size > MAX_EXTENSION_BYTES) throw new ArchiveDamage('an oversized entry header');
    this.#expect(header.size);
    const content = await this.#exactly(header.size);
    this.#left = 0;
    return content;
  }

  async #skip(bytes: number): Promise<void> {
    for (let left = bytes; left > 0;) {
      const skipped = await this.#some(left);
      if (skipped === null) throw this.#cutOff();
      left -= skipped.length;
    }
  }

  async #exactly(bytes: number): Promise<Buffer> {
    const pieces: Uint8Array[] = [];
    for (let left = bytes; left > 0;) {
      const piece = await this.#some(left);
      if (piece === null) throw this.#cutOff();
      pieces.push(Buffer.from(piece));
      left -= piece.length;
    }
    return Buffer.concat(pieces);
  }

  /** At least one byte and at most so many; null at the end of the archive. */
  async #some(bytes: number): Promise<Uint8Array | null> {
    while (this.#chunk.length === 0) {
      const chunk = await this.#feed.next();
      if (chunk === null) return null;
      this.#chunk = chunk;
    }
    const taken = this.#chunk.subarray(0, bytes);
    this.#chunk = this.#chunk.subarray(taken.length);
    return taken;
  }

  #cutOff(): ArchiveDamage {
    return new ArchiveDamage(this.#feed.failure ?? 'cut off before its end');
  }
}

function cString(content: Buffer): string {
  const end = content.indexOf(0);
  return content.toString('utf8', 0, end === -1 ? content.length : end);
}
