import type { WorkloadView } from '../../estate/index.ts';
import {
  type Cause,
  CAUSES,
  compareText,
  type EpochMs,
  type Evidence,
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
import type { WindowName } from '../../settings/index.ts';
import { firstOf, LISTED, podEvidence, policyEvidence } from './evidence.ts';
import type { PodFacts } from './pod-facts.ts';
import type { PodBreach, PodOutcome } from './pod-outcome.ts';
import { replacePods } from './restart.ts';

/** How a check merges what it says about pods. */
export interface Merging {
  /** Violations wait for this window, counted from the start of the pod. */
  readonly settles: WindowName | null;
  /** What has to be done before the pods are replaced. */
  readonly before?: string;
}

export interface BrokenPod {
  readonly pod: PodFacts;
  readonly breach: PodBreach;
  readonly cause: Cause;
}

/** Association and wiring take their time: only a pod that has run for the window has proven anything. */
export function isSettled({ view }: PodFacts, now: EpochMs, windowMs: number): boolean {
  const { startedAt } = view.pod;
  return startedAt !== null && startedAt + windowMs <= now;
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
function provenSince(broken: readonly BrokenPod[]): EpochMs | null {
  const starts = broken.flatMap(({ pod }) => pod.view.pod.startedAt ?? []);
  return starts.length === 0 ? null : Math.min(...starts);
}

function breachOf(
  workload: WorkloadView,
  broken: readonly [BrokenPod, ...BrokenPod[]],
  windowMs: number | null,
  before: string | null,
): Outcome {
  const worst = worstOf([broken[0].breach.said, ...broken.slice(1).map((one) => one.breach.said)]);
  const shown = broken.find((one) => one.breach.said === worst) ?? broken[0];
  const causes = new Set(broken.map((one) => one.cause));
  const others = broken.length - 1;
  const tail =
    others === 0 ? '' : ` (and ${others} more ${others === 1 ? 'pod' : 'pods'} of the workload)`;
  return violated({
    said: [{ ...worst, text: `${worst.text}${tail}` }],
    causes: CAUSES.filter((cause) => causes.has(cause)),
    expected: shown.breach.expected,
    observed: shown.breach.observed,
    evidence: evidenceOf([shown, ...broken.filter((one) => one !== shown)], shown),
    fix: replacePods(
      workload,
      broken.slice(0, LISTED).map(({ pod }) => pod.view.pod.name),
      before,
    ),
    settling: windowMs === null ? null : { provenSince: provenSince(broken), windowMs },
  });
}

/**
 * One answer for the pods of a workload. A violation of pods that have settled is told without the young ones, which may
 * come right by themselves; young ones alone are a violation that settles. Pods that only start or end decide nothing.
 */
export function mergePods(
  workload: WorkloadView,
  { pods, cluster, settings }: Pick<PodViews, 'pods' | 'cluster' | 'settings'>,
  { settles, before }: Merging,
  judge: (pod: PodFacts) => PodOutcome,
): Outcome {
  const windowMs = settles === null ? null : settings.windowsMs[settles];
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
  if (broken.length > 0) return tellBroken(workload, broken, windowMs, before ?? null, cluster.now);
  if (reasons.length > 0) return unknown(reasons, 'identity-unknown');
  if (isCompliant) return COMPLIANT;
  if (isIdle) return IDLE;
  return isHeld ? NOT_JUDGED : NOT_APPLICABLE;
}

function tellBroken(
  workload: WorkloadView,
  broken: readonly BrokenPod[],
  windowMs: number | null,
  before: string | null,
  now: EpochMs,
): Outcome {
  const all = broken.toSorted(byName);
  const settled = all.filter(({ pod }) => windowMs === null || isSettled(pod, now, windowMs));
  const [first, ...others] = settled.length > 0 ? settled : all;
  return first === undefined
    ? NOT_JUDGED
    : breachOf(workload, [first, ...others], windowMs, before);
}
