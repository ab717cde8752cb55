import {
  compareSeverity,
  compareText,
  type EpochMs,
  type Finding,
  type FindingState,
  type Judgement,
  type Resolution,
  type Settling,
  type Violation,
} from '../model/index.ts';
import { type ClosingOf, closingsOf } from './closing.ts';
import type { Delta } from './delta.ts';
import { findingId } from './finding-id.ts';
import { compareViolated } from './finding-order.ts';
import { compareSightings, sameSighting, settle, type Sighting } from './settle.ts';
import { contentOf } from './violation-content.ts';

export interface Reconciliation {
  readonly judgement: Judgement;
  /** What the ledger holds open. Findings of clusters that were not judged may be among them: nothing happens to them. */
  readonly open: readonly Finding[];
  /** What the ledger has closed: a finding that returns keeps its first sight. */
  readonly resolved: readonly Finding[];
  readonly sightings: readonly Sighting[];
  readonly now: EpochMs;
}

/**
 * What the judgement of one audit means for the findings: pure, without order, and the same when it is repeated.
 * Whether a suppression covers a finding is decided elsewhere: `suppressedBy` is null in every finding that comes out.
 */
export function reconcile(input: Reconciliation): Delta {
  const { judgement } = input;
  const isJudged = new Set(judgement.clusters);
  const closing = closingsOf(judgement);
  const violations = violationsById(judgement);
  const open = input.open.filter((it) => isJudged.has(it.violation.subject.cluster));
  const openIds = new Set(input.open.map(({ id }) => id));

  const known = open.map((it) => advance(it, violations.get(it.id), closing, input.now));
  const fresh = [...violations].filter(([id]) => !openIds.has(id));
  const { raised, settling, pending } = settleAll(fresh, input);
  const ofState = (state: FindingState): readonly Finding[] =>
    known.filter((it) => it.state === state).toSorted(compareViolated);
  return {
    raised: raised.toSorted(compareViolated),
    changed: ofState('changed'),
    persisting: ofState('persisting'),
    resolved: ofState('resolved'),
    held: ofState('held'),
    settling: settling.toSorted(compareViolated),
    sightings: sightingChanges(input, pending, violations, closing),
  };
}

/** A check gives one violation for one subject; of two the worse counts, whichever comes first. */
function violationsById(judgement: Judgement): ReadonlyMap<string, Violation> {
  const byId = new Map<string, Violation>();
  for (const violation of judgement.checks.flatMap((it) => it.violations)) {
    const id = findingId(violation.check, violation.subject);
    const other = byId.get(id);
    if (other === undefined || compareWeight(violation, other) > 0) byId.set(id, violation);
  }
  return byId;
}

const compareWeight = (a: Violation, b: Violation): number =>
  compareSeverity(a.severity, b.severity) || compareText(JSON.stringify(a), JSON.stringify(b));

/** What becomes of an open finding. A violation that still settles is one none the less: it persists. */
function advance(
  finding: Finding,
  violation: Violation | undefined,
  closing: ClosingOf,
  now: EpochMs,
): Finding {
  if (violation !== undefined) {
    const isChanged = contentOf(violation) !== contentOf(finding.violation);
    const state = isChanged ? 'changed' : 'persisting';
    return { ...finding, violation, state, resolution: null, lastSeen: now, suppressedBy: null };
  }
  const { check, subject } = finding.violation;
  const resolution: Resolution | null = closing(check, subject);
  const state = resolution === null ? 'held' : 'resolved';
  return { ...finding, state, resolution, suppressedBy: null };
}

interface Fresh {
  readonly raised: readonly Finding[];
  readonly settling: readonly Settling[];
  /** Sightings of what settles, by finding id. */
  readonly pending: ReadonlyMap<string, Sighting>;
}

function settleAll(
  violations: readonly (readonly [id: string, violation: Violation])[],
  { resolved, sightings, now }: Reconciliation,
): Fresh {
  const closed = new Map(resolved.map((it) => [it.id, it]));
  const seen = new Map(sightings.map((it) => [it.id, it]));
  const raised: Finding[] = [];
  const settling: Settling[] = [];
  const pending = new Map<string, Sighting>();
  for (const [id, violation] of violations) {
    const outcome = settle(id, violation, seen.get(id), now);
    if (outcome.settling === null) raised.push(raise(id, violation, closed.get(id), now));
    else {
      settling.push(outcome.settling);
      pending.set(id, outcome.sighting);
    }
  }
  return { raised, settling, pending };
}

const raise = (
  id: string,
  violation: Violation,
  earlier: Finding | undefined,
  now: EpochMs,
): Finding => ({
  id,
  violation,
  state: 'raised',
  resolution: null,
  firstSeen: earlier?.firstSeen ?? now,
  lastSeen: now,
  attribution: null,
  suppressedBy: null,
});

/** A sighting is forgotten when its violation has become a finding, or has surely ended; what is unknown keeps it. */
function sightingChanges(
  { sightings }: Reconciliation,
  pending: ReadonlyMap<string, Sighting>,
  violations: ReadonlyMap<string, Violation>,
  closing: ClosingOf,
): Delta['sightings'] {
  const stored = new Map(sightings.map((it) => [it.id, it]));
  const hasEnded = ({ id, check, subject }: Sighting): boolean =>
    violations.has(id) ? !pending.has(id) : closing(check, subject) !== null;
  return {
    record: [...pending.values()]
      .filter((it) => !sameSighting(it, stored.get(it.id)))
      .toSorted(compareSightings),
    forget: sightings.filter(hasEnded).toSorted(compareSightings),
  };
}
