import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type IpAddress, type IpRange, IpSet } from '../../../shared/core/net/index.ts';
import { anIpSet, aSmallRange, smallUniverse } from './arbitrary-addresses.ts';

const same = (left: IpSet, right: IpSet) => expect(left).toEqual(right);

const isWithin = (member: IpAddress, range: IpRange) =>
  range.family === member.family && range.first <= member.value && member.value <= range.last;

const model = (ranges: readonly IpRange[]) =>
  smallUniverse.filter((member) => ranges.some((range) => isWithin(member, range)));

const membersOf = (set: IpSet) => smallUniverse.filter((member) => set.has(member));

describe('an IpSet in a small universe', () => {
  const ranges = fc.array(aSmallRange, { maxLength: 10 });

  it('contains what its ranges list, whatever builds it', () => {
    fc.assert(
      fc.property(ranges, (given) => {
        const set = IpSet.fromRanges(given);
        const members = model(given);
        expect(membersOf(set)).toEqual(members);
        expect(set.sizeV4).toBe(members.filter(({ family }) => family === 4).length);
        expect(set.sizeV6).toBe(BigInt(members.filter(({ family }) => family === 6).length));
        expect(set.isEmpty()).toBe(members.length === 0);
        expect(IpSet.fromAddresses(members).equals(set)).toBe(true);
      }),
    );
  });

  it('combines as lists of members do', () => {
    fc.assert(
      fc.property(ranges, ranges, (left, right) => {
        const [a, b] = [IpSet.fromRanges(left), IpSet.fromRanges(right)];
        const [inA, inB] = [new Set(model(left)), new Set(model(right))];

        expect(membersOf(a.union(b))).toEqual(
          smallUniverse.filter((m) => inA.has(m) || inB.has(m)),
        );
        expect(membersOf(a.intersect(b))).toEqual(
          smallUniverse.filter((m) => inA.has(m) && inB.has(m)),
        );
        expect(membersOf(a.subtract(b))).toEqual(
          smallUniverse.filter((m) => inA.has(m) && !inB.has(m)),
        );
        expect(membersOf(a.complement())).toEqual(smallUniverse.filter((m) => !inA.has(m)));
        expect(a.covers(b)).toBe(inB.isSubsetOf(inA));
        expect(a.overlaps(b)).toBe(!inA.isDisjointFrom(inB));
        expect(a.equals(b)).toBe(inA.size === inB.size && inA.isSubsetOf(inB));
        expect(a.toString() === b.toString()).toBe(a.equals(b));
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the algebra of IpSet', () => {
  it('obeys the laws of sets', () => {
    fc.assert(
      fc.property(anIpSet, anIpSet, anIpSet, (a, b, c) => {
        same(a.union(b), b.union(a));
        same(a.intersect(b), b.intersect(a));
        same(a.union(b).union(c), a.union(b.union(c)));
        same(a.intersect(b).intersect(c), a.intersect(b.intersect(c)));
        same(a.intersect(b.union(c)), a.intersect(b).union(a.intersect(c)));
        same(a.union(b.intersect(c)), a.union(b).intersect(a.union(c)));
        same(a.union(b).complement(), a.complement().intersect(b.complement()));
        same(a.complement().complement(), a);
        same(a.subtract(b), a.intersect(b.complement()));
        same(a.union(a.intersect(b)), a);
        same(a.union(IpSet.empty), a);
        same(a.intersect(IpSet.everything), a);
        same(a.subtract(a), IpSet.empty);
        same(a.restrictTo(4).union(a.restrictTo(6)), a);
      }),
    );
  });

  it('agrees with itself about covering, overlapping and counting', () => {
    fc.assert(
      fc.property(anIpSet, anIpSet, (a, b) => {
        expect(a.covers(b)).toBe(a.union(b).equals(a));
        expect(a.overlaps(b)).toBe(!a.intersect(b).isEmpty());
        expect(a.union(b).sizeV4 + a.intersect(b).sizeV4).toBe(a.sizeV4 + b.sizeV4);
        expect(a.union(b).sizeV6 + a.intersect(b).sizeV6).toBe(a.sizeV6 + b.sizeV6);
      }),
    );
  });

  it('leaves its operands as they were', () => {
    fc.assert(
      fc.property(anIpSet, anIpSet, (a, b) => {
        const before = [a.toString(), b.toString()];
        a.union(b);
        a.intersect(b);
        a.subtract(b);
        expect([a.toString(), b.toString()]).toEqual(before);
      }),
    );
  });
});
