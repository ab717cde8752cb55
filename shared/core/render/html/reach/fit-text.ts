import { characterWidth, displayWidth } from '../../display-width.ts';
import { printable } from '../../printable.ts';

const ELLIPSIS = '…';

/** How many of the characters fit into `width` columns. */
function countFitting(characters: readonly string[], width: number): number {
  let used = 0;
  for (const [index, character] of characters.entries()) {
    used += characterWidth(character);
    if (used > width) return index;
  }
  return characters.length;
}

/** At most `width` columns: a picture cannot wrap. The middle is left out, since names differ at their ends. */
export function fitText(text: string, width: number): string {
  const shown = printable(text);
  if (displayWidth(shown) <= width) return shown;
  const characters = Array.from(shown);
  const side = Math.floor((width - 1) / 2);
  const tail = countFitting(characters.toReversed(), side);
  const head = countFitting(characters, width - 1 - side);
  return [
    ...characters.slice(0, head),
    ELLIPSIS,
    ...characters.slice(characters.length - tail),
  ].join('');
}
