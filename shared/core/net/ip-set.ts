import { type Family, formatIpv4, formatIpv6, type IpAddress } from './address.ts';
import {
  type Boundaries,
  boundariesOf,
  combine,
  contains,
  containsAll,
  inBoth,
  inEither,
  intersects,
  type Membership,
  onlyInLeft,
  sameBoundaries,
  type Span,
  spansOf,
} from './boundaries.ts';
import { formatPrefix, type IpRange, type Prefix, prefixesOf, prefixOf } from './prefix.ts';

/** Both ends included. */
export type Interval<T extends number | bigint> = readonly [first: T, last: T];

/**
 * An immutable set of addresses of both families. The families never mix: no IPv4 member makes an
 * IPv6 address a member, mapped or not.
 */
export class IpSet {
  static readonly empty = new IpSet([], []);
  static readonly everything = new IpSet([0, 2 ** 32], [0n, 1n << 128n]);

  private readonly v4: Boundaries<number>;
  private readonly v6: Boundaries<bigint>;

  private constructor(v4: Boundaries<number>, v6: Boundaries<bigint>) {
    this.v4 = v4;
    this.v6 = v6;
  }

  static fromPrefixes(prefixes: Iterable<Prefix>): IpSet {
    return IpSet.fromRanges(prefixes);
  }

  static fromAddresses(addresses: Iterable<IpAddress>): IpSet {
    return IpSet.fromRanges(Iterator.from(addresses).map(prefixOf));
  }

  static fromRanges(ranges: Iterable<IpRange>): IpSet {
    const v4: Span<number>[] = [];
    const v6: Span<bigint>[] = [];
    for (const range of ranges) {
      if (range.family === 4) v4.push([range.first, range.last + 1]);
      else v6.push([range.first, range.last + 1n]);
    }
    return new IpSet(boundariesOf(v4), boundariesOf(v6));
  }

  union(other: IpSet): IpSet {
    return this.combine(other, inEither);
  }

  intersect(other: IpSet): IpSet {
    return this.combine(other, inBoth);
  }

  /** The members of this set that are not in the other. */
  subtract(other: IpSet): IpSet {
    return this.combine(other, onlyInLeft);
  }

  /** Every address of both families that is not in this set. */
  complement(): IpSet {
    return IpSet.everything.subtract(this);
  }

  restrictTo(family: Family): IpSet {
    return family === 4 ? new IpSet(this.v4, []) : new IpSet([], this.v6);
  }

  has(address: IpAddress): boolean {
    return address.family === 4
      ? contains(this.v4, address.value)
      : contains(this.v6, address.value);
  }

  /** Whether every member of the other set is in this one. */
  covers(other: IpSet): boolean {
    return containsAll(this.v4, other.v4) && containsAll(this.v6, other.v6);
  }

  /** Whether some address is in both sets. */
  overlaps(other: IpSet): boolean {
    return intersects(this.v4, other.v4) || intersects(this.v6, other.v6);
  }

  isEmpty(): boolean {
    return this.v4.length === 0 && this.v6.length === 0;
  }

  equals(other: IpSet): boolean {
    return sameBoundaries(this.v4, other.v4) && sameBoundaries(this.v6, other.v6);
  }

  /** How many IPv4 addresses, at most 2^32. */
  get sizeV4(): number {
    return spansOf(this.v4).reduce((size, [start, end]) => size + (end - start), 0);
  }

  /** How many IPv6 addresses, at most 2^128. */
  get sizeV6(): bigint {
    return spansOf(this.v6).reduce((size, [start, end]) => size + (end - start), 0n);
  }

  /** Ascending, disjoint, never touching. */
  v4Intervals(): readonly Interval<number>[] {
    return spansOf(this.v4).map(([start, end]) => [start, end - 1]);
  }

  /** Ascending, disjoint, never touching. */
  v6Intervals(): readonly Interval<bigint>[] {
    return spansOf(this.v6).map(([start, end]) => [start, end - 1n]);
  }

  /** The fewest prefixes that make up exactly this set, ascending, IPv4 first. */
  toPrefixes(): readonly Prefix[] {
    return Iterator.from(this.ranges()).flatMap(prefixesOf).toArray();
  }

  /** Ascending prefixes, and `first-last` for an interval that is not one: equal sets, equal text. */
  toString(): string {
    return this.ranges().map(formatRange).join(', ') || 'none';
  }

  private ranges(): readonly IpRange[] {
    return [
      ...this.v4Intervals().map(([first, last]) => ({ family: 4, first, last }) as const),
      ...this.v6Intervals().map(([first, last]) => ({ family: 6, first, last }) as const),
    ];
  }

  private combine(other: IpSet, member: Membership): IpSet {
    return new IpSet(combine(this.v4, other.v4, member), combine(this.v6, other.v6, member));
  }
}

function formatRange(range: IpRange): string {
  const [largest] = prefixesOf(range);
  if (largest?.last === range.last) return formatPrefix(largest);
  return range.family === 4
    ? `${formatIpv4(range.first)}-${formatIpv4(range.last)}`
    : `${formatIpv6(range.first)}-${formatIpv6(range.last)}`;
}
