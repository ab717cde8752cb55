import type { Estate, PodView } from '../../estate/index.ts';
import {
  type Cause,
  type EpochMs,
  sortedUnique,
  type UnknownReason,
  type Verdict,
} from '../../model/index.ts';
import { annotationAgreesWithEc2 } from '../annotation-agrees-with-ec2.ts';
import { autoModeBranchCarriesDeclaredGroups } from '../auto-mode-branch-carries-declared-groups.ts';
import { branchEniCarriesDeclaredGroups } from '../branch-eni-carries-declared-groups.ts';
import { branchEniIsAllocated } from '../branch-eni-is-allocated.ts';
import { branchEniHasOneClaimant } from '../branch-eni-has-one-claimant.ts';
import { branchEniHasPolicy } from '../branch-eni-has-policy.ts';
import type { PodViews } from '../contract/views.ts';
import { fargatePodCarriesDeclaredGroups } from '../fargate-pod-carries-declared-groups.ts';
import { matchedPodHasBranchEni } from '../matched-pod-has-branch-eni.ts';
import { podUsesItsBranchEni } from '../pod-uses-its-branch-eni.ts';
import { podViews } from '../views/pod-views.ts';
import type { ObservedGenerations } from './declared-since.ts';
import type { PodCheck } from './pod-check.ts';
import { mayBeDeclared, type PodFacts } from './pod-facts.ts';
import { isSettled, type Wait, waitFor } from './pod-window.ts';

/** The checks that judge pods one by one, in the order of the catalogue. */
export const POD_CHECKS: readonly PodCheck[] = [
  branchEniCarriesDeclaredGroups,
  matchedPodHasBranchEni,
  branchEniHasPolicy,
  podUsesItsBranchEni,
  annotationAgreesWithEc2,
  fargatePodCarriesDeclaredGroups,
  branchEniHasOneClaimant,
  branchEniIsAllocated,
  autoModeBranchCarriesDeclaredGroups,
];

/** What all checks on pods say together about one pod. */
export interface PodVerdict {
  readonly verdict: Verdict;
  readonly causes: readonly Cause[];
  readonly reasons: readonly UnknownReason[];
  /** The ids of the checks that are violated. */
  readonly checks: readonly string[];
  /** The pod is too young for its violation to count; null when nothing waits, or when its age is not known. */
  readonly settlingUntil: EpochMs | null;
}

const NOT_APPLICABLE: PodVerdict = verdictOf('not-applicable');
const COMPLIANT: PodVerdict = verdictOf('compliant');

function verdictOf(verdict: Verdict, more: Partial<PodVerdict> = {}): PodVerdict {
  return { verdict, causes: [], reasons: [], checks: [], settlingUntil: null, ...more };
}

const claims = ({ view, branch }: PodFacts): boolean =>
  branch !== null ||
  view.pod.podEni.state !== 'absent' ||
  (view.class === 'fargate' && view.pod.fargatePodSg !== null);

/** Pods that policies do not concern, or no longer: their verdict needs no check. */
function isOutOfScope(pod: PodFacts): boolean {
  const { view, stage } = pod;
  if (view.class === 'host-network' || view.class === 'windows') return true;
  return stage === 'ended' || stage === 'leaving';
}

interface Violated {
  readonly id: string;
  readonly wait: Wait | null;
}

/** When the last of what waits has waited; null when that cannot be told. */
function untilOf(pod: PodFacts, violated: readonly Violated[]): EpochMs | null {
  const ends = violated.map(({ wait }) => {
    const since = wait?.since(pod) ?? null;
    return wait === null || since === null ? null : since + wait.windowMs;
  });
  return ends.reduce((last, end) => (last === null || end === null ? null : Math.max(last, end)));
}

/** Violations that count now, else what keeps them from it. */
function violatedVerdict(
  pod: PodFacts,
  violated: readonly Violated[],
  reasons: readonly UnknownReason[],
  views: PodViews,
): PodVerdict {
  const { now } = views.cluster;
  const counting = violated.filter(({ wait }) => isSettled(pod, now, wait));
  if (counting.length > 0) {
    const causes = [views.pods.causeOf(pod)];
    return verdictOf('violation', { causes, checks: counting.map(({ id }) => id) });
  }
  return verdictOf('unknown', { reasons, settlingUntil: untilOf(pod, violated) });
}

/**
 * The verdict of one pod: a violation beats an unknown, and both beat compliance. Checks that are switched off count as
 * the others do: they make no findings, and what a pod wears is no better for it.
 */
export function judgePod(pod: PodFacts, views: PodViews): PodVerdict {
  if (isOutOfScope(pod)) return NOT_APPLICABLE;
  const concerns = claims(pod) || mayBeDeclared(pod);
  const violated: Violated[] = [];
  const reasons: UnknownReason[] = [];
  for (const { id, settles, judgePod: judge } of POD_CHECKS) {
    const outcome = judge(pod, views);
    if (outcome.kind === 'violation') {
      violated.push({ id, wait: waitFor(settles, views.settings) });
    } else if (outcome.kind === 'unknown') reasons.push(...outcome.reasons);
  }
  if (violated.length > 0) return violatedVerdict(pod, violated, sortedUnique(reasons), views);
  if (!concerns) return NOT_APPLICABLE;
  // What a pod will wear is decided when it starts.
  if (pod.stage === 'pending') return verdictOf('unknown', { reasons: sortedUnique(reasons) });
  // Another pod may claim the same interface, unless all were seen.
  if (claims(pod) && !views.pods.complete) reasons.push('pods-unseen');
  return reasons.length > 0 ? verdictOf('unknown', { reasons: sortedUnique(reasons) }) : COMPLIANT;
}

export interface JudgePodsOptions {
  /** What earlier audits saw of policies, by UID. */
  readonly observedGenerations?: ObservedGenerations;
}

/** The verdict of every pod of every cluster, by its view. */
export function judgePods(
  estate: Estate,
  options: JudgePodsOptions = {},
): ReadonlyMap<PodView, PodVerdict> {
  const verdicts = new Map<PodView, PodVerdict>();
  for (const cluster of estate.clusters) {
    const views = podViews(estate, cluster, options.observedGenerations ?? new Map());
    for (const pod of cluster.pods) verdicts.set(pod, judgePod(views.pods.factsOf(pod), views));
  }
  return verdicts;
}
