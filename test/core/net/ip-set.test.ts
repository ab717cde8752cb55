import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import ipaddr from 'ipaddr.js';
import {
  formatAddress,
  formatPrefix,
  type IpAddress,
  type IpRange,
  IpSet,
  parseAddress,
  parsePrefixOrAddress,
  type Prefix,
  prefixContains,
} from '../../../shared/core/net/index.ts';
import { anAddress, anIpSet, aPrefix, aSmallRange } from './arbitrary-addresses.ts';

const setOf = (...texts: string[]) =>
  IpSet.fromPrefixes(texts.map((text) => parsePrefixOrAddress(text)!));
const address = (text: string) => parseAddress(text)!;

describe('the merged intervals of an IpSet', () => {
  it.each<[string, string[], string]>([
    ['nothing', [], 'none'],
    ['overlapping prefixes', ['10.0.0.0/8', '10.1.0.0/16'], '10.0.0.0/8'],
    ['touching prefixes', ['10.0.1.0/24', '10.0.0.0/24'], '10.0.0.0/23'],
    ['touching prefixes that are no prefix', ['10.0.1.0/24', '10.0.2.0/24'], '10.0.1.0-10.0.2.255'],
    ['prefixes with a gap', ['10.0.0.0/32', '10.0.0.2/32'], '10.0.0.0/32, 10.0.0.2/32'],
    ['both halves', ['128.0.0.0/1', '0.0.0.0/1'], '0.0.0.0/0'],
    ['both halves of IPv6', ['::/1', '8000::/1'], '::/0'],
    ['duplicates', ['::1', '::1', '::1/128'], '::1/128'],
    ['the first and the last', ['255.255.255.255', '0.0.0.0'], '0.0.0.0/32, 255.255.255.255/32'],
    ['both families', ['::/0', '0.0.0.0/0'], '0.0.0.0/0, ::/0'],
    ['an IPv6 range', ['::1', '::2'], '::1-::2'],
  ])('of %s are canonical', (_, texts, expected) => {
    expect(setOf(...texts).toString()).toBe(expected);
    expect(setOf(...texts.toReversed()).equals(setOf(...texts))).toBe(true);
  });

  it('come as inclusive pairs', () => {
    const set = setOf('0.0.0.0/31', '255.255.255.255', '::/127');
    expect(set.v4Intervals()).toEqual([
      [0, 1],
      [2 ** 32 - 1, 2 ** 32 - 1],
    ]);
    expect(set.v6Intervals()).toEqual([[0n, 1n]]);
  });

  it('leave out ranges that end before they start', () => {
    const ranges: IpRange[] = [
      { family: 4, first: 9, last: 8 },
      { family: 6, first: 9n, last: 1n },
      { family: 4, first: 5, last: 5 },
    ];
    expect(IpSet.fromRanges(ranges).toString()).toBe('0.0.0.5/32');
    expect(IpSet.fromRanges(ranges.slice(0, 2)).equals(IpSet.empty)).toBe(true);
  });
});

describe('IpSet.empty and IpSet.everything', () => {
  it('are each other’s complement', () => {
    expect(IpSet.empty.isEmpty()).toBe(true);
    expect(IpSet.everything.isEmpty()).toBe(false);
    expect(IpSet.empty.complement().equals(IpSet.everything)).toBe(true);
    expect(IpSet.everything.complement().equals(IpSet.empty)).toBe(true);
    expect(IpSet.everything.equals(setOf('0.0.0.0/0', '::/0'))).toBe(true);
  });

  it('have the sizes of nothing and of the two address spaces', () => {
    expect([IpSet.empty.sizeV4, IpSet.empty.sizeV6]).toEqual([0, 0n]);
    expect([IpSet.everything.sizeV4, IpSet.everything.sizeV6]).toEqual([2 ** 32, 1n << 128n]);
  });

  it.each(['0.0.0.0', '127.255.255.255', '128.0.0.0', '255.255.255.255', '::', 'ffff::'])(
    'do not contain and contain %s',
    (text) => {
      expect(IpSet.empty.has(address(text))).toBe(false);
      expect(IpSet.everything.has(address(text))).toBe(true);
    },
  );

  it('restrict to one family', () => {
    expect(IpSet.everything.restrictTo(4).equals(setOf('0.0.0.0/0'))).toBe(true);
    expect(IpSet.everything.restrictTo(6).equals(setOf('::/0'))).toBe(true);
    expect(IpSet.everything.restrictTo(4).restrictTo(6).isEmpty()).toBe(true);
  });
});

