let last = 0;

/** Ids of test objects: a counter, never random, so that a failure reads the same every time. */
export const nextNumber = (): number => (last += 1);

/** `eni-0000000000000001a`: as many hexadecimal digits as AWS gives. */
export const nextId = (prefix: string): string =>
  `${prefix}-${nextNumber().toString(16).padStart(17, '0')}`;

/** For parsers that return null on what they cannot read: a test gives them nothing of the kind. */
export function must<T>(value: T | null | undefined): T {
  if (value === null || value === undefined)
    throw new Error('a builder was given what cannot be parsed');
  return value;
}
