import type { Envelope } from './envelope.ts';

/** One read that a live audit makes. */
export interface AccessRow {
  /** The file that it stands for in a snapshot. */
  readonly source: string;
  /** As IAM or RBAC names it. */
  readonly permission: string;
  /** Without it the main questions stay undecided. */
  readonly required: boolean;
  readonly verdict: 'allowed' | 'denied' | 'absent' | 'throttled' | 'unreachable' | 'inconsistent';
  /** What the API answered; null where it is allowed. */
  readonly detail: string | null;
  /** The line that grants it, where it is denied. */
  readonly grant: string | null;
}

export interface AccessReport extends Envelope<'AccessReport'> {
  readonly reads: readonly AccessRow[];
}
