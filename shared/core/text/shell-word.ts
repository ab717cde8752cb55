import { MAX_TEXT_LENGTH, printable } from './printable.ts';

/** What no shell reads as anything but itself. */
const PLAIN = /^[A-Za-z0-9._/:=@%+,-]+$/u;

/**
 * One argument of a command for a POSIX shell, to be read and to be pasted. Names come from whoever may create objects: a
 * quote inside one ends nothing, and one that begins like an option is none (no name of Kubernetes or AWS does).
 */
export function shellWord(text: string): string {
  const safe = printable(text, MAX_TEXT_LENGTH);
  const word = safe.startsWith('-') ? `?${safe}` : safe;
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
}
