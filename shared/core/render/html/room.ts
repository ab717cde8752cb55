import { type Html, markupText } from './markup.ts';

/** What may still be written into one part of the page: rows, and UTF-16 units of markup for hostile rows. */
export interface Room {
  rows: number;
  units: number;
}

export interface Filled {
  readonly shown: readonly Html[];
  /** How many rows there was no room for. */
  readonly left: number;
}

/** Renders rows from the first on while there is room, and takes what they need from it. */
export function fill<Row>(rows: readonly Row[], render: (row: Row) => Html, room: Room): Filled {
  const shown: Html[] = [];
  for (const row of rows) {
    if (room.rows <= 0 || room.units <= 0) break;
    const piece = render(row);
    room.rows -= 1;
    room.units -= markupText(piece).length;
    shown.push(piece);
  }
  return { shown, left: rows.length - shown.length };
}
