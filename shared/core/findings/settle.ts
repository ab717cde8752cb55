import {
  compareText,
  type EpochMs,
  type Settling,
  sortedUnique,
  type Subject,
  type Violation,
} from '../model/index.ts';

/** When one thing that shows a violation was first seen to show it. */
export interface SightingMark {
  readonly id: string;
  readonly since: EpochMs;
}

/**
 * A violation that was seen and is no finding yet. One mark for each interface that shows it (else each pod, else the
 * finding's own id), sorted: two leftovers that each live for a minute are not one that lives for an hour.
 */
export interface Sighting {
  /** The finding's id. */
  readonly id: string;
  readonly check: string;
  readonly subject: Subject;
  readonly marks: readonly SightingMark[];
}

export interface Settled {
  /** Null when the violation has stood for its window. */
  readonly settling: Settling | null;
  /** What to remember while it settles. */
  readonly sighting: Sighting;
}

/**
 * Whether a violation has stood for its window: since the time that the input's own timestamps prove, or since its first
 * sight, whichever is earlier. Without earlier sightings only the proof counts.
 */
export function settle(
  id: string,
  violation: Violation,
  previous: Sighting | undefined,
  now: EpochMs,
): Settled {
  const { check, subject, settling } = violation;
  const seen = new Map(previous?.marks.map((mark) => [mark.id, mark.since]));
  // A clock that was set back must not make a sighting of the future.
  const marks = marksOf(id, violation).map((mark) => ({
    id: mark,
    since: Math.min(seen.get(mark) ?? now, now),
  }));
  const since = Math.min(settling?.provenSince ?? now, ...marks.map((mark) => mark.since));
  const until = since + (settling?.windowMs ?? 0);
  const isSettled = settling === null || now >= until;
  return {
    settling: isSettled ? null : { violation, since, until },
    sighting: { id, check, subject, marks },
  };
}

function marksOf(id: string, { evidence }: Violation): readonly string[] {
  for (const kind of ['interface', 'pod'] as const) {
    const ids = evidence.filter((it) => it.kind === kind).map((it) => it.id);
    if (ids.length > 0) return sortedUnique(ids);
  }
  return [id];
}

export const compareSightings = (a: Sighting, b: Sighting): number => compareText(a.id, b.id);

export const sameSighting = (a: Sighting, b: Sighting | undefined): boolean =>
  a.marks.length === b?.marks.length &&
  a.marks.every((mark, i) => mark.id === b.marks[i]?.id && mark.since === b.marks[i].since);
