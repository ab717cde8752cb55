/** A deterministic stream of numbers. The same seed and label give the same stream on every machine. */
export interface Random {
  /** A number in [0, 1). */
  next(): number;
  /** A whole number in [0, limit). */
  int(limit: number): number;
  /** A whole number in [low, high], both included. */
  between(low: number, high: number): number;
  chance(probability: number): boolean;
  /** One of the choices, which must not be empty. */
  pick<T>(choices: readonly T[]): T;
  /** The choices in another order; the argument stays as it is. */
  shuffled<T>(choices: readonly T[]): T[];
  /** A Pareto draw: mostly near `least`, seldom very large, never above `most`. */
  heavyTail(least: number, most: number, alpha: number): number;
}

/** The finaliser of MurmurHash3: a bijection of the 32-bit numbers, so distinct inputs stay distinct. */
export function mix32(value: number): number {
  let mixed = value | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** FNV-1a over the UTF-16 units of a text. */
export function hash32(text: string, seed: number): number {
  let hash = (0x811c9dc5 ^ mix32(seed)) >>> 0;
  for (let index = 0; index < text.length; index += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  }
  return mix32(hash);
}

/**
 * A stream of its own for each label, so that one part of the estate does not move when another
 * part draws more or fewer numbers (Mulberry32).
 */
export function randomFor(seed: number, label: string): Random {
  let state = hash32(label, seed);
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), state | 1);
    value ^= value + Math.imul(value ^ (value >>> 7), value | 61);
    return ((value ^ (value >>> 14)) >>> 0) / 4294967296;
  };
  const int = (limit: number): number => Math.floor(next() * limit);
  return {
    next,
    int,
    between: (low, high) => low + int(high - low + 1),
    chance: (probability) => next() < probability,
    pick: (choices) => at(choices, int(choices.length)),
    shuffled: (choices) => shuffle([...choices], int),
    heavyTail: (least, most, alpha) =>
      Math.min(most, Math.floor(least * (1 - next()) ** (-1 / alpha))),
  };
}

/** The element at an index that is known to exist. */
export function at<T>(list: readonly T[], index: number): T {
  const found = list[index];
  if (found === undefined) throw new RangeError(`no element ${index} in a list of ${list.length}`);
  return found;
}

/** Fisher–Yates, in place. */
function shuffle<T>(list: T[], int: (limit: number) => number): T[] {
  for (let last = list.length - 1; last > 0; last -= 1) {
    const other = int(last + 1);
    const kept = at(list, last);
    list[last] = at(list, other);
    list[other] = kept;
  }
  return list;
}
