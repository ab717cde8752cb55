import { formatIpv4, formatIpv6, type IpAddress, parseAddress } from './address.ts';

/** The addresses from `first` to `last`, both included; none when `last` is before `first`. */
export interface Ipv4Range {
  readonly family: 4;
  readonly first: number;
  readonly last: number;
}

export interface Ipv6Range {
  readonly family: 6;
  readonly first: bigint;
  readonly last: bigint;
}

export type IpRange = Ipv4Range | Ipv6Range;

/** `length` is in bits, 0 to 32. */
export interface Ipv4Prefix extends Ipv4Range {
  readonly length: number;
}

/** `length` is in bits, 0 to 128. */
export interface Ipv6Prefix extends Ipv6Range {
  readonly length: number;
}

export type Prefix = Ipv4Prefix | Ipv6Prefix;

const WIDTH = { 4: 32, 6: 128 } as const;
const LENGTH = /^(0|[1-9][0-9]{0,2})$/;

/**
 * Reads `address/length`, or returns null. As strict as {@link parseAddress}; the length is a
 * decimal number without leading zeros. Bits behind the length are cleared.
 */
export function parsePrefix(text: string): Prefix | null {
  const slash = text.indexOf('/');
  if (slash < 0) return null;
  const address = parseAddress(text.slice(0, slash));
  const digits = text.slice(slash + 1);
  if (address === null || !LENGTH.test(digits)) return null;
  const length = Number(digits);
  return length <= WIDTH[address.family] ? prefixAt(address, length) : null;
}

/** Like {@link parsePrefix}; a bare address is the prefix of that one address. */
export function parsePrefixOrAddress(text: string): Prefix | null {
  const address = parseAddress(text);
  return address === null ? parsePrefix(text) : prefixOf(address);
}

/** The prefix of one address: /32 or /128. */
export function prefixOf(address: IpAddress): Prefix {
  return prefixAt(address, WIDTH[address.family]);
}

function prefixAt(address: IpAddress, length: number): Prefix {
  if (address.family === 4) {
    const size = 2 ** (WIDTH[4] - length);
    const first = address.value - (address.value % size);
    return { family: 4, first, last: first + size - 1, length };
  }
  const size = 1n << BigInt(WIDTH[6] - length);
  const first = address.value - (address.value % size);
  return { family: 6, first, last: first + size - 1n, length };
}

export function formatPrefix(prefix: Prefix): string {
  const first = prefix.family === 4 ? formatIpv4(prefix.first) : formatIpv6(prefix.first);
  return `${first}/${prefix.length}`;
}

/** False across families: a mapped address is in no IPv4 prefix. */
export function prefixContains(prefix: Prefix, address: IpAddress): boolean {
  return (
    prefix.family === address.family &&
    prefix.first <= address.value &&
    address.value <= prefix.last
  );
}

/** The fewest prefixes that together make up exactly the range, ascending. */
export function* prefixesOf(range: IpRange): Generator<Prefix> {
  const end = BigInt(range.last) + 1n;
  let start = BigInt(range.first);
  let length: number = WIDTH[range.family];
  let size = 1n;
  while (start < end) {
    for (; start + size > end; size /= 2n) length += 1;
    for (; start % (size * 2n) === 0n && start + size * 2n <= end; size *= 2n) {
      length -= 1;
    }
    yield range.family === 4
      ? prefixAt({ family: 4, value: Number(start) }, length)
      : prefixAt({ family: 6, value: start }, length);
    start += size;
  }
}
