/** How many bytes before the reading position stay in view, to learn how items are separated. */
export const LOOKBACK = 512;

/**
 * The bytes of a file that have been read and not yet consumed, in one piece: chunks are appended
 * at the end, the reader moves `at` forward, and what lies further back than {@link LOOKBACK} is
 * dropped. It grows only when a single item is longer than the window.
 */
export class ByteWindow {
  /** Holds the unread bytes from `at` to `end`. Replaced when the window grows. */
  bytes: Buffer = Buffer.alloc(0);
  at = 0;
  end = 0;
  #dropped = 0;

  get available(): number {
    return this.end - this.at;
  }

  /** The position in the file of an index into `bytes`. */
  offsetOf(index: number): number {
    return this.#dropped + index;
  }

  /** Copies the chunk, which the caller may overwrite afterwards. */
  append(chunk: Uint8Array): void {
    // One byte stays free behind the end, for the bracket that closes a batch.
    if (this.end + chunk.length >= this.bytes.length) this.#makeRoom(chunk.length);
    this.bytes.set(chunk, this.end);
    this.end += chunk.length;
  }

  #makeRoom(length: number): void {
    const from = Math.max(0, this.at - LOOKBACK);
    const needed = this.end - from + length + 1;
    // Growing by doubling keeps the copies of a long item linear in its length.
    const roomy = needed <= this.bytes.length * 0.75;
    const target = roomy ? this.bytes : Buffer.allocUnsafeSlow(needed * 2);
    this.bytes.copy(target, 0, from, this.end);
    this.bytes = target;
    this.#dropped += from;
    this.at -= from;
    this.end -= from;
  }
}
