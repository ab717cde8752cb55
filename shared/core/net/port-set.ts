import {
  type Boundaries,
  boundariesOf,
  combine,
  contains,
  containsAll,
  inBoth,
  inEither,
  intersects,
  onlyInLeft,
  sameBoundaries,
  spansOf,
} from './boundaries.ts';

const HIGHEST_PORT = 65535;

/** Both ends included. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

/** An immutable set of the ports 0 to 65535. */
export class PortSet {
  static readonly empty = new PortSet([]);
  static readonly all = new PortSet([0, HIGHEST_PORT + 1]);

  private readonly boundaries: Boundaries<number>;

  private constructor(boundaries: Boundaries<number>) {
    this.boundaries = boundaries;
  }

  /**
   * The ports that lie in one of the ranges. What a range holds outside 0 to 65535 is no port, and
   * a range whose `to` is before its `from` holds none: -1 as "any" is for the caller to read.
   */
  static of(ranges: Iterable<PortRange>): PortSet {
    const spans = Array.from(ranges, ({ from, to }) => {
      const first = Math.max(0, Math.ceil(from));
      const last = Math.min(HIGHEST_PORT, Math.floor(to));
      return [first, last + 1] as const;
    });
    return new PortSet(boundariesOf(spans));
  }

  union(other: PortSet): PortSet {
    return new PortSet(combine(this.boundaries, other.boundaries, inEither));
  }

  intersect(other: PortSet): PortSet {
    return new PortSet(combine(this.boundaries, other.boundaries, inBoth));
  }

  /** The members of this set that are not in the other. */
  subtract(other: PortSet): PortSet {
    return new PortSet(combine(this.boundaries, other.boundaries, onlyInLeft));
  }

  complement(): PortSet {
    return PortSet.all.subtract(this);
  }

  has(port: number): boolean {
    return Number.isInteger(port) && contains(this.boundaries, port);
  }

  /** Whether every member of the other set is in this one. */
  covers(other: PortSet): boolean {
    return containsAll(this.boundaries, other.boundaries);
  }

  /** Whether some port is in both sets. */
  overlaps(other: PortSet): boolean {
    return intersects(this.boundaries, other.boundaries);
  }

  isEmpty(): boolean {
    return this.boundaries.length === 0;
  }

  equals(other: PortSet): boolean {
    return sameBoundaries(this.boundaries, other.boundaries);
  }

  /** How many ports, at most 65536. */
  get size(): number {
    return spansOf(this.boundaries).reduce((size, [start, end]) => size + (end - start), 0);
  }

  /** Ascending, disjoint, never touching. */
  get ranges(): readonly PortRange[] {
    return spansOf(this.boundaries).map(([start, end]) => ({ from: start, to: end - 1 }));
  }

  /** For instance `80, 1024-65535`: equal sets, equal text. */
  toString(): string {
    const texts = this.ranges.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`));
    return texts.join(', ') || 'none';
  }
}
