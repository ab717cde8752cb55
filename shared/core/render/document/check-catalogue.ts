import type { Severity, SubjectKind } from '../../model/index.ts';
import type { Envelope } from './envelope.ts';

export type CheckGroup = 'A' | 'B' | 'C' | 'D' | 'R' | 'P';

export interface CheckRow {
  readonly id: string;
  readonly group: CheckGroup;
  readonly reference: string;
  readonly title: string;
  readonly severity: Severity;
  readonly subject: SubjectKind;
  readonly needs: readonly string[];
  readonly status: 'implemented' | 'planned';
  /** The reference of the check whose findings speak for this one too. */
  readonly reportsUnder: string | null;
}

export interface CheckCatalogue extends Envelope<'CheckCatalogue'> {
  readonly checks: readonly CheckRow[];
}
