/** The code of a Node.js error, else an empty text. Told by its field: an error may come from another realm. */
export const errorCode = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
