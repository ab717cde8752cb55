import { displayWidth, wrap } from '../display-width.ts';
import { ink, type Laid, lay, paint, type Screen, type Text } from './screen.ts';

export type Row = readonly Text[];

const GAP = 2;
const NARROWEST = 8;

/** How wide a column is, and how narrow it may become before a word of it breaks. */
export interface ColumnNeed {
  readonly natural: number;
  readonly least: number;
}

/**
 * The widths of the columns: as wide as their widest cell, the widest ones narrowed until the screen holds them; not below
 * their longest word while there is another way.
 */
export function fit(needs: readonly ColumnNeed[], room: number): readonly number[] {
  const gaps = GAP * Math.max(0, needs.length - 1);
  const natural = needs.map((need) => need.natural);
  for (const isGentle of [true, false]) {
    for (let level = Math.max(...natural, 0); level >= NARROWEST; level -= 1) {
      const widths = needs.map((need) =>
        Math.min(need.natural, Math.max(level, isGentle ? need.least : 0)),
      );
      if (widths.reduce((sum, width) => sum + width, gaps) <= room) return widths;
    }
  }
  return natural.map((width) => Math.min(width, NARROWEST));
}

const LONGEST_KEPT_WORD = 32;

const longestWord = (text: string): number =>
  Math.min(LONGEST_KEPT_WORD, Math.max(...text.split(' ').map(displayWidth)));

function* layRow(
  cells: readonly Laid[],
  widths: readonly number[],
  screen: Screen,
  indent: number,
): Generator<string> {
  const columns = cells.map((cell, column) => wrap(cell.text, widths[column] ?? cell.width));
  const height = Math.max(...columns.map((lines) => lines.length), 1);
  for (let row = 0; row < height; row += 1) {
    let text = ' '.repeat(indent);
    let blank = 0;
    for (const [column, cell] of cells.entries()) {
      const part = columns[column]?.[row] ?? '';
      if (part !== '') {
        text += ' '.repeat(blank) + paint(part, cell.ink, screen);
        blank = 0;
      }
      blank += (widths[column] ?? 0) - displayWidth(part) + GAP;
    }
    yield `${text}\n`;
  }
}

/** Columns aligned by display width under a dim header; long cells wrap inside their column. */
export function* grid(
  screen: Screen,
  indent: number,
  header: readonly string[],
  rows: readonly Row[],
): Generator<string> {
  const top: readonly Laid[] = header.map((name) => lay(ink('dim', name)));
  const laid = rows.map((row) => row.map(lay));
  const room = screen.width === null ? Infinity : screen.width - indent;
  const widths = fit(needsOf(top, laid, room), room);
  yield* layRow(top, widths, screen, indent);
  for (const row of laid) yield* layRow(row, widths, screen, indent);
}

function needsOf(
  top: readonly Laid[],
  rows: readonly (readonly Laid[])[],
  room: number,
): readonly ColumnNeed[] {
  const needs = top.map(({ width }) => ({ natural: width, least: width }));
  for (const row of rows) {
    for (const [column, { text, width }] of row.entries()) {
      const need = needs[column];
      if (need === undefined) continue;
      need.natural = Math.max(need.natural, width);
      // Without an end of the room nothing is narrowed, and no word has to be measured.
      if (room !== Infinity) need.least = Math.max(need.least, longestWord(text));
    }
  }
  return needs;
}
