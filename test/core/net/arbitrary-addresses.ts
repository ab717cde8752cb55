import * as fc from 'fast-check';
import {
  formatAddress,
  type IpAddress,
  type IpRange,
  IpSet,
  parsePrefix,
  type Prefix,
} from '../../../shared/core/net/index.ts';

const V4_EDGES = [0, 1, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 2, 2 ** 32 - 1];
const V6_EDGES = [0n, 1n, 1n << 32n, 0xffff_0000_0000n, (1n << 64n) - 1n, 1n << 127n];

export const anIpv4Value = fc.oneof(
  fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  fc.constantFrom(...V4_EDGES),
);

export const anIpv6Value = fc.oneof(
  fc.bigInt({ min: 0n, max: (1n << 128n) - 1n }),
  fc.bigInt({ min: 0xffff_0000_0000n, max: 0xffff_ffff_ffffn }),
  fc.constantFrom(...V6_EDGES, (1n << 128n) - 1n),
  // Pieces that are mostly zero, for the runs that RFC 5952 shortens.
  fc
    .array(fc.constantFrom(0n, 0n, 0n, 1n, 0xabcdn), { minLength: 8, maxLength: 8 })
    .map((pieces) => pieces.reduce<bigint>((value, piece) => (value << 16n) | piece, 0n)),
);

export const anAddress: fc.Arbitrary<IpAddress> = fc.oneof(
  anIpv4Value.map((value) => ({ family: 4, value }) as const),
  anIpv6Value.map((value) => ({ family: 6, value }) as const),
);

export const aPrefix: fc.Arbitrary<Prefix> = fc
  .tuple(anAddress, fc.nat(128))
  .map(([address, length]) => {
    const bits = address.family === 4 ? length % 33 : length;
    return parsePrefix(`${formatAddress(address)}/${bits}`)!;
  });

export const anIpSet: fc.Arbitrary<IpSet> = fc
  .array(aPrefix, { maxLength: 8 })
  .map((prefixes) => IpSet.fromPrefixes(prefixes));

/** Few addresses, placed where 32-bit and 64-bit arithmetic goes wrong. */
const WINDOW = 12;
const V4_BASES = [0, 2 ** 31 - WINDOW / 2, 2 ** 32 - WINDOW];
const V6_BASES = [0n, (1n << 32n) - 6n, (1n << 64n) - 6n, (1n << 127n) - 6n, (1n << 128n) - 12n];

export const smallUniverse: readonly IpAddress[] = [
  ...V4_BASES.flatMap((base) =>
    Array.from({ length: WINDOW }, (_, index) => ({ family: 4, value: base + index }) as const),
  ),
  ...V6_BASES.flatMap((base) =>
    Array.from(
      { length: WINDOW },
      (_, index) => ({ family: 6, value: base + BigInt(index) }) as const,
    ),
  ),
];

const anOffset = fc.nat(WINDOW - 1);

/** Ranges inside the small universe; some of them end before they start. */
export const aSmallRange: fc.Arbitrary<IpRange> = fc.oneof(
  fc
    .tuple(fc.constantFrom(...V4_BASES), anOffset, anOffset)
    .map(([base, a, b]) => ({ family: 4, first: base + a, last: base + b }) as const),
  fc
    .tuple(fc.constantFrom(...V6_BASES), anOffset, anOffset)
    .map(
      ([base, a, b]) => ({ family: 6, first: base + BigInt(a), last: base + BigInt(b) }) as const,
    ),
);
