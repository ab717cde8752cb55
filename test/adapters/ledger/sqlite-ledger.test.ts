import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openSqliteLedger } from '../../../shared/adapters/ledger/index.ts';
import { LedgerError, StaleAuditError, toCommit } from '../../../shared/audit/ledger.ts';
import { reconcile } from '../../../shared/core/findings/index.ts';
import {
  aCheckJudgement,
  aJudgement,
  aViolation,
  CLUSTER,
  NOTHING_STORED,
  NOW,
  workload,
} from '../../core/findings/judgements.ts';

const folder = mkdtempSync(join(tmpdir(), 'podfence-ledger-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
const freshFolder = (): string => {
  const path = join(folder, String((files += 1)));
  mkdirSync(path);
  return path;
};
const freshFile = (): string => join(freshFolder(), 'ledger.sqlite');

const judgement = aJudgement([aCheckJudgement([aViolation()])]);
const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
const audit = toCommit(NOW, [CLUSTER], delta, new Map());

/** A ledger with one finding, changed behind its back. */
async function tampered(sql: string): Promise<string> {
  const path = freshFile();
  const ledger = openSqliteLedger(path);
  await ledger.commit(audit);
  await ledger.close();
  const db = new DatabaseSync(path);
  db.exec(sql);
  db.close();
  return path;
}

describe('the file of a ledger', () => {
  it('is one file, and holds what was stored when it is opened again', async () => {
    const path = freshFile();
    const ledger = openSqliteLedger(path);
    await ledger.commit(audit);
    await ledger.close();
    expect(readdirSync(join(path, '..'))).toEqual(['ledger.sqlite']);
    const again = openSqliteLedger(path);
    expect(await again.openFindings(CLUSTER)).toEqual(delta.raised);
    await again.close();
  });

  it('may be open twice: the second sees what the first stored, and is refused what is older', async () => {
    const path = freshFile();
    const [first, second] = [openSqliteLedger(path), openSqliteLedger(path)];
    await first.commit(audit);
    expect(await second.openFindings(CLUSTER)).toEqual(delta.raised);
    await expect(second.commit({ ...audit, takenAt: NOW - 1 })).rejects.toThrow(StaleAuditError);
    await first.close();
    await second.close();
  });

  it('goes back to one file when somebody had switched on a write-ahead log', async () => {
    const path = await tampered('PRAGMA journal_mode = WAL');
    const ledger = openSqliteLedger(path);
    await ledger.commit(audit);
    expect(readdirSync(join(path, '..'))).toEqual(['ledger.sqlite']);
    await ledger.close();
  });

  it('takes a name for a file, never for a database in memory', async () => {
    const path = join(freshFolder(), ':memory:');
    const ledger = openSqliteLedger(path);
    await ledger.close();
    expect(readdirSync(join(path, '..'))).toEqual([':memory:']);
  });

  it('stores an audit whole or not at all', async () => {
    const path = await tampered(
      `CREATE TRIGGER broken BEFORE INSERT ON audits BEGIN SELECT RAISE(ABORT, 'broken'); END`,
    );
    const ledger = openSqliteLedger(path);
    const other = aViolation({ subject: workload('Deployment/other') });
    const more = reconcile({
      judgement: aJudgement([aCheckJudgement([other])]),
      ...NOTHING_STORED,
      now: NOW,
    });
    await expect(ledger.commit(toCommit(NOW, [CLUSTER], more, new Map()))).rejects.toThrow(
      'broken',
    );
    expect(await ledger.openFindings(CLUSTER)).toEqual(delta.raised);
    await ledger.close();
  });
});

describe('a file that is no ledger', () => {
  const opening = (path: string) => () => openSqliteLedger(path);

  it('is refused when it is no database', () => {
    const path = freshFile();
    writeFileSync(
      path,
      'not a database, but long enough to have a header of some kind '.repeat(20),
    );
    expect(opening(path)).toThrow(LedgerError);
    expect(opening(path)).toThrow(/ledger\.sqlite: it is not a ledger/);
  });

  it('is refused, and left as it is, when it is another database', () => {
    const path = freshFile();
    const db = new DatabaseSync(path);
    db.exec('CREATE TABLE somebody (name TEXT)');
    expect(opening(path)).toThrow(/not a ledger but another SQLite database/);
    expect(db.prepare('SELECT name FROM sqlite_schema').all()).toHaveLength(1);
    db.close();
  });

  it('is refused when a newer version wrote it', async () => {
    const path = await tampered('INSERT INTO schema_version VALUES (7)');
    expect(opening(path)).toThrow(/schema version is 7.*use a newer podfence/);
  });

  it.each([
    ['a folder', freshFolder()],
    ['in a folder that is not there', join(folder, 'missing', 'ledger.sqlite')],
  ])('is refused when it is %s', (_, path) => {
    expect(opening(path)).toThrow(LedgerError);
    expect(opening(path)).toThrow(/its folder must exist/);
  });

  it('is refused while another process holds it, after a wait', () => {
    const path = freshFile();
    const db = new DatabaseSync(path);
    db.exec('BEGIN IMMEDIATE; CREATE TABLE x (y)');
    expect(() => openSqliteLedger(path, 10)).toThrow(/another process is writing/);
    db.close();
  });
});

describe('a damaged record', () => {
  it.each([
    ['is no JSON', `'{'`],
    ['has no version', `'{"value":{}}'`],
    ['is of another finding', `replace(body, 'podfence/', 'other/')`],
    ['lacks its violation', `json_remove(body, '$.value.violation')`],
    ['is null', `'null'`],
  ])('is told by name when it %s', async (_, body) => {
    const path = await tampered(`UPDATE findings SET body = ${body}`);
    const ledger = openSqliteLedger(path);
    await expect(ledger.openFindings(CLUSTER)).rejects.toThrow(/^finding podfence\/.* damaged/);
    await ledger.close();
  });

  it('of a newer version is not guessed at', async () => {
    const path = await tampered(
      `UPDATE audits SET policies = '{"schemaVersion":2,"value":[]}'; INSERT INTO sightings VALUES ('${CLUSTER}', 'x', '{"schemaVersion":1,"value":{"id":"y"}}')`,
    );
    const ledger = openSqliteLedger(path);
    await expect(ledger.lastAudit(CLUSTER)).rejects.toThrow(/stored by a newer podfence/);
    await expect(ledger.sightings(CLUSTER)).rejects.toThrow(/^sighting of x: .* damaged/);
    await ledger.close();
  });
});
