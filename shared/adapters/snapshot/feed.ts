/** A file's bytes, one chunk after the other. Feeds do not throw: they end, and say why. */
export interface ByteFeed {
  /**
   * The next chunk, valid until the next call, or null at the end. A feed that has the bytes at
   * hand answers at once: a promise per chunk would cost more than the copying.
   */
  next(): Uint8Array | null | Promise<Uint8Array | null>;
  /** Why the feed ended before the end of its file; null when it did not. */
  readonly failure: string | null;
}

/** One line for a thrown value: the errors of Node's own modules need not be of this realm's class. */
export function describeError(error: unknown): string {
  const isError = typeof error === 'object' && error !== null && 'message' in error;
  return isError ? String(error.message) : String(error);
}
