import type { GapReason } from '../../model/index.ts';

/** ISO 8601 in UTC with milliseconds. */
export type IsoTime = string;

/** The years that ISO 8601 writes with four digits: a time from the input may be any number. */
const EARLIEST = Date.UTC(1000, 0, 1);
const LATEST = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

export const toIso = (at: number): IsoTime =>
  new Date(Math.min(Math.max(at, EARLIEST), LATEST) || 0).toISOString();

export interface ClusterHead {
  readonly arn: string;
  readonly name: string;
  readonly region: string | null;
  readonly accountId: string | null;
  readonly enforcingMode: 'strict' | 'standard' | 'mixed' | 'unknown';
}

/** How much of what was asked could be decided. `percent` is rounded down: 100 means everything. */
export interface Coverage {
  readonly judged: number;
  readonly unknown: number;
  readonly settling: number;
  readonly percent: number;
}

export interface GapRow {
  readonly source: string;
  readonly item?: string;
  readonly reason: GapReason;
  readonly detail: string;
  readonly effect: string;
}

/** What every document starts with, in this order. */
export interface Envelope<Kind extends string> {
  readonly schemaVersion: 1;
  readonly kind: Kind;
  readonly takenAt: IsoTime;
  readonly clusters: readonly ClusterHead[];
  readonly coverage: Coverage;
  readonly gaps: readonly GapRow[];
}

/** Percent with two decimals, rounded down; nothing judged is 0, not a full score. */
export function coverageOf(judged: number, unknown: number, settling: number): Coverage {
  const total = judged + unknown + settling;
  const percent = total === 0 ? 0 : Math.floor((judged / total) * 10_000) / 100;
  return { judged, unknown, settling, percent };
}
