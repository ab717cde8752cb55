import { TextDecoder } from 'node:util';

const NOTHING = Buffer.alloc(0);

/**
 * Gives the text of a file as UTF-8. Files are UTF-8 and pass through, except that `>` in Windows
 * PowerShell 5 writes UTF-16 (little-endian, with a byte order mark) whatever the command prints.
 */
export class TextInput {
  #first: Uint8Array = NOTHING;
  #decoder: TextDecoder | null | undefined;

  decode(chunk: Uint8Array): Uint8Array {
    if (this.#decoder === null) return chunk;
    if (this.#decoder) return Buffer.from(this.#decoder.decode(chunk, { stream: true }));
    const seen = Buffer.concat([this.#first, chunk]);
    this.#first = seen;
    if (seen.length < 2) return NOTHING;
    const utf16 = seen[0] === 0xff && seen[1] === 0xfe;
    this.#decoder = utf16 ? new TextDecoder('utf-16le') : null;
    return this.decode(utf16 ? seen.subarray(2) : seen);
  }

  /** What the end of the file completes: a file of one byte, or half a character of UTF-16. */
  end(): Uint8Array {
    if (this.#decoder === undefined) return this.#first;
    return this.#decoder === null ? NOTHING : Buffer.from(this.#decoder.decode());
  }
}
