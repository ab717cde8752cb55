import { displayWidth, wrap } from '../display-width.ts';
import { ink, type Laid, lay, paint, type Screen, type Text } from './screen.ts';

export type Row = readonly Text[];

const GAP = 2;
const NARROWEST = 8;

/** The widths of the columns: as wide as their widest cell, the widest ones narrowed until the screen holds them. */
export function fit(natural: readonly number[], room: number): readonly number[] {
  const gaps = GAP * Math.max(0, natural.length - 1);
  let widths = [...natural];
  for (let level = Math.max(...natural, 0); level >= NARROWEST; level -= 1) {
    widths = natural.map((width) => Math.min(width, level));
    if (widths.reduce((sum, width) => sum + width, gaps) <= room) break;
  }
  return widths;
}

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
  const natural = top.map((cell) => cell.width);
  const laid = rows.map((row) => row.map(lay));
  for (const row of laid) {
    for (const [column, cell] of row.entries()) {
      natural[column] = Math.max(natural[column] ?? 0, cell.width);
    }
  }
  const room = screen.width === null ? Infinity : screen.width - indent;
  const widths = fit(natural, room);
  yield* layRow(top, widths, screen, indent);
  for (const row of laid) yield* layRow(row, widths, screen, indent);
}
