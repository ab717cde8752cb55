import {
  compareText,
  type EpochMs,
  type Finding,
  type Judgement,
  type Suppression,
  type Undecided,
} from '../model/index.ts';
import type { Delta } from './delta.ts';
import { type Glob, matchesGlob, matchesSubject, parsePattern } from './subject-pattern.ts';
import { indexSuppressions, type MatchesOf } from './suppression-index.ts';

const DAY_MS = 24 * 60 * 60_000;

/** From so long before its end on, a document is told to be about to expire. */
export const EXPIRES_SOON_MS = 14 * DAY_MS;

/**
 * What has become of a suppression. `matches-nothing`: this audit looked at everything that it may be about, and nothing is
 * wrong there. `not-judged`: nothing matches, but this audit cannot tell: another cluster, a check that is off, an unknown.
 */
export type SuppressionStatus =
  'active' | 'expires-soon' | 'expired' | 'matches-nothing' | 'not-judged';

export interface SuppressionUse {
  readonly suppression: Suppression;
  readonly status: SuppressionStatus;
  /** Open findings, and violations that still settle, that it matches; of an expired one, those that count again. */
  readonly matched: number;
}

export interface Suppressing {
  readonly delta: Delta;
  readonly judgement: Pick<Judgement, 'clusters' | 'checks'>;
  readonly suppressions: readonly Suppression[];
  /** Services, as ARNs name them, whose stores were not looked at. */
  readonly storesLeftOut?: readonly string[];
  readonly now: EpochMs;
}

/**
 * Marks the open findings that somebody accepts, by the first suppression in the order of names that holds. Their life is
 * not changed by it: a state says what became of the violation, and `suppressedBy` whether it counts.
 */
export function suppress(given: Suppressing): {
  readonly delta: Delta;
  /** In the order of their names. */
  readonly uses: readonly SuppressionUse[];
} {
  const { delta, suppressions, now } = given;
  if (suppressions.length === 0) return { delta, uses: [] };
  const matchesOf = remembered(indexSuppressions(suppressions));
  const marked = markAll(delta, matchesOf, now);
  const matched = countMatches(delta, matchesOf);
  const uses = suppressions
    .toSorted((a, b) => compareText(a.name, b.name))
    .map((suppression): SuppressionUse => {
      const count = matched.get(suppression) ?? 0;
      const status = statusOf(suppression, count, given);
      return { suppression, status, matched: count };
    });
  return { delta: marked, uses };
}

/** Each violation is asked about twice: who marks it, and who matches it. */
function remembered(matchesOf: MatchesOf): MatchesOf {
  const known = new Map<Parameters<MatchesOf>[0], readonly Suppression[]>();
  return (about) => {
    const found = known.get(about) ?? matchesOf(about);
    known.set(about, found);
    return found;
  };
}

const holds = ({ expiresAt }: Suppression, now: EpochMs): boolean => now < expiresAt;

function markAll(delta: Delta, matchesOf: MatchesOf, now: EpochMs): Delta {
  const mark = (findings: readonly Finding[]): readonly Finding[] =>
    findings.map((finding) => {
      const by = matchesOf(finding.violation).find((one) => holds(one, now));
      return by === undefined ? finding : { ...finding, suppressedBy: by.name };
    });
  return {
    ...delta,
    raised: mark(delta.raised),
    changed: mark(delta.changed),
    persisting: mark(delta.persisting),
    held: mark(delta.held),
  };
}

function countMatches(delta: Delta, matchesOf: MatchesOf): ReadonlyMap<Suppression, number> {
  const { raised, changed, persisting, held, settling } = delta;
  const counts = new Map<Suppression, number>();
  for (const { violation } of [...raised, ...changed, ...persisting, ...held, ...settling]) {
    for (const one of matchesOf(violation)) counts.set(one, (counts.get(one) ?? 0) + 1);
  }
  return counts;
}

function statusOf(
  suppression: Suppression,
  matched: number,
  given: Suppressing,
): SuppressionStatus {
  if (!holds(suppression, given.now)) return 'expired';
  if (matched === 0) return wasLookedAt(suppression, given) ? 'matches-nothing' : 'not-judged';
  return suppression.expiresAt - given.now <= EXPIRES_SOON_MS ? 'expires-soon' : 'active';
}

/** That nothing matches rests on absence: on having seen everything that could. */
function wasLookedAt(
  { check, subject }: Suppression,
  { judgement: { clusters, checks }, storesLeftOut = [] }: Suppressing,
): boolean {
  const pattern = parsePattern(subject);
  if (storesLeftOut.some((service) => mayName(pattern.get('id'), service))) return false;
  const cluster = pattern.get('cluster');
  const concerned = clusters.filter((arn) => cluster === undefined || matchesGlob(cluster, arn));
  const mayMatch = (row: Undecided): boolean =>
    row.subject.kind === 'cluster' || matchesSubject(pattern, row.subject);
  return (
    concerned.length > 0 &&
    concerned.every((arn) => {
      const said = checks.filter((one) => one.check === check && one.cluster === arn);
      return said.length > 0 && !said.some((one) => one.undecided.some(mayMatch));
    })
  );
}

/** Whether a pattern of ids may match stores of a service: `arn:aws:rds:*` names one, `*:db:orders` may name any. */
function mayName(id: Glob | undefined, service: string): boolean {
  if (id === undefined) return false;
  const [start, ...others] = id.parts;
  const [, , named, ...rest] = start.split(':');
  const isNamed = others.length === 0 || rest.length > 0;
  return isNamed ? named === service : true;
}
