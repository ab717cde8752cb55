/** Printed on two columns by terminals: East Asian wide and fullwidth forms, and pictographs. */
const WIDE =
  /[\u1100-\u115f\u231a\u231b\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18cff}\u{1b000}-\u{1b2ff}\u{1f300}-\u{1f64f}\u{1f680}-\u{1f6ff}\u{1f900}-\u{1f9ff}\u{1fa70}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const COMBINING = /\p{Mark}/u;
const PLAIN = /^[\x20-\x7e]*$/u;

/** Columns that a terminal uses for printable text: none for combining marks, two for wide characters. */
export function displayWidth(text: string): number {
  if (PLAIN.test(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

export function characterWidth(character: string): 0 | 1 | 2 {
  if (COMBINING.test(character)) return 0;
  return WIDE.test(character) ? 2 : 1;
}

/** Where a long word may be parted without hurting the eye: behind what joins the parts of ids and names. */
const SEAMS = new Set(['/', ',', ':', '-', '.', '=']);

/** How many UTF-16 units of `text` fit into `width` columns; at least one character, so that wrapping ends. */
function unitsThatFit(text: string, width: number): number {
  let used = 0;
  let units = 0;
  let seam = 0;
  for (const character of text) {
    used += characterWidth(character);
    if (used > width && units > 0) break;
    units += character.length;
    if (SEAMS.has(character)) seam = units;
  }
  return seam > units / 2 ? seam : units;
}

/** Breaks text into lines of at most `width` columns, at spaces where there are any. Never an empty list. */
export function wrap(text: string, width: number): readonly string[] {
  if (displayWidth(text) <= width) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= width) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    line = word;
    while (displayWidth(line) > width) {
      const units = unitsThatFit(line, width);
      if (units >= line.length) break;
      lines.push(line.slice(0, units));
      line = line.slice(units);
    }
  }
  lines.push(line);
  return lines;
}
