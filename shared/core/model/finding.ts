import type { EpochMs } from './ids.ts';
import type { Subject } from './subject.ts';
import type { Cause, Severity, UnknownReason } from './verdict.ts';

/** A fact by id that a violation rests on. More fields may follow `kind` and `id`; values are text, numbers or lists. */
export interface Evidence {
  readonly kind:
    | 'rule'
    | 'policy'
    | 'interface'
    | 'group'
    | 'nacl-entry'
    | 'route'
    | 'node'
    | 'pod'
    | 'store'
    | 'workload'
    | 'subnet'
    | 'prefix-list'
    | 'cni'
    | 'webhook'
    | 'proxy'
    | 'document'
    | 'note';
  readonly id: string;
  readonly [field: string]: string | number | boolean | null | readonly string[];
}

/** The exact step that fixes it. Commands are text to read; podfence never runs them. */
export interface Fix {
  readonly summary: string;
  readonly commands: readonly string[];
}

/** What a check yields for one violated subject. */
export interface Violation {
  readonly check: string;
  readonly subject: Subject;
  readonly severity: Severity;
  readonly title: string;
  readonly message: string;
  readonly causes: readonly Cause[];
  /** Group ids, addresses or sentences: what should be, and what is. */
  readonly expected: readonly string[];
  readonly observed: readonly string[];
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly fix: Fix;
  /** Set by checks that settle: what the input's own timestamps prove, null when they prove nothing. */
  readonly settling: { readonly provenSince: EpochMs | null; readonly windowMs: number } | null;
}

export interface Undecided {
  readonly check: string;
  readonly subject: Subject;
  readonly reasons: readonly [UnknownReason, ...UnknownReason[]];
  /** Sources (files or API actions) that would settle it, sorted. */
  readonly missing: readonly string[];
}

export interface Attribution {
  readonly actor: string;
  readonly event: string;
  readonly at: EpochMs | null;
}

export type FindingState = 'raised' | 'changed' | 'persisting' | 'resolved' | 'held';
export type Resolution = 'compliant' | 'subject-gone' | 'not-applicable';

/** The durable record of a violation of (check, cluster, subject). `violation` is the last decided one. */
export interface Finding {
  readonly id: string;
  readonly violation: Violation;
  readonly state: FindingState;
  readonly resolution: Resolution | null;
  readonly firstSeen: EpochMs;
  readonly lastSeen: EpochMs;
  readonly attribution: Attribution | null;
  readonly suppressedBy: string | null;
}

/** A violation that waits: it becomes a finding when it is still there after its window. */
export interface Settling {
  readonly violation: Violation;
  readonly since: EpochMs;
  readonly until: EpochMs;
}
