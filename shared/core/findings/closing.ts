import type { Disposition, Judgement, Resolution, Subject } from '../model/index.ts';

const RESOLUTIONS: Readonly<Partial<Record<Disposition, Resolution>>> = {
  compliant: 'compliant',
  gone: 'subject-gone',
  'not-applicable': 'not-applicable',
};

/** How an open finding may close, or null when it may not. */
export type ClosingOf = (check: string, subject: Subject) => Resolution | null;

/**
 * A finding closes on a positive observation only: this audit judged its subject, and says that it is compliant, gone or
 * of another class. A check that did not run, a cluster that was not looked at and an unknown close nothing.
 */
export function closingsOf(judgement: Judgement): ClosingOf {
  const byCheck = Map.groupBy(judgement.checks, (it) => JSON.stringify([it.check, it.cluster]));
  return (check, subject) => {
    const judgements = byCheck.get(JSON.stringify([check, subject.cluster])) ?? [];
    const said = new Set(judgements.map((it) => it.disposition(subject)));
    const [only, ...others] = said;
    return only === undefined || others.length > 0 ? null : (RESOLUTIONS[only] ?? null);
  };
}
