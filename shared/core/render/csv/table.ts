import { printable } from '../printable.ts';

/** What a cell may hold; lists stand in one cell, their items apart by `; `. */
export type CellValue = string | number | boolean | null | readonly string[];

/** With every character escaped a cell still fits into what spreadsheets hold: 32,767 characters. */
const MAX_CELL_LENGTH = 5000;

/**
 * The start of a formula in a spreadsheet: `=`, `+`, `-`, `@`, their small and full-width forms and the minus sign, also
 * behind spaces. Behind a semicolon too: where that is the separator of the locale, a spreadsheet that ignores the quotes
 * begins a cell there. Tabs and line ends cannot begin a cell: they are written as escapes.
 */
const FORMULA = /(^|;)(?=\s*[=+\-@\u2212\ufe62\ufe63\ufe66\ufe6b\uff0b\uff0d\uff1d\uff20])/gu;

/** Text that no spreadsheet computes: an apostrophe stands before what would begin a formula. */
export const withoutFormula = (text: string): string => text.replace(FORMULA, "$1'");

function textOf(value: CellValue): string {
  if (typeof value === 'string') return withoutFormula(printable(value, MAX_CELL_LENGTH));
  if (value === null || typeof value !== 'object') return String(value ?? '');
  return withoutFormula(printable(value.join('; '), MAX_CELL_LENGTH));
}

/** Quoted as RFC 4180 has it, whatever it holds: what a reader takes for a separator stays inside. */
function cell(value: CellValue): string {
  const text = textOf(value);
  return text === '' ? '' : `"${text.replaceAll('"', '""')}"`;
}

export type CsvRow<Column extends string> = Readonly<Partial<Record<Column, CellValue>>>;

/** A line for the names of the columns, then one for each row. Lines end with CR LF (RFC 4180). */
export function* csvTable<Column extends string>(
  columns: readonly Column[],
  rows: Iterable<CsvRow<Column>>,
): Generator<string> {
  yield `${columns.join(',')}\r\n`;
  for (const row of rows) {
    yield `${columns.map((column) => cell(row[column] ?? null)).join(',')}\r\n`;
  }
}
