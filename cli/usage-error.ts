/** What the person asked for cannot be done as asked; the message says what would do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
