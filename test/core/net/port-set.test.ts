import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { type PortRange, PortSet } from '../../../shared/core/net/index.ts';

const ports = (...ranges: [from: number, to: number][]) =>
  PortSet.of(ranges.map(([from, to]) => ({ from, to })));

describe('PortSet.of', () => {
  it.each<[string, [number, number][], string]>([
    ['nothing', [], 'none'],
    ['one port', [[3306, 3306]], '3306'],
    ['port zero', [[0, 0]], '0'],
    ['the last port', [[65535, 65535]], '65535'],
    ['every port', [[0, 65535]], '0-65535'],
    [
      'touching ranges',
      [
        [11, 20],
        [1, 10],
      ],
      '1-20',
    ],
    [
      'overlapping ranges',
      [
        [1, 10],
        [5, 7],
        [10, 12],
      ],
      '1-12',
    ],
    [
      'ranges with a gap',
      [
        [1, 1],
        [3, 3],
      ],
      '1, 3',
    ],
    ['a range that ends before it starts', [[10, 9]], 'none'],
    ['a range below the ports', [[-1, -1]], 'none'],
    ['a range that starts below the ports', [[-5, 3]], '0-3'],
    ['a range above the ports', [[65536, 70000]], 'none'],
    ['a range that ends above the ports', [[65535, 70000]], '65535'],
    ['infinite ends', [[-Infinity, Infinity]], '0-65535'],
    ['fractions', [[1.5, 2.5]], '2'],
    [
      'ends that are not numbers',
      [
        [Number.NaN, 5],
        [5, Number.NaN],
      ],
      'none',
    ],
  ])('reads %s', (_, ranges, expected) => {
    const set = ports(...ranges);
    expect(set.toString()).toBe(expected);
    expect(ports(...ranges.toReversed()).equals(set)).toBe(true);
    expect(PortSet.of(set.ranges).equals(set)).toBe(true);
  });
});

describe('PortSet.has', () => {
  it.each([
    [3305, false],
    [3306, true],
    [3307, false],
    [1023, false],
    [1024, true],
    [2048, true],
    [2049, false],
    [0, false],
    [65535, false],
    [-1, false],
    [65536, false],
    [3306.5, false],
    [Number.NaN, false],
    [Infinity, false],
  ])('answers for %p', (port, expected) => {
    expect(ports([1024, 2048], [3306, 3306]).has(port)).toBe(expected);
  });
});

describe('PortSet.empty and PortSet.all', () => {
  it('are each other’s complement', () => {
    expect([PortSet.empty.size, PortSet.all.size]).toEqual([0, 65536]);
    expect([PortSet.empty.isEmpty(), PortSet.all.isEmpty()]).toEqual([true, false]);
    expect(PortSet.all.complement().equals(PortSet.empty)).toBe(true);
    expect(PortSet.empty.complement().equals(PortSet.all)).toBe(true);
    expect(PortSet.all.equals(ports([0, 65535]))).toBe(true);
  });

  it.each([0, 1, 65534, 65535])('do not contain and contain %d', (port) => {
    expect([PortSet.empty.has(port), PortSet.all.has(port)]).toEqual([false, true]);
  });
});

describe('a PortSet', () => {
  const UNIVERSE = [...Array(12).keys(), ...Array.from({ length: 12 }, (_, i) => 65524 + i)];
  const aPort = fc.constantFrom(...UNIVERSE);
  const someRanges = fc.array(
    fc.oneof(
      fc.record({ from: fc.nat(11), to: fc.nat(11) }),
      fc.record({
        from: fc.integer({ min: 65524, max: 65535 }),
        to: fc.integer({ min: 65524, max: 65535 }),
      }),
    ),
    { maxLength: 8 },
  );
  const model = (ranges: readonly PortRange[]) =>
    new Set(UNIVERSE.filter((port) => ranges.some(({ from, to }) => from <= port && port <= to)));
  const membersOf = (set: PortSet) => new Set(UNIVERSE.filter((port) => set.has(port)));

  it('combines as a set of numbers does', () => {
    fc.assert(
      fc.property(someRanges, someRanges, (left, right) => {
        const [a, b] = [PortSet.of(left), PortSet.of(right)];
        const [inA, inB] = [model(left), model(right)];
        expect(membersOf(a)).toEqual(inA);
        expect(a.size).toBe(inA.size);
        expect(membersOf(a.union(b))).toEqual(inA.union(inB));
        expect(membersOf(a.intersect(b))).toEqual(inA.intersection(inB));
        expect(membersOf(a.subtract(b))).toEqual(inA.difference(inB));
        expect(membersOf(a.complement())).toEqual(new Set(UNIVERSE).difference(inA));
        expect(a.complement().size).toBe(65536 - inA.size);
        expect(a.covers(b)).toBe(inB.isSubsetOf(inA));
        expect(a.overlaps(b)).toBe(!inA.isDisjointFrom(inB));
        expect(a.isEmpty()).toBe(inA.size === 0);
        expect(a.equals(b)).toBe(inA.symmetricDifference(inB).size === 0);
        expect(a.toString() === b.toString()).toBe(a.equals(b));
      }),
      { numRuns: 1000 },
    );
  });

  it('gives sorted ranges that never touch', () => {
    fc.assert(
      fc.property(someRanges, fc.array(aPort), (ranges, extra) => {
        const set = PortSet.of([...ranges, ...extra.map((port) => ({ from: port, to: port }))]);
        for (const [index, { from, to }] of set.ranges.entries()) {
          expect(from).toBeLessThanOrEqual(to);
          expect(from).toBeGreaterThan((set.ranges[index - 1]?.to ?? -2) + 1);
        }
      }),
    );
  });
});
