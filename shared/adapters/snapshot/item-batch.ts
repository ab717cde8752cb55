import { LOOKBACK, type ByteWindow } from './byte-window.ts';
import { BYTE, isSpace, scanString } from './json-scan.ts';

/** So many bytes, or of other text than ASCII half as many, stay out of V8's large-object space. */
const MAX_BATCH = 120 * 1024;
/** After so many wrong cuts in one array its items are taken one by one. */
const MAX_FAILURES = 3;
/** A separator holds at most so much of the key that opens an item. */
const MAX_KEY = 128;

/**
 * Takes many items of an array at once, which is as fast as `JSON.parse` alone: the text that
 * separates the first two items (of kubectl and the AWS CLI a comma between two brackets at the
 * items' indentation) is taken to separate all of them, its last occurrence in the window is where
 * a batch is cut, and the batch is parsed as an array.
 *
 * The guess cannot be wrong unnoticed. A JSON object or array ends at exactly one byte, so a text
 * that begins at an item, is followed by `]` and parses, consists of whole items. A cut inside an
 * item or a string does not parse, and its items are then taken one by one by the strict scan.
 */
export class ItemBatcher {
  #separator: Separator | null = null;
  #failures = 0;
  #suspendedTo = 0;
  #maxBytes: number;
  /** Whether the last batch reached the end of the window: the next one needs more of the file. */
  sawEnd = false;

  /** No batch, and thus no item of one, is longer than `maxBytes`. */
  constructor(maxBytes: number) {
    this.#maxBytes = Math.min(maxBytes, MAX_BATCH);
  }

  /** The items from `window.at` to the last separator in view; null when there is no batch to take. */
  take(window: ByteWindow): readonly unknown[] | null {
    if (this.#failures >= MAX_FAILURES || window.offsetOf(window.at) < this.#suspendedTo)
      return null;
    this.#separator ??= learnSeparator(window);
    if (this.#separator === null) return null;
    const to = Math.min(window.end, window.at + this.#maxBytes);
    const cut = lastCut(window, this.#separator, to);
    if (cut === -1) return null;
    this.sawEnd = to === window.end;
    const text = bracketed(window.bytes, window.at, cut);
    // The brackets are two characters more than the bytes; characters of several bytes are fewer.
    if (text.length < cut - window.at + 2) this.#maxBytes = Math.min(this.#maxBytes, MAX_BATCH / 2);
    const items = parseItems(text);
    if (items === null) {
      this.#failures += 1;
      this.#suspendedTo = window.offsetOf(cut);
      return null;
    }
    this.#failures = 0;
    window.at = cut;
    return items;
  }
}

interface Separator {
  readonly text: Buffer;
  /** How many bytes of the text belong to the item before it. */
  readonly tail: number;
}

/** Reads the separator backwards from the item that starts at `window.at`. */
function learnSeparator(window: ByteWindow): Separator | null {
  const { bytes, at } = window;
  const back = (from: number): number => {
    let index = from;
    while (index > Math.max(0, at - LOOKBACK) && isSpace(bytes[index - 1])) index -= 1;
    return index;
  };
  const comma = back(at) - 1;
  const end = back(comma);
  if (bytes[comma] !== BYTE.comma || !isBracket(bytes[end - 1], 0x7d)) return null;
  if (!isBracket(bytes[at], 0x7b)) return null;
  const from = back(end - 1);
  // A raw line feed cannot stand inside a string: with one, the brackets alone tell items apart.
  const lined = bytes.subarray(from, at).includes(0x0a);
  const to = lined ? at + 1 : endOfFirstKey(window);
  return to === -1 ? null : { text: Buffer.from(bytes.subarray(from, to)), tail: end - from };
}

/** Whether the byte is the curly bracket given or its square counterpart. */
function isBracket(byte: number | undefined, curly: number): boolean {
  return byte !== undefined && (byte | 0x20) === curly;
}

function endOfFirstKey({ bytes, at, end }: ByteWindow): number {
  if (bytes[at + 1] !== BYTE.quote) return -1;
  const keyEnd = scanString(bytes, at + 1, Math.min(end, at + MAX_KEY));
  return Math.max(-1, keyEnd);
}

/** The end of the last item before `to` that is followed by another, or -1. */
function lastCut({ bytes, at }: ByteWindow, separator: Separator, to: number): number {
  const found = bytes.subarray(at, to).lastIndexOf(separator.text);
  return found === -1 ? -1 : at + found + separator.tail;
}

/** The text of the items as an array. The brackets are in the bytes while they are copied out. */
function bracketed(bytes: Buffer, from: number, to: number): string {
  const before = bytes[from - 1] ?? 0;
  const behind = bytes[to] ?? 0;
  bytes[from - 1] = BYTE.openArray;
  bytes[to] = BYTE.closeArray;
  const text = bytes.toString('utf8', from - 1, to + 1);
  bytes[from - 1] = before;
  bytes[to] = behind;
  return text;
}

function parseItems(text: string): readonly unknown[] | null {
  try {
    const items: readonly unknown[] = JSON.parse(text);
    return items;
  } catch {
    return null;
  }
}
