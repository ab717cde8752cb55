import type { EpochMs } from './ids.ts';
import type { Undecided, Violation } from './finding.ts';
import type { Subject } from './subject.ts';

/**
 * What one audit says about one subject of one check. `gone` needs a complete listing; `not-judged` is anything that
 * this audit did not look at (another cluster, a scope without the facts): it never closes a finding.
 */
export type Disposition =
  'compliant' | 'violation' | 'unknown' | 'not-applicable' | 'gone' | 'not-judged';

/** The population of one check in one cluster. `compliant + violations + unknown + notApplicable` covers all subjects. */
export interface Population {
  readonly judged: number;
  readonly compliant: number;
  readonly violations: number;
  readonly unknown: number;
  readonly notApplicable: number;
}

/** One check's answer for one cluster. Compliant subjects are not listed: `disposition` answers for any subject. */
export interface CheckJudgement {
  readonly check: string;
  readonly reference: string;
  /** Cluster ARN. */
  readonly cluster: string;
  readonly violations: readonly Violation[];
  readonly undecided: readonly Undecided[];
  readonly population: Population;
  disposition(subject: Subject): Disposition;
}

/** What the checks say in one audit; never stored. */
export interface Judgement {
  readonly takenAt: EpochMs;
  readonly clusters: readonly string[];
  readonly checks: readonly CheckJudgement[];
}
