import type { Row } from '../table/index.ts';
import { prose } from './text.ts';

/** A title of our own: it stands in HTML, where nothing is escaped. */
export const folded = (title: string, body: string): string =>
  `<details>\n<summary>${title}</summary>\n\n${body}\n\n</details>`;

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;

const cellText = (cell: Row[number]): string => prose(typeof cell === 'string' ? cell : cell.text);

/** The head of a table; the names are ours. */
export const tableHead = (names: readonly string[]): string =>
  `${row(names)}\n${row(names.map(() => '---'))}`;

export const tableRow = (cells: Row): string => row(cells.map(cellText));

export interface Fitted {
  readonly kept: readonly string[];
  readonly left: number;
}

/** The items that fit into `room` characters with a line end each; a long one does not hide the shorter ones behind it. */
export function fit(items: readonly string[], room: number): Fitted {
  const kept: string[] = [];
  let used = 0;
  for (const item of items) {
    if (used + item.length + 1 > room) continue;
    used += item.length + 1;
    kept.push(item);
  }
  return { kept, left: items.length - kept.length };
}

export const leftOut = (count: number): string =>
  `and ${count.toLocaleString('en-US')} more; \`--format json\` lists them all`;

/** A table of at most `room` characters, and how many rows are left out. */
export function table(names: readonly string[], rows: readonly Row[], room: number): string {
  const { kept, left } = fit(rows.map(tableRow), room);
  const lines = [tableHead(names), ...kept].join('\n');
  return left === 0 ? lines : `${lines}\n\n${leftOut(left)}`;
}
