import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from '@jest/globals';
import { openSqliteLedger } from '../../../shared/adapters/ledger/index.ts';
import { LedgerError, runAudit } from '../../../shared/audit/index.ts';
import { sourceOf } from '../../support/raw-snapshot.ts';
import { workshop } from '../../support/worlds.ts';

const folder = mkdtempSync(join(tmpdir(), 'podfence-stored-'));
afterAll(() => rmSync(folder, { recursive: true }));

let files = 0;
const freshFile = (): string => join(folder, `${(files += 1)}.sqlite`);

/** A ledger as an earlier version left it: the workshop audited three times. Never made anew. */
function storedLedger(version: number): string {
  const path = freshFile();
  const db = new DatabaseSync(path);
  db.exec(
    readFileSync(join(import.meta.dirname, `../../fixtures/ledger/version-${version}.sql`), 'utf8'),
  );
  db.close();
  return path;
}

const CLUSTER = 'arn:aws:eks:us-west-2:111122223333:cluster/eks-workshop';
const drifted = workshop('drifted');

describe('a ledger of version 1', () => {
  it('is opened, and holds what it held', async () => {
    const ledger = openSqliteLedger(storedLedger(1));
    expect(await ledger.clusters()).toEqual([CLUSTER]);
    expect((await ledger.lastAudit(CLUSTER))?.takenAt).toBe(drifted.now);
    expect(
      (await ledger.openFindings(CLUSTER)).map(({ violation }) => violation.check).toSorted(),
    ).toEqual([
      'branch-eni-carries-declared-groups',
      'branch-eni-carries-declared-groups',
      'matched-pod-has-branch-eni',
      'only-intended-pods-reach-store',
      'store-admits-no-node-or-cluster-group',
    ]);
    expect(await ledger.resolvedFindings(CLUSTER)).toHaveLength(1);
    expect(await ledger.sightings(CLUSTER)).toHaveLength(1);
    expect(await ledger.pending(100)).toHaveLength(6);
    await ledger.close();
  });

  it('goes on where it stood: its findings persist with their first sight, and what settled becomes one', async () => {
    const ledger = openSqliteLedger(storedLedger(1));
    const open = await ledger.openFindings(CLUSTER);
    const { report } = await runAudit({
      source: sourceOf(drifted.files, drifted.takenAt),
      now: drifted.now + 16 * 60_000,
      ledger,
      version: '0.0.0',
    });
    const rows = new Map(report.findings.map((row) => [row.id, row]));
    for (const { id, firstSeen } of open) {
      expect(['persisting', 'changed']).toContain(rows.get(id)?.state);
      expect(rows.get(id)?.firstSeen).toBe(new Date(firstSeen).toISOString());
    }
    const orphan = report.findings.find(({ check }) => check === 'branch-eni-in-use-has-pod');
    expect(orphan?.state).toBe('raised');
    await ledger.close();
  });
});

/** What is done to a file of a ledger, and what is said of it. */
const DAMAGES: readonly (readonly [string, (bytes: Buffer) => Buffer, RegExp])[] = [
  ['is cut off', (bytes) => bytes.subarray(0, 5000), /the file is damaged|not a ledger/u],
  [
    'has lost its header',
    (bytes) => Buffer.concat([Buffer.alloc(100), bytes.subarray(100)]),
    /not a ledger|damaged/u,
  ],
  ['holds noise in its pages', (bytes) => noisy(bytes), /damaged|not a ledger|malformed/u],
];

function noisy(bytes: Buffer): Buffer {
  const copy = Buffer.from(bytes);
  for (let at = 100; at < copy.length; at += 1) copy[at] = (at * 7919) % 251;
  return copy;
}

async function useOf(path: string): Promise<void> {
  const ledger = openSqliteLedger(path);
  try {
    await ledger.clusters();
    await ledger.openFindings(CLUSTER);
    await ledger.lastAudit(CLUSTER);
  } finally {
    await ledger.close();
  }
}

describe('a file of a ledger that', () => {
  it.each(DAMAGES)('%s is refused in words, and left as it is', async (_what, damage, words) => {
    const path = storedLedger(1);
    const damaged = damage(readFileSync(path));
    writeFileSync(path, damaged);
    await expect(useOf(path)).rejects.toThrow(LedgerError);
    await expect(useOf(path)).rejects.toThrow(words);
    expect(readFileSync(path).equals(damaged)).toBe(true);
    expect(readdirSync(folder).filter((name) => name.includes('journal'))).toEqual([]);
  });

  it('a newer version wrote is refused, and left as it is', () => {
    const path = storedLedger(1);
    const db = new DatabaseSync(path);
    db.exec('INSERT INTO schema_version VALUES (99); ALTER TABLE findings ADD COLUMN more TEXT');
    db.close();
    const before = readFileSync(path);
    expect(() => openSqliteLedger(path)).toThrow(
      /schema version is 99, and this podfence knows up to 1/u,
    );
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  it('was read is not written to', async () => {
    const path = storedLedger(1);
    const before = readFileSync(path);
    await useOf(path);
    expect(readFileSync(path).equals(before)).toBe(true);
  });
});
