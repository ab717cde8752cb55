import {
  type Cause,
  compareSeverity,
  type Evidence,
  type Fix,
  type Severity,
  sortedUnique,
  type UnknownReason,
  type Violation,
} from '../../model/index.ts';
import type { Said } from './message.ts';

export type Reasons = readonly [UnknownReason, ...UnknownReason[]];

/** A violation without what the engine adds: the check, its title, the subject. */
export type Breach = Omit<Violation, 'check' | 'subject' | 'title'>;

/**
 * What a check says about one subject. `idle`: the subject has nothing that the check asks about, though it could have;
 * nothing is wrong, and nothing was looked at. `not-applicable`: it is of another class. `not-judged`: nothing was decided and nothing is wrong with the input (pods that
 * only start or end); it neither opens nor closes a finding.
 */
export type Outcome =
  | { readonly kind: 'compliant' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'not-applicable' }
  | { readonly kind: 'not-judged' }
  /** `missing`: sources beside those that its reasons stand for. */
  | { readonly kind: 'unknown'; readonly reasons: Reasons; readonly missing?: readonly string[] }
  | {
      readonly kind: 'violation';
      readonly breach: Breach;
      /** What a document only observes is told and fails nothing, whatever severity the check is given. */
      readonly keepsSeverity?: true;
    };

export const COMPLIANT: Outcome = { kind: 'compliant' };
export const IDLE: Outcome = { kind: 'idle' };
export const NOT_APPLICABLE: Outcome = { kind: 'not-applicable' };
export const NOT_JUDGED: Outcome = { kind: 'not-judged' };

/** Without a reason that was given, `otherwise` is the reason: an unknown always says why. */
export function reasonsOf(reasons: Iterable<UnknownReason>, otherwise: UnknownReason): Reasons {
  const [first, ...rest] = sortedUnique(reasons);
  return first === undefined ? [otherwise] : [first, ...rest];
}

export function unknown(
  reasons: Iterable<UnknownReason>,
  otherwise: UnknownReason,
): Extract<Outcome, { kind: 'unknown' }> {
  return { kind: 'unknown', reasons: reasonsOf(reasons, otherwise) };
}

export interface BreachParts {
  /** The worst one, the first of equals, is the finding's sentence. */
  readonly said: readonly [Said, ...Said[]];
  readonly causes?: readonly Cause[];
  readonly expected: readonly string[];
  readonly observed: readonly string[];
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly fix: Fix;
  readonly settling?: Violation['settling'];
}

export function worstOf(said: readonly [Said, ...Said[]]): Said {
  return said.reduce((worst, one) =>
    compareSeverity(one.severity, worst.severity) > 0 ? one : worst,
  );
}

/** What a document tells that only observes. */
export function observed(parts: BreachParts): Outcome {
  const outcome = violated(parts);
  return outcome.kind === 'violation' ? { ...outcome, keepsSeverity: true } : outcome;
}

export function violated(parts: BreachParts): Outcome {
  const worst = worstOf(parts.said);
  const severity: Severity = worst.severity;
  return {
    kind: 'violation',
    breach: {
      severity,
      message: worst.text,
      causes: parts.causes ?? [],
      expected: parts.expected,
      observed: parts.observed,
      evidence: parts.evidence,
      fix: parts.fix,
      settling: parts.settling ?? null,
    },
  };
}
