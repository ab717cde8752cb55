/**
 * A set of integers, written as the strictly increasing points at which membership flips:
 * `[start, end, start, end, …]`, every interval half open. Half-open ends make touching intervals
 * merge by themselves and spare the algebra any successor arithmetic, so that one algorithm serves
 * numbers (IPv4, ports) and bigints (IPv6), and equal sets have equal lists.
 */
export type Boundaries<T extends number | bigint> = readonly T[];

/** A half-open interval. One whose end is not after its start is empty. */
export type Span<T extends number | bigint> = readonly [start: T, end: T];

/** The union of spans given in any order, overlapping or not. */
export function boundariesOf<T extends number | bigint>(spans: readonly Span<T>[]): Boundaries<T> {
  const sorted = spans
    .filter(([start, end]) => start < end)
    .toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
  const merged: T[] = [];
  for (const [start, end] of sorted) {
    const reached = merged.at(-1);
    if (reached === undefined || start > reached) merged.push(start, end);
    else if (end > reached) merged[merged.length - 1] = end;
  }
  return merged;
}

/** The spans of a set, ascending and apart from each other. */
export function spansOf<T extends number | bigint>(set: Boundaries<T>): Span<T>[] {
  const spans: Span<T>[] = [];
  for (let index = 0; index < set.length; index += 2) spans.push([set[index]!, set[index + 1]!]);
  return spans;
}

/** Whether a point belongs to a combination, from whether it belongs to each side. */
export type Membership = (inLeft: boolean, inRight: boolean) => boolean;
export const inEither: Membership = (inLeft, inRight) => inLeft || inRight;
export const inBoth: Membership = (inLeft, inRight) => inLeft && inRight;
export const onlyInLeft: Membership = (inLeft, inRight) => inLeft && !inRight;

/** One linear sweep over both sets. `member(false, false)` must be false. */
export function combine<T extends number | bigint>(
  left: Boundaries<T>,
  right: Boundaries<T>,
  member: Membership,
): Boundaries<T> {
  const result: T[] = [];
  let l = 0;
  let r = 0;
  let inside = false;
  while (l < left.length || r < right.length) {
    const fromLeft = r === right.length || (l < left.length && left[l]! <= right[r]!);
    const fromRight = l === left.length || (r < right.length && right[r]! <= left[l]!);
    const point = fromLeft ? left[l]! : right[r]!;
    if (fromLeft) l += 1;
    if (fromRight) r += 1;
    // An odd number of boundaries passed means inside.
    if (member(l % 2 === 1, r % 2 === 1) === inside) continue;
    result.push(point);
    inside = !inside;
  }
  return result;
}

/** How many boundaries lie at or before the point. */
function boundariesUpTo<T extends number | bigint>(set: Boundaries<T>, point: T): number {
  let low = 0;
  let high = set.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (set[middle]! <= point) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function contains<T extends number | bigint>(set: Boundaries<T>, point: T): boolean {
  return boundariesUpTo(set, point) % 2 === 1;
}

/** Whether every point of `inner` is in `outer`. */
export function containsAll<T extends number | bigint>(
  outer: Boundaries<T>,
  inner: Boundaries<T>,
): boolean {
  return spansOf(inner).every(([start, end]) => {
    const passed = boundariesUpTo(outer, start);
    return passed % 2 === 1 && outer[passed]! >= end;
  });
}

/** Whether some point is in both sets. */
export function intersects<T extends number | bigint>(
  left: Boundaries<T>,
  right: Boundaries<T>,
): boolean {
  const [few, many] = left.length <= right.length ? [left, right] : [right, left];
  return spansOf(few).some(([start, end]) => {
    const passed = boundariesUpTo(many, start);
    return passed % 2 === 1 || (passed < many.length && many[passed]! < end);
  });
}

export function sameBoundaries<T extends number | bigint>(
  left: Boundaries<T>,
  right: Boundaries<T>,
): boolean {
  return left.length === right.length && left.every((point, index) => point === right[index]);
}
