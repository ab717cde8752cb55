import type { EpochMs, Policy } from '../../model/index.ts';

/** What an earlier audit saw of a policy: its generation, and when that was first seen. */
export interface ObservedGeneration {
  readonly generation: number;
  readonly seenAt: EpochMs;
}

/** By the policy's UID. */
export type ObservedGenerations = ReadonlyMap<string, ObservedGeneration>;

/** When what some policies declare last changed, as far as it can be told. */
export interface DeclaredSince {
  /** It surely changed at this time or later. */
  readonly notBefore: EpochMs | null;
  /** Proof that it has not changed since this time; null without proof. */
  readonly notAfter: EpochMs | null;
  /** The newest time that managedFields shows for a spec: evidence, no proof. */
  readonly evidence: EpochMs | null;
}

/**
 * A generation counts changes of the spec. The first proves the creation time; a later one proves nothing by itself: the
 * time of a managedFields entry moves with annotations too, and stays where it is when a key is removed.
 */
function policySince(policy: Policy, observed: ObservedGenerations): DeclaredSince {
  const specTimes = policy.fieldOwners.flatMap((owner) =>
    owner.ownsSpec && owner.at !== null ? [owner.at] : [],
  );
  const evidence = specTimes.length === 0 ? null : Math.max(...specTimes);
  const seen = observed.get(policy.uid);
  const isFirst = policy.generation === 1;
  const isSeen = seen !== undefined && seen.generation === policy.generation;
  return {
    notBefore: policy.createdAt,
    notAfter: isFirst ? policy.createdAt : isSeen ? seen.seenAt : null,
    evidence: isFirst ? null : evidence,
  };
}

const latest = (a: EpochMs | null, b: EpochMs | null): EpochMs | null =>
  a === null ? b : b === null ? a : Math.max(a, b);

/** The newest change over several policies. None of them: nothing is known. */
export function declaredSince(
  policies: readonly Policy[],
  observed: ObservedGenerations,
): DeclaredSince {
  const each = policies.map((policy) => policySince(policy, observed));
  const proofs = each.flatMap(({ notAfter }) => (notAfter === null ? [] : [notAfter]));
  const isProven = each.length > 0 && proofs.length === each.length;
  return {
    notBefore: each.reduce<EpochMs | null>((time, one) => latest(time, one.notBefore), null),
    notAfter: isProven ? Math.max(...proofs) : null,
    evidence: each.reduce<EpochMs | null>((time, one) => latest(time, one.evidence), null),
  };
}

/** Good enough for the causes that accuse nobody. */
export function changedAfter(since: DeclaredSince, time: EpochMs): boolean {
  if (since.notBefore !== null && since.notBefore > time) return true;
  if (since.notAfter !== null && since.notAfter <= time) return false;
  return since.evidence !== null && since.evidence > time;
}

export const isProvenBy = (since: DeclaredSince, time: EpochMs): boolean =>
  since.notAfter !== null && since.notAfter <= time;
