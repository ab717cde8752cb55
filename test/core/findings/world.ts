import * as fc from 'fast-check';
import {
  type CheckJudgement,
  type Disposition,
  type Evidence,
  type Judgement,
  type Subject,
  subjectKey,
  type Violation,
} from '../../../shared/core/model/index.ts';
import {
  aCheckJudgement,
  aJudgement,
  aViolation,
  CLUSTER,
  MINUTE,
  OTHER_CLUSTER,
  workload,
} from './judgements.ts';

/** A small true world: what each check would say of each subject if it could see everything. */
export type Truth = 'compliant' | 'gone' | 'not-applicable' | Wrong;
export interface Wrong {
  readonly severity: 'low' | 'high';
  readonly eni: string;
}

export const CHECKS = ['at-once', 'settles'] as const;
export const WINDOW = 15 * MINUTE;
export const SUBJECTS: readonly Subject[] = [CLUSTER, OTHER_CLUSTER].flatMap((cluster) =>
  ['Deployment/a', 'Deployment/b', 'Job/c'].map((name) => workload(name, cluster)),
);

export const keyOf = (check: string, subject: Subject): string => `${check} ${subjectKey(subject)}`;
export const EVERY_KEY: readonly string[] = CHECKS.flatMap((check) =>
  SUBJECTS.map((subject) => keyOf(check, subject)),
);

/** Keys that are missing are compliant. */
export type World = ReadonlyMap<string, Truth>;

/** What one audit looks at, and which of it it cannot see. */
export interface View {
  readonly clusters: readonly string[];
  readonly checks: readonly string[];
  readonly lost: ReadonlySet<string>;
}

const aWrong: fc.Arbitrary<Wrong> = fc.record({
  severity: fc.constantFrom('low' as const, 'high' as const),
  eni: fc.constantFrom('eni-1', 'eni-2'),
});
export const aTruth: fc.Arbitrary<Truth> = fc.oneof(
  fc.constantFrom('compliant' as const, 'gone' as const, 'not-applicable' as const),
  { arbitrary: aWrong, weight: 2 },
);
export const aWorld: fc.Arbitrary<World> = fc
  .array(fc.tuple(fc.constantFrom(...EVERY_KEY), aTruth))
  .map((entries) => new Map(entries));
export const aView: fc.Arbitrary<View> = fc.record({
  clusters: fc.subarray([CLUSTER, OTHER_CLUSTER], { minLength: 1 }),
  checks: fc.subarray([...CHECKS], { minLength: 1 }),
  lost: fc.subarray([...EVERY_KEY], { maxLength: 3 }).map((keys) => new Set(keys)),
});
export const FULL_VIEW: View = {
  clusters: [CLUSTER, OTHER_CLUSTER],
  checks: CHECKS,
  lost: new Set(),
};

export const isSeen = (view: View, check: string, subject: Subject): boolean =>
  view.clusters.includes(subject.cluster) &&
  view.checks.includes(check) &&
  !view.lost.has(keyOf(check, subject));

export const truthOf = (world: World, check: string, subject: Subject): Truth =>
  world.get(keyOf(check, subject)) ?? 'compliant';

/** What the audit says: the truth where it can see, unknown where it cannot, nothing about the rest. */
export function judgeWorld(world: World, view: View): Judgement {
  const checks = view.clusters.flatMap((cluster) =>
    view.checks.map((check) => judgeOne(world, view, cluster, check)),
  );
  return aJudgement(checks, { clusters: view.clusters });
}

function judgeOne(world: World, view: View, cluster: string, check: string): CheckJudgement {
  const violations: Violation[] = [];
  const said = new Map<string, Exclude<Disposition, 'violation'>>();
  for (const subject of SUBJECTS.filter((one) => one.cluster === cluster)) {
    const truth = truthOf(world, check, subject);
    if (!isSeen(view, check, subject)) said.set(subjectKey(subject), 'unknown');
    else if (typeof truth === 'string') said.set(subjectKey(subject), truth);
    else violations.push(violationOf(check, subject, truth));
  }
  return aCheckJudgement(violations, 'compliant', { check, cluster }, said);
}

function violationOf(check: string, subject: Subject, { severity, eni }: Wrong): Violation {
  const evidence: Evidence = { kind: 'interface', id: eni };
  const settling = check === 'settles' ? { provenSince: null, windowMs: WINDOW } : null;
  return aViolation({ check, subject, severity, evidence: [evidence], settling });
}
