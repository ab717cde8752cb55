import { resolve } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
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
import { explainingErrors } from './sqlite-error.ts';
import { migrate } from './sqlite-schema.ts';
import { inTransaction } from './sqlite-transaction.ts';

const BUSY_TIMEOUT_MS = 5000;

/**
 * A ledger in one SQLite file, made when it is not there. One audit is one transaction; the rollback journal is beside the
 * file only while it is being written, so that the file can be copied and moved.
 * `busyTimeoutMs` is how long to wait for another process that writes.
 * @throws LedgerError when the file is no ledger, is a newer one, or cannot be opened or written.
 */
export function openSqliteLedger(path: string, busyTimeoutMs = BUSY_TIMEOUT_MS): Ledger {
  // Resolved, so that neither `:memory:` nor a `file:` name means anything but a file.
  const file = resolve(path);
  return explainingErrors(path, () => {
    const db = new DatabaseSync(file, { timeout: busyTimeoutMs });
    try {
      db.exec('PRAGMA trusted_schema = OFF');
      migrate(db, path);
      db.exec('PRAGMA journal_mode = DELETE');
      return ledgerOn(db, path);
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

type Row = Readonly<Record<string, SQLOutputValue>>;

const textOf = (row: Row, column: string): string => {
  const value = row[column];
  return typeof value === 'string' ? value : '';
};
const numberOf = (row: Row, column: string): number => {
  const value = row[column];
  return typeof value === 'number' ? value : 0;
};

function ledgerOn(db: DatabaseSync, path: string): Ledger {
  const run = async <T>(work: () => T): Promise<T> => explainingErrors(path, work);
  const findings = (cluster: string, isOpen: boolean): readonly Finding[] =>
    db
      .prepare('SELECT id, body FROM findings WHERE cluster = ? AND is_open = ?')
      .all(cluster, Number(isOpen))
      .map((row) => decodeFinding(textOf(row, 'id'), textOf(row, 'body')));
  return {
    clusters: () =>
      run(() =>
        db
          .prepare('SELECT cluster FROM audits')
          .all()
          .map((row) => textOf(row, 'cluster'))
          .toSorted(compareText),
      ),
    openFindings: (cluster) => run(() => findings(cluster, true)),
    resolvedFindings: (cluster) => run(() => findings(cluster, false)),
    sightings: (cluster) =>
      run(() =>
        db
          .prepare('SELECT id, body FROM sightings WHERE cluster = ?')
          .all(cluster)
          .map((row) => decodeSighting(textOf(row, 'id'), textOf(row, 'body'))),
      ),
    lastAudit: (cluster) => run(() => lastAudit(db, cluster)),
    commit: (audit) => run(() => inTransaction(db, () => commitAudit(db, audit))),
    pending: (limit) => run(() => pendingIn(db, limit)),
    markPublished: (publications) =>
      run(() =>
        inTransaction(db, () => {
          const mark = db.prepare(
            'UPDATE findings SET published_hash = ?, published_at = ? WHERE cluster = ? AND id = ?',
          );
          for (const it of publications) mark.run(it.hash, it.publishedAt, it.cluster, it.id);
        }),
      ),
    close: () => run(() => db.close()),
  };
}

function lastAudit(db: DatabaseSync, cluster: string): AuditRecord | null {
  const row = db.prepare('SELECT taken_at, policies FROM audits WHERE cluster = ?').get(cluster);
  if (row === undefined) return null;
  const policies = decodePolicies(cluster, textOf(row, 'policies'));
  return { cluster, takenAt: numberOf(row, 'taken_at'), policies };
}

function commitAudit(db: DatabaseSync, { takenAt, clusters }: AuditCommit): void {
  const newest = db.prepare('SELECT taken_at FROM audits WHERE cluster = ? AND taken_at > ?');
  for (const { cluster } of clusters) {
    const row = newest.get(cluster, takenAt);
    if (row !== undefined) throw new StaleAuditError(cluster, takenAt, numberOf(row, 'taken_at'));
  }
  for (const commit of clusters) {
    storeFindings(db, commit, takenAt);
    storeSightings(db, commit);
    db.prepare('INSERT OR REPLACE INTO audits VALUES (?, ?, ?)').run(
      commit.cluster,
      takenAt,
      encodeBody(commit.policies),
    );
  }
}

function storeFindings(
  db: DatabaseSync,
  { cluster, findings }: ClusterCommit,
  takenAt: EpochMs,
): void {
  const put = db.prepare(`
    INSERT INTO findings (cluster, id, is_open, snapshot_at, hash, body) VALUES (?, ?, ?, ?, ?, ?)
    ON CONFLICT (cluster, id) DO UPDATE SET is_open = excluded.is_open,
      snapshot_at = excluded.snapshot_at, hash = excluded.hash, body = excluded.body`);
  for (const { finding, hash } of findings) {
    const isOpen = Number(finding.state !== 'resolved');
    put.run(cluster, finding.id, isOpen, takenAt, hash, encodeBody(finding));
  }
}

function storeSightings(db: DatabaseSync, { cluster, sightings }: ClusterCommit): void {
  const forget = db.prepare('DELETE FROM sightings WHERE cluster = ? AND id = ?');
  for (const { id } of sightings.forget) forget.run(cluster, id);
  const put = db.prepare('INSERT OR REPLACE INTO sightings VALUES (?, ?, ?)');
  for (const sighting of sightings.record) put.run(cluster, sighting.id, encodeBody(sighting));
}

function pendingIn(db: DatabaseSync, limit: number): readonly PendingFinding[] {
  return db
    .prepare(
      `SELECT cluster, id, hash, snapshot_at, body FROM findings
       WHERE hash IS NOT published_hash ORDER BY snapshot_at, cluster, id LIMIT ?`,
    )
    .all(Math.max(0, Math.floor(limit)))
    .map((row) => ({
      cluster: textOf(row, 'cluster'),
      finding: decodeFinding(textOf(row, 'id'), textOf(row, 'body')),
      hash: textOf(row, 'hash'),
      snapshotAt: numberOf(row, 'snapshot_at'),
    }));
}
