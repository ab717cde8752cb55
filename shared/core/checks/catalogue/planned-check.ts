import type { Severity, SubjectKind } from '../../model/index.ts';
import type { Need } from '../contract/need.ts';

/** A check of the reference catalogue that is not written yet: its id is taken, and what it will need is known. */
export interface PlannedCheck {
  readonly id: string;
  readonly reference: string;
  readonly title: string;
  readonly severity: Severity;
  readonly subject: SubjectKind;
  readonly needs: readonly Need[];
  /** The check whose findings tell this one's faults too. */
  readonly reportsUnder?: string;
}
