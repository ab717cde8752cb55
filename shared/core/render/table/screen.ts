import { displayWidth, wrap } from '../display-width.ts';
import { MAX_TEXT_LENGTH, printable } from '../printable.ts';

/** Where a table is shown. `width` in columns; null for a pipe or a file, where nothing is wrapped. */
export interface Screen {
  readonly width: number | null;
  readonly colour: boolean;
}

export const PLAIN_SCREEN: Screen = { width: null, colour: false };

/** ANSI "select graphic rendition" codes: the only escape sequences that a table writes. */
const INKS = {
  plain: '',
  bold: '1',
  dim: '2',
  red: '31',
  green: '32',
  yellow: '33',
  cyan: '36',
  alarm: '1;31',
} as const;
export type Ink = keyof typeof INKS;

/** Text of one colour. It may come from the input: it is made printable when it is laid out, never before. */
export interface Span {
  readonly text: string;
  readonly ink: Ink;
}

export type Text = string | Span;

export const ink = (name: Ink, text: string): Span => ({ text, ink: name });

/** Safe and measured: what the layout works with. */
export interface Laid {
  readonly text: string;
  readonly ink: Ink;
  readonly width: number;
}

export function lay(text: Text): Laid {
  const span = typeof text === 'string' ? ink('plain', text) : text;
  const safe = printable(span.text, MAX_TEXT_LENGTH);
  return { text: safe, ink: span.ink, width: displayWidth(safe) };
}

/** Colours a piece that is already safe. */
export function paint(text: string, name: Ink, { colour }: Screen): string {
  const code = INKS[name];
  return colour && code !== '' && text !== '' ? `\u001b[${code}m${text}\u001b[0m` : text;
}

/** Pieces on one line, as they are. */
export function line(screen: Screen, indent: number, ...pieces: readonly Text[]): string {
  const painted = pieces.map(lay).map((one) => paint(one.text, one.ink, screen));
  return `${' '.repeat(indent)}${painted.join('')}`.trimEnd() + '\n';
}

/** A sentence, wrapped to the screen behind a label that stands in its own column. */
export function labelled(screen: Screen, indent: number, label: Text, text: Text): string {
  const head = lay(label);
  const body = lay(text);
  const left = indent + head.width;
  const room = screen.width === null ? Infinity : Math.max(20, screen.width - left);
  return wrap(body.text, room)
    .map((part, row) => {
      const before = row === 0 ? paint(head.text, head.ink, screen) : ' '.repeat(head.width);
      return `${`${' '.repeat(indent)}${before}${paint(part, body.ink, screen)}`.trimEnd()}\n`;
    })
    .join('');
}
