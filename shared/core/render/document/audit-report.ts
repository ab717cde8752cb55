import type {
  Cause,
  Evidence,
  FindingState,
  Fix,
  Resolution,
  Severity,
  Subject,
  UnknownReason,
} from '../../model/index.ts';
import type { Envelope, IsoTime } from './envelope.ts';

export interface FindingRow {
  readonly id: string;
  readonly check: string;
  readonly severity: Severity;
  readonly title: string;
  readonly verdict: 'violation';
  readonly state: FindingState;
  readonly resolution: Resolution | null;
  readonly subject: Subject;
  readonly causes: readonly Cause[];
  readonly message: string;
  readonly expected: readonly string[];
  readonly observed: readonly string[];
  readonly evidence: readonly Evidence[];
  readonly fix: Fix;
  readonly attribution: {
    readonly actor: string;
    readonly event: string;
    readonly at: IsoTime | null;
  } | null;
  readonly firstSeen: IsoTime;
  readonly lastSeen: IsoTime;
  readonly suppressedBy: string | null;
}

export interface UnknownRow {
  readonly check: string;
  readonly subject: Subject;
  readonly reasons: readonly UnknownReason[];
  readonly missing: readonly string[];
}

export interface SettlingRow {
  readonly check: string;
  readonly subject: Subject;
  readonly since: IsoTime;
  readonly until: IsoTime;
}

/** A check that ran, and how many subjects it looked at. */
export interface PopulationRow {
  readonly id: string;
  readonly reference: string;
  readonly judged: number;
  readonly compliant: number;
  readonly violations: number;
  readonly unknown: number;
  readonly settling: number;
  readonly notApplicable: number;
  /** What is true when it is compliant. */
  readonly title: string;
  /** The usual one: each violation has its own. */
  readonly severity: Severity;
  /** Where AWS or upstream documents what it rests on: https URLs. */
  readonly references: readonly string[];
}

export interface InputRow {
  readonly source: string;
  readonly sha256: string;
  readonly readAt: IsoTime | null;
  readonly items: number;
  readonly complete: boolean;
}

export const DOCUMENT_STATUSES = [
  'active',
  'expires-soon',
  'expired',
  'matches-nothing',
  'not-judged',
] as const;

/**
 * What has become of a document. `expires-soon`: within 14 days. `matches-nothing`: everything that it may be about was
 * seen, and nothing is; `not-judged`: nothing matches, and what was seen does not tell.
 */
export type DocumentStatus = (typeof DOCUMENT_STATUSES)[number];

/** A document that people wrote, and whether it does something. */
export interface DocumentRow {
  readonly kind: 'DataStoreAccess' | 'Suppression';
  readonly name: string;
  /** `file:line`. */
  readonly source: string;
  /** The last day on which it holds, in UTC, as `2027-01-31`; null for a document without an end. */
  readonly expires: string | null;
  readonly status: DocumentStatus;
  /** Stores that it surely selects; findings that it suppresses. */
  readonly matched: number;
  /** Parts of it that surely match nothing, as `spec.allow[1]`. */
  readonly idle: readonly string[];
}

/** What people decided about the audit: what was not looked at, and every option that is not as it comes. */
export interface ConfigurationRow {
  /** Services whose stores were audited. */
  readonly stores: readonly string[];
  /** Services that were left out: their stores were not looked at, and their findings are held. */
  readonly storesLeftOut: readonly string[];
  /** Checks that did not run; their findings are held. */
  readonly checksOff: readonly { readonly id: string; readonly reference: string }[];
  /** Options that differ from their defaults, in the order of the option table, each as one writes it in a file. */
  readonly settings: readonly { readonly name: string; readonly value: unknown }[];
}

export interface AuditSummary {
  /** Open findings: raised, changed, persisting and held ones that nobody suppressed. */
  readonly bySeverity: Readonly<Record<Severity, number>>;
  /** The same, by check; only checks that have any. */
  readonly byCheck: Readonly<Record<string, number>>;
  readonly raised: number;
  readonly changed: number;
  readonly persisting: number;
  readonly resolved: number;
  readonly held: number;
  readonly suppressed: number;
  readonly unknown: number;
  readonly settling: number;
}

export interface AuditReport extends Envelope<'AuditReport'> {
  readonly summary: AuditSummary;
  readonly findings: readonly FindingRow[];
  readonly unknowns: readonly UnknownRow[];
  readonly settling: readonly SettlingRow[];
  readonly checks: readonly PopulationRow[];
  readonly inputs: readonly InputRow[];
  readonly configuration: ConfigurationRow;
  /** Documents that were given: who may reach which store, and what is accepted for a while. */
  readonly documents: readonly DocumentRow[];
  readonly tool: { readonly version: string };
}
