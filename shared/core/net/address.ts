export type Family = 4 | 6;

/** `value` is the unsigned 32-bit number of the address. */
export interface Ipv4Address {
  readonly family: 4;
  readonly value: number;
}

/** `value` is the unsigned 128-bit number of the address. */
export interface Ipv6Address {
  readonly family: 6;
  readonly value: bigint;
}

export type IpAddress = Ipv4Address | Ipv6Address;

const OCTET = '(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])';
const DOTTED_QUAD = new RegExp(`^${OCTET}\\.${OCTET}\\.${OCTET}\\.${OCTET}$`);
const PIECE = /^[0-9a-f]{1,4}$/i;
const PIECES = 8;
const LONGEST_IPV6 = 'ffff:ffff:ffff:ffff:ffff:ffff:255.255.255.255'.length;

/**
 * Reads one address in textual form, or returns null. Strict, because two readers that disagree
 * about an address disagree about who is let in: no leading zeros in a dotted quad (some readers
 * take them for octal), no surrounding space, zone id, port or prefix length.
 * An IPv4-mapped IPv6 address stays an IPv6 address, since an IPv6 packet is not an IPv4 packet.
 */
export function parseAddress(text: string): IpAddress | null {
  const quad = parseDottedQuad(text);
  if (quad !== null) return { family: 4, value: quad };
  const value = parseIpv6(text);
  return value === null ? null : { family: 6, value };
}

function parseDottedQuad(text: string): number | null {
  const match = DOTTED_QUAD.exec(text);
  // Arithmetic, not shifts: a shift would make 128.0.0.0 and above negative.
  return match && match.slice(1).reduce((value, octet) => value * 256 + Number(octet), 0);
}

/** RFC 4291, section 2.2. */
function parseIpv6(text: string): bigint | null {
  if (text.length > LONGEST_IPV6) return null;
  const [head, tail, ...more] = withoutDottedQuad(text).split('::').map(piecesOf);
  if (!head || tail === null || more.length > 0) return null;
  if (tail === undefined) return head.length === PIECES ? valueOf(head) : null;
  const zeros = PIECES - head.length - tail.length;
  return zeros > 0 ? valueOf([...head, ...Array<string>(zeros).fill('0'), ...tail]) : null;
}

/** Writes a dotted quad in the last 32 bits as two hexadecimal pieces. */
function withoutDottedQuad(text: string): string {
  const start = text.lastIndexOf(':') + 1;
  const quad = parseDottedQuad(text.slice(start));
  if (quad === null) return text;
  return `${text.slice(0, start)}${Math.floor(quad / 65536).toString(16)}:${(quad % 65536).toString(16)}`;
}

/** The pieces between colons; none in an empty text; null when one of them is not a piece. */
function piecesOf(text: string): readonly string[] | null {
  if (text === '') return [];
  const pieces = text.split(':');
  return pieces.every((piece) => PIECE.test(piece)) ? pieces : null;
}

function valueOf(pieces: readonly string[]): bigint {
  return BigInt(`0x${pieces.map((piece) => piece.padStart(4, '0')).join('')}`);
}

/** The canonical text: a dotted quad, or RFC 5952 with mapped addresses as `::ffff:10.0.0.1`. */
export function formatAddress(address: IpAddress): string {
  return address.family === 4 ? formatIpv4(address.value) : formatIpv6(address.value);
}

export function formatIpv4(value: number): string {
  return [24, 16, 8, 0].map((bits) => Math.floor(value / 2 ** bits) % 256).join('.');
}

export function formatIpv6(value: bigint): string {
  if (value >> 32n === 0xffffn) return `::ffff:${formatIpv4(Number(value & 0xffffffffn))}`;
  const pieces = Array.from({ length: PIECES }, (_, index) =>
    ((value >> BigInt(16 * (PIECES - 1 - index))) & 0xffffn).toString(16),
  );
  const { start, length } = longestZeroRun(pieces);
  // RFC 5952, section 4.2.2: a single zero piece is not shortened.
  if (length < 2) return pieces.join(':');
  return `${pieces.slice(0, start).join(':')}::${pieces.slice(start + length).join(':')}`;
}

/** The first of the longest runs, as RFC 5952, section 4.2.3 asks. */
function longestZeroRun(pieces: readonly string[]): { start: number; length: number } {
  let longest = { start: 0, length: 0 };
  let start = 0;
  for (const [index, piece] of pieces.entries()) {
    if (piece !== '0') start = index + 1;
    else if (index + 1 - start > longest.length) longest = { start, length: index + 1 - start };
  }
  return longest;
}

/** Orders by number, every IPv4 address before every IPv6 address. */
export function compareAddresses(a: IpAddress, b: IpAddress): number {
  if (a.family !== b.family) return a.family - b.family;
  return a.value < b.value ? -1 : a.value > b.value ? 1 : 0;
}

export function sameAddress(a: IpAddress, b: IpAddress): boolean {
  return a.family === b.family && a.value === b.value;
}
