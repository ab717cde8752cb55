import {
  type Delta,
  findingsOf,
  type PolicySighting,
  publicationHash,
  type Sighting,
} from '../core/findings/index.ts';
import type { EpochMs, Finding } from '../core/model/index.ts';

export type { PolicySighting, Sighting, SightingMark } from '../core/findings/index.ts';

/**
 * What audits remember: findings, what settles, and what was seen when. Everything is keyed by cluster ARN; reading one
 * cluster never shows another's. Every method rejects with a LedgerError when the store cannot be read or written.
 */
export interface Ledger {
  /** ARNs of the clusters that were audited, sorted. */
  clusters(): Promise<readonly string[]>;
  /** Findings that are not resolved, in any order. */
  openFindings(cluster: string): Promise<readonly Finding[]>;
  /** Resolved ones: they stay, so that one that returns keeps its first sight. */
  resolvedFindings(cluster: string): Promise<readonly Finding[]>;
  sightings(cluster: string): Promise<readonly Sighting[]>;
  /** The newest audit that was committed; null before the first. */
  lastAudit(cluster: string): Promise<AuditRecord | null>;
  /**
   * Stores one audit whole or not at all. Findings whose `hash` is not the published one become pending.
   * Rejects with a StaleAuditError, and stores nothing, when one of the clusters has an audit of a newer snapshot; an audit
   * of the same snapshot may be committed again.
   */
  commit(audit: AuditCommit): Promise<void>;
  /** Findings to be published, of the oldest snapshot first, then by cluster and id; at most `limit`. */
  pending(limit: number): Promise<readonly PendingFinding[]>;
  /** A finding that changed again since stays pending; one that is not stored is ignored. */
  markPublished(publications: readonly Publication[]): Promise<void>;
  close(): Promise<void>;
}

/** A finding and what the outside world would know of it (`publicationHash`). */
export interface FindingRecord {
  readonly finding: Finding;
  readonly hash: string;
}

export interface PendingFinding extends FindingRecord {
  readonly cluster: string;
  /** `takenAt` of the snapshot that the finding rests on. */
  readonly snapshotAt: EpochMs;
}

/** What was delivered: the hash that the pending finding had, and when. */
export interface Publication {
  readonly cluster: string;
  readonly id: string;
  readonly hash: string;
  readonly publishedAt: EpochMs;
}

export interface AuditRecord {
  readonly cluster: string;
  /** `takenAt` of its snapshot. */
  readonly takenAt: EpochMs;
  /** Sorted by UID: proof that a policy has not changed since. */
  readonly policies: readonly PolicySighting[];
}

export interface ClusterCommit {
  readonly cluster: string;
  /** Findings to store over those of the same id; others stay as they are. */
  readonly findings: readonly FindingRecord[];
  readonly sightings: Delta['sightings'];
  readonly policies: readonly PolicySighting[];
}

export interface AuditCommit {
  readonly takenAt: EpochMs;
  readonly clusters: readonly ClusterCommit[];
}

/** What a delta leaves in the ledger, by cluster. `policies` are the sightings after this audit, by cluster. */
export function toCommit(
  takenAt: EpochMs,
  clusters: readonly string[],
  delta: Delta,
  policies: ReadonlyMap<string, readonly PolicySighting[]>,
): AuditCommit {
  const findings = Map.groupBy(findingsOf(delta), (it) => it.violation.subject.cluster);
  const record = Map.groupBy(delta.sightings.record, (it) => it.subject.cluster);
  const forget = Map.groupBy(delta.sightings.forget, (it) => it.subject.cluster);
  return {
    takenAt,
    clusters: clusters.map((cluster) => ({
      cluster,
      findings: (findings.get(cluster) ?? []).map((finding) => ({
        finding,
        hash: publicationHash(finding),
      })),
      sightings: { record: record.get(cluster) ?? [], forget: forget.get(cluster) ?? [] },
      policies: policies.get(cluster) ?? [],
    })),
  };
}

/** The ledger cannot be opened, read or written. The message names it, says why, and what was expected. */
export class LedgerError extends Error {
  override readonly name: string = 'LedgerError';
}

/** Findings may only move forward in time: an audit of an older snapshot than the newest one known is refused. */
export class StaleAuditError extends LedgerError {
  override readonly name = 'StaleAuditError';
  readonly cluster: string;
  readonly takenAt: EpochMs;
  readonly newest: EpochMs;

  constructor(cluster: string, takenAt: EpochMs, newest: EpochMs) {
    const [older, newer] = [takenAt, newest].map((at) => new Date(at).toISOString());
    super(`${cluster}: the snapshot of ${older} is older than the ledger's newest, of ${newer}`);
    this.cluster = cluster;
    this.takenAt = takenAt;
    this.newest = newest;
  }
}
