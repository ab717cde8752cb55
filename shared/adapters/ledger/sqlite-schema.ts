import type { DatabaseSync } from 'node:sqlite';
import { LedgerError } from '../../audit/ledger.ts';
import { inTransaction } from './sqlite-transaction.ts';

/** "podf" in ASCII: marks the file as ours (PRAGMA application_id). */
const APPLICATION_ID = 0x706f6466;

/** Each step takes a ledger from the version before it to its own (index + 1). Never edited, only added to. */
const MIGRATIONS: readonly string[] = [
  `
  CREATE TABLE schema_version (version INTEGER PRIMARY KEY);
  CREATE TABLE findings (
    cluster TEXT NOT NULL,
    id TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    snapshot_at INTEGER NOT NULL,
    hash TEXT NOT NULL,
    published_hash TEXT,
    published_at INTEGER,
    body TEXT NOT NULL,
    PRIMARY KEY (cluster, id)
  ) WITHOUT ROWID;
  CREATE INDEX findings_pending ON findings (snapshot_at, cluster, id)
    WHERE hash IS NOT published_hash;
  CREATE TABLE sightings (
    cluster TEXT NOT NULL,
    id TEXT NOT NULL,
    body TEXT NOT NULL,
    PRIMARY KEY (cluster, id)
  ) WITHOUT ROWID;
  CREATE TABLE audits (
    cluster TEXT PRIMARY KEY,
    taken_at INTEGER NOT NULL,
    policies TEXT NOT NULL
  ) WITHOUT ROWID;
  `,
];

/**
 * Brings a ledger to the newest version; an empty database becomes one.
 * @throws LedgerError when the file is some other database, or a ledger of a newer version.
 */
export function migrate(db: DatabaseSync, path: string): void {
  inTransaction(db, () => {
    const version = versionOf(db, path);
    if (version > MIGRATIONS.length)
      throw new LedgerError(
        `ledger ${path}: its schema version is ${version}, and this podfence knows up to ${MIGRATIONS.length}: use a newer podfence`,
      );
    MIGRATIONS.slice(version).forEach((step, index) => {
      db.exec(step);
      db.prepare('INSERT INTO schema_version VALUES (?)').run(version + index + 1);
    });
    if (version === 0) db.exec(`PRAGMA application_id = ${APPLICATION_ID}`);
  });
}

/** 0 for an empty database. */
function versionOf(db: DatabaseSync, path: string): number {
  const application = numberFrom(db, 'PRAGMA application_id', 'application_id');
  const tables = numberFrom(db, 'SELECT count(*) AS n FROM sqlite_schema', 'n');
  if (application === 0 && tables === 0) return 0;
  if (application !== APPLICATION_ID)
    throw new LedgerError(`ledger ${path}: it is not a ledger but another SQLite database`);
  return numberFrom(db, 'SELECT max(version) AS version FROM schema_version', 'version');
}

function numberFrom(db: DatabaseSync, sql: string, column: string): number {
  const value = db.prepare(sql).get()?.[column];
  return typeof value === 'number' ? value : 0;
}
