import {
  type AuditCommit,
  type AuditRecord,
  type ClusterCommit,
  type Ledger,
  type PendingFinding,
  StaleAuditError,
} from '../../audit/ledger.ts';
import { compareText, type EpochMs, type Finding } from '../../core/model/index.ts';
import { decodeFinding, decodePolicies, decodeSighting, encodeBody } from './body.ts';

interface FindingRow {
  readonly body: string;
  readonly isOpen: boolean;
  readonly hash: string;
  readonly snapshotAt: EpochMs;
  readonly publishedHash: string | null;
}

/** The rows of one cluster. Bodies are text, so that nobody holds on to what is stored. */
interface ClusterRows {
  readonly findings: Map<string, FindingRow>;
  readonly sightings: Map<string, string>;
  audit: { readonly takenAt: EpochMs; readonly policies: string } | null;
}

/** A ledger that lives as long as the process: for tests, and to try an audit out. */
export function memoryLedger(): Ledger {
  const clusters = new Map<string, ClusterRows>();
  const rowsOf = (cluster: string): ClusterRows => {
    const rows = clusters.get(cluster) ?? {
      findings: new Map(),
      sightings: new Map(),
      audit: null,
    };
    clusters.set(cluster, rows);
    return rows;
  };
  const findings = (cluster: string, isOpen: boolean): readonly Finding[] =>
    [...rowsOf(cluster).findings]
      .filter(([, row]) => row.isOpen === isOpen)
      .map(([id, row]) => decodeFinding(id, row.body));
  return {
    clusters: async () =>
      [...clusters]
        .filter(([, { audit }]) => audit !== null)
        .map(([arn]) => arn)
        .toSorted(compareText),
    openFindings: async (cluster) => findings(cluster, true),
    resolvedFindings: async (cluster) => findings(cluster, false),
    sightings: async (cluster) =>
      [...rowsOf(cluster).sightings].map(([id, body]) => decodeSighting(id, body)),
    lastAudit: async (cluster) => lastAudit(cluster, rowsOf(cluster)),
    async commit({ takenAt, clusters: commits }: AuditCommit) {
      for (const { cluster } of commits) refuseStale(cluster, takenAt, rowsOf(cluster));
      for (const commit of commits) store(rowsOf(commit.cluster), commit, takenAt);
    },
    pending: async (limit) =>
      [...clusters].flatMap(pendingOf).toSorted(comparePending).slice(0, Math.max(0, limit)),
    async markPublished(publications) {
      for (const { cluster, id, hash } of publications) {
        const rows = rowsOf(cluster).findings;
        const row = rows.get(id);
        if (row !== undefined) rows.set(id, { ...row, publishedHash: hash });
      }
    },
    close: async () => {},
  };
}

function lastAudit(cluster: string, { audit }: ClusterRows): AuditRecord | null {
  if (audit === null) return null;
  const policies = decodePolicies(cluster, audit.policies);
  return { cluster, takenAt: audit.takenAt, policies };
}

function refuseStale(cluster: string, takenAt: EpochMs, { audit }: ClusterRows): void {
  if (audit !== null && audit.takenAt > takenAt)
    throw new StaleAuditError(cluster, takenAt, audit.takenAt);
}

function store(rows: ClusterRows, commit: ClusterCommit, takenAt: EpochMs): void {
  for (const { finding, hash } of commit.findings) {
    rows.findings.set(finding.id, {
      body: encodeBody(finding),
      isOpen: finding.state !== 'resolved',
      hash,
      snapshotAt: takenAt,
      publishedHash: rows.findings.get(finding.id)?.publishedHash ?? null,
    });
  }
  for (const { id } of commit.sightings.forget) rows.sightings.delete(id);
  for (const sighting of commit.sightings.record)
    rows.sightings.set(sighting.id, encodeBody(sighting));
  rows.audit = { takenAt, policies: encodeBody(commit.policies) };
}

const pendingOf = ([cluster, rows]: [string, ClusterRows]): readonly PendingFinding[] =>
  [...rows.findings]
    .filter(([, row]) => row.hash !== row.publishedHash)
    .map(([id, { body, hash, snapshotAt }]) => ({
      cluster,
      finding: decodeFinding(id, body),
      hash,
      snapshotAt,
    }));

const comparePending = (a: PendingFinding, b: PendingFinding): number =>
  a.snapshotAt - b.snapshotAt ||
  compareText(a.cluster, b.cluster) ||
  compareText(a.finding.id, b.finding.id);
