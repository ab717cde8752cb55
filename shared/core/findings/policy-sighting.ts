import { compareText, type EpochMs, type Listing, type Policy } from '../model/index.ts';

/**
 * Since when audits have seen a policy with one generation. A generation counts changes of the spec and never goes back,
 * so that seeing the same one twice proves that nothing changed in between.
 */
export interface PolicySighting {
  readonly uid: string;
  readonly generation: number;
  readonly seenAt: EpochMs;
}

/**
 * The sightings after one more audit, sorted by UID. A policy that a listing does not show stays known unless the listing
 * is complete. `takenAt` is when the audit's facts were read.
 */
export function seePolicies(
  previous: readonly PolicySighting[],
  policies: Pick<Listing<Policy>, 'items' | 'complete' | 'readAt'>,
  takenAt: EpochMs,
): readonly PolicySighting[] {
  const known = new Map(previous.map((it) => [it.uid, it]));
  const seenAt = Math.max(takenAt, policies.readAt ?? takenAt);
  const after = policies.complete ? new Map<string, PolicySighting>() : new Map(known);
  for (const { uid, generation } of policies.items) {
    if (uid === '' || generation === null) continue;
    const earlier = known.get(uid);
    const isSame = earlier?.generation === generation;
    after.set(uid, isSame ? earlier : { uid, generation, seenAt });
  }
  return [...after.values()].toSorted((a, b) => compareText(a.uid, b.uid));
}
