/** The longest text of the input that a gap repeats. */
export const LONGEST_QUOTE = 200;

/** Control and format characters, line and paragraph separators: what could rewrite a terminal or a report. */
const UNPRINTABLE = /[\p{Cc}\p{Cf}\u2028\u2029]+/gu;

/** Untrusted text on one line, at most 200 characters. */
export function quoted(text: string): string {
  // Cut before cleaning as well: the input may be hundreds of megabytes long.
  const line = text
    .slice(0, 4 * LONGEST_QUOTE)
    .replace(UNPRINTABLE, ' ')
    .trim()
    .toWellFormed();
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE - 1)}…`.toWellFormed() : line;
}
