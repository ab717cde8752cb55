import { MAX_TEXT_LENGTH, printable } from '../printable.ts';

export interface Message {
  readonly text: string;
}

/**
 * Plain text (SARIF 2.1.0, 3.11.3). Braces are doubled, else `{0}` would be a placeholder (3.11.5), and what a viewer would
 * make a link (3.11.6) is parted.
 */
export const plainText = (text: string): string =>
  printable(text, MAX_TEXT_LENGTH).replaceAll('](', '] (').replaceAll(/[{}]/g, '$&$&');

export const message = (...sentences: readonly string[]): Message => ({
  text: sentences
    .filter((sentence) => sentence !== '')
    .map(plainText)
    .join('\n\n'),
});
