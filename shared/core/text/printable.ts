/**
 * The one place where text from the input becomes text for people. Names, tags and descriptions are untrusted: an escape
 * sequence could repaint the terminal, a bidirectional override could make one name read as another.
 */

/**
 * Controls (C0, C1), format characters (bidirectional, zero-width, tags), lone surrogates, line and paragraph separators,
 * noncharacters, and whatever else a font leaves out (fillers, variation selectors): two names that differ look different.
 */
const UNPRINTABLE =
  /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\p{Default_Ignorable_Code_Point}]/u;
const EVERY_UNPRINTABLE = new RegExp(UNPRINTABLE.source, 'gu');

/** The longest name that is shown; identifiers of AWS and Kubernetes are shorter, most ARNs too. */
export const MAX_NAME_LENGTH = 256;

/** The longest sentence or command that is shown. */
export const MAX_TEXT_LENGTH = 4096;

/** `\u001b`, as JSON writes it: two escapes for a character beyond the basic plane. */
export function escapeCharacter(character: string): string {
  let escaped = '';
  for (let index = 0; index < character.length; index += 1) {
    escaped += `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }
  return escaped;
}

/** The same text with what cannot be seen written as escapes. Of JSON: the same value. */
export const escapeUnprintable = (text: string): string =>
  UNPRINTABLE.test(text) ? text.replace(EVERY_UNPRINTABLE, escapeCharacter) : text;

/** Cut without parting a pair of surrogates; what is lost is counted. */
function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const last = text.charCodeAt(length - 1);
  const end = last >= 0xd800 && last <= 0xdbff ? length - 1 : length;
  return `${text.slice(0, end)}…(+${text.length - end})`;
}

/** One line that is safe to print: nothing in it moves the cursor, changes the direction, or hides. */
export const printable = (text: string, maxLength: number = MAX_NAME_LENGTH): string =>
  escapeUnprintable(cut(text, maxLength));
