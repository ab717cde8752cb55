import type { WorkloadView } from '../../estate/index.ts';
import {
  type Cause,
  CAUSES,
  compareText,
  type EpochMs,
  type Evidence,
  type Fix,
  type UnknownReason,
} from '../../model/index.ts';
import {
  COMPLIANT,
  IDLE,
  NOT_APPLICABLE,
  NOT_JUDGED,
  type Outcome,
  unknown,
  violated,
  worstOf,
} from '../contract/outcome.ts';
import type { PodViews } from '../contract/views.ts';
import { firstOf, LISTED, podEvidence, policyEvidence } from './evidence.ts';
import type { PodFacts } from './pod-facts.ts';
import type { PodBreach, PodOutcome } from './pod-outcome.ts';
import { isSettled, type PodWindow, type Wait, waitFor } from './pod-window.ts';
import { replacePods } from './restart.ts';

/** How a check merges what it says about pods. */
export interface Merging {
  /** Violations wait for this window. */
  readonly settles: PodWindow | null;
  /** What has to be done before the pods are replaced. */
  readonly before?: string;
  /** What mends the named pods, where replacing them does not. */
  readonly fix?: (workload: WorkloadView, podNames: readonly string[]) => Fix;
}

export interface BrokenPod {
  readonly pod: PodFacts;
  readonly breach: PodBreach;
  readonly cause: Cause;
}

const byName = (a: BrokenPod, b: BrokenPod): number =>
  compareText(a.pod.view.pod.name, b.pod.view.pod.name);

/** Every node and policy once, whatever the number of pods. */
function uniqueEvidence(all: readonly Evidence[]): readonly Evidence[] {
  return [...new Map(all.map((one) => [`${one.kind}|${one.id}`, one])).values()];
}

function evidenceOf(broken: readonly BrokenPod[], first: BrokenPod): [Evidence, ...Evidence[]] {
  const policies = broken.flatMap(({ pod }) => pod.view.declaration.matched);
  return [
    { ...podEvidence(first.pod.view), cause: first.cause },
    ...firstOf(
      'pods',
      broken.map(({ pod, cause }): Evidence => ({ ...podEvidence(pod.view), cause })),
    ).slice(1),
    ...firstOf('interfaces', uniqueEvidence(broken.flatMap(({ breach }) => breach.evidence))),
    ...firstOf('policies', [...new Set(policies)].map(policyEvidence)),
  ];
}

/** What all broken pods prove together: the violation of the workload is as old as that of its oldest pod. */
function provenSince(broken: readonly BrokenPod[], wait: Wait): EpochMs | null {
  const times = broken.flatMap(({ pod }) => wait.since(pod) ?? []);
  return times.length === 0 ? null : Math.min(...times);
}

interface Telling {
  readonly workload: WorkloadView;
  readonly merging: Merging;
  readonly wait: Wait | null;
}

function breachOf(
  broken: readonly [BrokenPod, ...BrokenPod[]],
  { workload, merging: { before, fix }, wait }: Telling,
): Outcome {
  const worst = worstOf([broken[0].breach.said, ...broken.slice(1).map((one) => one.breach.said)]);
  const shown = broken.find((one) => one.breach.said === worst) ?? broken[0];
  const causes = new Set(broken.map((one) => one.cause));
  const names = broken.slice(0, LISTED).map(({ pod }) => pod.view.pod.name);
  const others = broken.length - 1;
  const tail =
    others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'pod' : 'pods'} of the workload)`;
  return violated({
    said: [{ ...worst, text: `${worst.text}${tail}` }],
    causes: CAUSES.filter((cause) => causes.has(cause)),
    expected: shown.breach.expected,
    observed: shown.breach.observed,
    evidence: evidenceOf([shown, ...broken.filter((one) => one !== shown)], shown),
    fix: fix === undefined ? replacePods(workload, names, before ?? null) : fix(workload, names),
    settling:
      wait === null ? null : { provenSince: provenSince(broken, wait), windowMs: wait.windowMs },
  });
}

/**
 * One answer for the pods of a workload. A violation of pods that have settled is told without the young ones, which may
 * come right by themselves; young ones alone are a violation that settles. Pods that only start or end decide nothing.
 */
export function mergePods(
  workload: WorkloadView,
  { pods, cluster, settings }: Pick<PodViews, 'pods' | 'cluster' | 'settings'>,
  merging: Merging,
  judge: (pod: PodFacts) => PodOutcome,
): Outcome {
  const wait = waitFor(merging.settles, settings);
  const broken: BrokenPod[] = [];
  const reasons: UnknownReason[] = [];
  let isCompliant = false;
  let isIdle = false;
  let isHeld = false;
  for (const pod of pods.factsIn(workload)) {
    const outcome = judge(pod);
    if (outcome.kind === 'violation') {
      broken.push({ pod, breach: outcome.breach, cause: pods.causeOf(pod) });
    } else if (outcome.kind === 'unknown') reasons.push(...outcome.reasons);
    else if (outcome.kind === 'compliant') isCompliant = true;
    else if (outcome.kind === 'idle') isIdle = true;
    else if (outcome.kind === 'not-judged') isHeld = true;
  }
  if (broken.length > 0) return tellBroken(broken, { workload, merging, wait }, cluster.now);
  if (reasons.length > 0) return unknown(reasons, 'identity-unknown');
  if (isCompliant) return COMPLIANT;
  if (isIdle) return IDLE;
  return isHeld ? NOT_JUDGED : NOT_APPLICABLE;
}

function tellBroken(broken: readonly BrokenPod[], telling: Telling, now: EpochMs): Outcome {
  const all = broken.toSorted(byName);
  const settled = all.filter(({ pod }) => isSettled(pod, now, telling.wait));
  const [first, ...others] = settled.length > 0 ? settled : all;
  return first === undefined ? NOT_JUDGED : breachOf([first, ...others], telling);
}