describe('the families of an IpSet', () => {
  it('never mix', () => {
    expect(setOf('0.0.0.0/0').has(address('::1'))).toBe(false);
    expect(setOf('::/0').has(address('0.0.0.1'))).toBe(false);
    expect(setOf('10.0.0.0/8').has(address('::ffff:10.0.0.1'))).toBe(false);
    expect(setOf('::ffff:0:0/96').has(address('10.0.0.1'))).toBe(false);
    expect(setOf('0.0.0.0/0').overlaps(setOf('::/0'))).toBe(false);
    expect(setOf('0.0.0.0/0').covers(setOf('::1'))).toBe(false);
    expect(setOf('0.0.0.1').equals(setOf('::1'))).toBe(false);
  });
});

describe('covers and overlaps', () => {
  it.each<[string[], string[], boolean, boolean]>([
    [['10.0.0.0/8'], ['10.0.0.0/8'], true, true],
    [['10.0.0.0/8'], ['10.255.255.255'], true, true],
    [['10.0.0.0/8'], ['11.0.0.0'], false, false],
    [['10.0.0.0/8'], ['10.0.0.0/7'], false, true],
    [['10.0.0.0/9', '10.128.0.0/9'], ['10.0.0.0/8'], true, true],
    [['10.0.0.0/32', '10.0.0.2/32'], ['10.0.0.0/30'], false, true],
    [['10.0.0.0/32', '10.0.0.2/32'], ['10.0.0.1', '10.0.0.3'], false, false],
    [['10.0.0.0/8', '::/64'], ['10.0.0.0/9', '::1'], true, true],
    [['10.0.0.0/8', '::/64'], ['10.0.0.0/9', '1::'], false, true],
    [['10.0.0.0/8'], [], true, false],
    [[], ['10.0.0.0/8'], false, false],
    [[], [], true, false],
  ])('of %j over %j are right', (outer, inner, covers, overlaps) => {
    expect(setOf(...outer).covers(setOf(...inner))).toBe(covers);
    expect(setOf(...outer).overlaps(setOf(...inner))).toBe(overlaps);
    expect(setOf(...inner).overlaps(setOf(...outer))).toBe(overlaps);
  });
});

describe('IpSet.has', () => {
  it('agrees with a scan of the prefixes and with ipaddr.js', () => {
    fc.assert(
      fc.property(fc.array(aPrefix, { maxLength: 12 }), anAddress, (prefixes, other) => {
        const set = IpSet.fromPrefixes(prefixes);
        const edges = prefixes.flatMap(addressesAroundTheEnds);
        for (const candidate of [other, ...edges]) {
          const scanned = prefixes.some((prefix) => prefixContains(prefix, candidate));
          expect(set.has(candidate)).toBe(scanned);
          expect(set.has(candidate)).toBe(ipaddrContains(prefixes, candidate));
        }
      }),
    );
  });

  it('answers a million questions to ten thousand prefixes without a linear scan', () => {
    // A fixed generator of 32-bit numbers (Marsaglia's xorshift), so that every run is the same.
    let state = 2463534242;
    const next = () => {
      state ^= state << 13;
      state ^= state >>> 17;
      state ^= state << 5;
      return state >>> 0;
    };
    const prefixes = Array.from({ length: 10_000 }, () => {
      const text = formatAddress({ family: 4, value: next() });
      return parsePrefixOrAddress(`${text}/${16 + (next() % 17)}`)!;
    });
    const started = performance.now();
    const set = IpSet.fromPrefixes(prefixes);
    let hits = 0;
    for (let asked = 0; asked < 1_000_000; asked += 1) {
      if (set.has({ family: 4, value: next() })) hits += 1;
    }
    const elapsedMs = performance.now() - started;
    expect(hits / 1_000_000).toBeCloseTo(set.sizeV4 / 2 ** 32, 2);
    // Takes about 0.2 s; a scan would take minutes.
    expect(elapsedMs).toBeLessThan(5000);
  });
});

