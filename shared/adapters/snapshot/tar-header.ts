/** One header block of a tar archive (POSIX.1-1988 ustar, and GNU's variant of it). */
export interface TarHeader {
  readonly name: string;
  /** The type flag as a character: `0` file, `2` symbolic link, `5` folder, `x` pax header … */
  readonly type: string;
  readonly size: number;
  readonly modifiedAtMs: number;
}

export const BLOCK_BYTES = 512;

/** The header in a block; null when the block is none: its checksum does not fit. */
export function parseTarHeader(block: Buffer): TarHeader | null {
  if (parseNumber(block, 148, 8) !== checksum(block)) return null;
  const size = parseNumber(block, 124, 12);
  if (!Number.isSafeInteger(size) || size < 0) return null;
  const flag = block[156] ?? 0;
  const name = text(block, 0, 100);
  // GNU keeps times where POSIX keeps the beginning of a long name.
  const prefix = block.toString('latin1', 257, 263) === 'ustar\0' ? text(block, 345, 155) : '';
  return {
    name: prefix === '' ? name : `${prefix}/${name}`,
    type: flag === 0 ? '0' : String.fromCharCode(flag),
    size,
    modifiedAtMs: parseNumber(block, 136, 12) * 1000,
  };
}

/** The sum of all bytes, with the checksum's own field taken as blanks. */
function checksum(block: Buffer): number {
  let sum = 0;
  for (const [index, byte] of block.entries()) sum += index >= 148 && index < 156 ? 0x20 : byte;
  return sum;
}

function text(block: Buffer, from: number, length: number): string {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('utf8', 0, end === -1 ? length : end);
}

/** Octal digits, or with the highest bit set a big-endian binary number (GNU, for large values). */
function parseNumber(block: Buffer, from: number, length: number): number {
  const field = block.subarray(from, from + length);
  if (((field[0] ?? 0) & 0x80) === 0) {
    const digits = field.toString('latin1').replaceAll('\0', ' ').trim();
    return digits === '' ? 0 : /^[0-7]+$/.test(digits) ? Number.parseInt(digits, 8) : Number.NaN;
  }
  let value = (field[0] ?? 0) & 0x7f;
  for (const byte of field.subarray(1)) value = value * 256 + byte;
  return value;
}

/** The records of a pax extended header: `<length> <key>=<value>\n`, the length of the whole record. */
export function parsePax(content: Buffer): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  let at = 0;
  while (at < content.length) {
    const space = content.indexOf(0x20, at);
    const length = Number.parseInt(content.toString('latin1', at, Math.max(at, space)), 10);
    if (space === -1 || !(length > space - at)) break;
    const record = content.toString('utf8', space + 1, at + length - 1);
    const equals = record.indexOf('=');
    if (equals > 0) records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}
