/** A row of a table, by the name of its column; code marks and emphasis are taken off. */
export type MarkdownRow = Readonly<Record<string, string>>;

const plain = (cell: string): string =>
  cell
    .replaceAll(/[`*]/g, '')
    .replaceAll(/(?<!\w)_|_(?!\w)/g, '')
    .trim();

const cellsOf = (line: string): readonly string[] =>
  line.trim().replace(/^\|/, '').replace(/\|$/, '').split('|').map(plain);

/** The part below a heading, down to the next of the same level or above. */
export function sectionUnder(markdown: string, heading: string): string {
  const lines = markdown.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.includes(heading));
  if (start < 0) throw new Error(`no heading ${heading}`);
  const level = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 1;
  const below = lines.slice(start + 1);
  const end = below.findIndex((line) => new RegExp(`^#{1,${level}} `).test(line));
  return below.slice(0, end < 0 ? below.length : end).join('\n');
}

/** The tables of a text, in their order. */
export function tablesIn(markdown: string): readonly (readonly MarkdownRow[])[] {
  const blocks = markdown
    .split(/\n(?!\|)/)
    .map((block) => block.split('\n').filter((line) => line.startsWith('|')));
  return blocks
    .filter((lines) => lines.length > 2)
    .map(([head = '', , ...rows]) => {
      const names = cellsOf(head);
      return rows.map((row) => {
        const cells = cellsOf(row);
        return Object.fromEntries(names.map((name, index) => [name, cells[index] ?? '']));
      });
    });
}
