import { closeSync, openSync, readSync } from 'node:fs';

const CHUNK = 4 << 20;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;

/**
 * The texts of a document's items without holding the document: the objects in the arrays of its top level, and the
 * objects of its top level themselves.
 */
export function* itemTexts(path: string): Generator<string> {
  const descriptor = openSync(path, 'r');
  try {
    const splitter = new ItemSplitter();
    const chunk = Buffer.allocUnsafe(CHUNK);
    for (let read = readSync(descriptor, chunk); read > 0; read = readSync(descriptor, chunk)) {
      yield* splitter.feed(chunk.subarray(0, read));
    }
  } finally {
    closeSync(descriptor);
  }
}

class ItemSplitter {
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** The depth at which the item that is being read began; 0 between items. */
  #itemDepth = 0;
  #inArray = false;
  #pieces: Buffer[] = [];

  *feed(bytes: Buffer): Generator<string> {
    let start = 0;
    for (let at = 0; at < bytes.length; at += 1) {
      const byte = bytes[at];
      if (this.#inString) {
        if (this.#escaped) this.#escaped = false;
        else if (byte === BACKSLASH) this.#escaped = true;
        else if (byte === QUOTE) this.#inString = false;
        continue;
      }
      if (byte === QUOTE) this.#inString = true;
      else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        if (this.#opens(byte)) start = at;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        if (this.#closes()) yield this.#take(bytes.subarray(start, at + 1));
      }
    }
    // The chunk's memory is used again for the next one.
    if (this.#itemDepth > 0) this.#pieces.push(Buffer.from(bytes.subarray(start)));
  }

  /** Whether an item begins here. */
  #opens(byte: number): boolean {
    this.#depth += 1;
    if (this.#itemDepth > 0) return false;
    if (byte === OPEN_BRACKET) {
      if (this.#depth === 2) this.#inArray = true;
      return false;
    }
    if (this.#depth !== (this.#inArray ? 3 : 2)) return false;
    this.#itemDepth = this.#depth;
    return true;
  }

  /** Whether an item ends here. */
  #closes(): boolean {
    const isEnd = this.#depth === this.#itemDepth;
    if (isEnd) this.#itemDepth = 0;
    else if (this.#itemDepth === 0 && this.#depth === 2) this.#inArray = false;
    this.#depth -= 1;
    return isEnd;
  }

  #take(rest: Buffer): string {
    if (this.#pieces.length === 0) return rest.toString('utf8');
    const whole = Buffer.concat([...this.#pieces, rest]);
    this.#pieces = [];
    return whole.toString('utf8');
  }
}