describe('IpSet.toPrefixes', () => {
  it.each<[string, IpSet, string[]]>([
    ['nothing', IpSet.empty, []],
    ['everything', IpSet.everything, ['0.0.0.0/0', '::/0']],
    [
      'a range of four addresses that is not aligned',
      IpSet.fromRanges([{ family: 4, first: 1, last: 4 }]),
      ['0.0.0.1/32', '0.0.0.2/31', '0.0.0.4/32'],
    ],
    [
      'all IPv4 addresses but the last',
      setOf('0.0.0.0/0').subtract(setOf('255.255.255.255')),
      Array.from({ length: 32 }, (_, index) => {
        const value = 2 ** 32 - 2 ** (31 - index + 1);
        return `${formatAddress({ family: 4, value })}/${index + 1}`;
      }),
    ],
    ['both sides of a hole', setOf('::/126').subtract(setOf('::1')), ['::/128', '::2/127']],
  ])('writes %s', (_, set, expected) => {
    expect(set.toPrefixes().map(formatPrefix)).toEqual(expected);
  });

  it('makes up the set from the fewest prefixes, ascending', () => {
    fc.assert(
      fc.property(anIpSet, anIpSet, (a, b) => {
        const set = a.subtract(b);
        const prefixes = set.toPrefixes();
        expect(IpSet.fromPrefixes(prefixes)).toEqual(set);
        for (const [index, prefix] of prefixes.entries()) {
          // A prefix could be widened only if its sibling were in the set as well.
          expect(set.covers(IpSet.fromPrefixes([parentOf(prefix)])) && prefix.length > 0).toBe(
            false,
          );
          const previous = prefixes[index - 1];
          if (previous?.family === prefix.family) {
            expect(previous.last < prefix.first).toBe(true);
          }
        }
      }),
    );
  });

  it('makes up any range', () => {
    fc.assert(
      fc.property(aSmallRange, (range) => {
        const set = IpSet.fromRanges([range]);
        expect(IpSet.fromPrefixes(set.toPrefixes())).toEqual(set);
      }),
    );
  });
});

function parentOf(prefix: Prefix): Prefix {
  const [base] = formatPrefix(prefix).split('/');
  return parsePrefixOrAddress(`${base}/${Math.max(0, prefix.length - 1)}`)!;
}

/** The two ends of a prefix and their neighbours outside. */
function addressesAroundTheEnds(prefix: Prefix): IpAddress[] {
  if (prefix.family === 4) {
    return [prefix.first - 1, prefix.first, prefix.last, prefix.last + 1]
      .filter((value) => value >= 0 && value < 2 ** 32)
      .map((value) => ({ family: 4, value }));
  }
  return [prefix.first - 1n, prefix.first, prefix.last, prefix.last + 1n]
    .filter((value) => value >= 0n && value < 1n << 128n)
    .map((value) => ({ family: 6, value }));
}

function ipaddrContains(prefixes: readonly Prefix[], candidate: IpAddress): boolean {
  const theirs = ipaddr.parse(formatAddress(candidate));
  return prefixes.some((prefix) => {
    const [base, length] = ipaddr.parseCIDR(formatPrefix(prefix));
    return base.kind() === theirs.kind() && theirs.match(base, length);
  });
}
