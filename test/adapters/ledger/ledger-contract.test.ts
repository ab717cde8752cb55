import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { memoryLedger, openSqliteLedger } from '../../../shared/adapters/ledger/index.ts';
import {
  type AuditCommit,
  type Ledger,
  StaleAuditError,
  toCommit,
} from '../../../shared/audit/ledger.ts';
import { findingsOf, publicationHash, reconcile } from '../../../shared/core/findings/index.ts';
import { compareText, type Finding, type Violation } from '../../../shared/core/model/index.ts';
import {
  aCheckJudgement,
  aJudgement,
  aViolation,
  CLUSTER,
  MINUTE,
  NOTHING_STORED,
  NOW,
  OTHER_CLUSTER,
  workload,
} from '../../core/findings/judgements.ts';

const folder = mkdtempSync(join(tmpdir(), 'podfence-ledger-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

let files = 0;
const freshFile = (): string => join(folder, `${(files += 1)}.sqlite`);

const ids = (findings: readonly Finding[]): readonly string[] =>
  findings.map(({ id }) => id).toSorted();
const of = (name: string, cluster = CLUSTER, overrides: Partial<Violation> = {}) =>
  aViolation({ subject: workload(name, cluster), ...overrides });

/** What a first audit of these violations commits. */
function firstAudit(violations: Violation[], takenAt = NOW): AuditCommit {
  const judgement = aJudgement(violations.map((one) => aCheckJudgement([one])));
  const delta = reconcile({ judgement, ...NOTHING_STORED, now: takenAt });
  return toCommit(takenAt, judgement.clusters, delta, new Map());
}

/** One more audit, the way an audit works: read, reconcile, commit. */
async function auditAgain(ledger: Ledger, violations: Violation[], now: number) {
  const judgement = aJudgement([aCheckJudgement(violations, 'compliant', { cluster: CLUSTER })]);
  const [open, resolved, sightings] = await Promise.all([
    ledger.openFindings(CLUSTER),
    ledger.resolvedFindings(CLUSTER),
    ledger.sightings(CLUSTER),
  ]);
  const delta = reconcile({ judgement, open, resolved, sightings, now });
  await ledger.commit(toCommit(now, [CLUSTER], delta, new Map()));
  return delta;
}

async function publishAll(ledger: Ledger): Promise<void> {
  const pending = await ledger.pending(1000);
  await ledger.markPublished(
    pending.map(({ cluster, finding, hash }) => ({
      cluster,
      id: finding.id,
      hash,
      publishedAt: NOW,
    })),
  );
}

describe.each<[string, () => Ledger]>([
  ['a ledger in memory', memoryLedger],
  ['a ledger in a file', () => openSqliteLedger(freshFile())],
])('%s', (_, open) => {
  it('starts empty', async () => {
    const ledger = open();
    expect(await ledger.clusters()).toEqual([]);
    expect(await ledger.openFindings(CLUSTER)).toEqual([]);
    expect(await ledger.resolvedFindings(CLUSTER)).toEqual([]);
    expect(await ledger.sightings(CLUSTER)).toEqual([]);
    expect(await ledger.lastAudit(CLUSTER)).toBeNull();
    expect(await ledger.pending(10)).toEqual([]);
    await ledger.close();
  });

  it('gives back what was stored, cluster by cluster', async () => {
    const ledger = open();
    const odd: Violation = of('Deployment/\ud800 "quoted"\u0000', CLUSTER, {
      evidence: [{ kind: 'note', id: '__proto__', list: ['a', 'b'], flag: true, none: null, n: 1 }],
    });
    const audit = firstAudit([odd, of('Deployment/b', OTHER_CLUSTER)]);
    await ledger.commit(audit);
    const [mine] = audit.clusters;
    expect(await ledger.openFindings(CLUSTER)).toEqual([mine!.findings[0]!.finding]);
    expect(await ledger.openFindings(OTHER_CLUSTER)).toHaveLength(1);
    expect(await ledger.openFindings('arn:aws:eks:unknown')).toEqual([]);
    await ledger.close();
  });

  it('knows the clusters that were audited, also those in which nothing is wrong', async () => {
    const ledger = open();
    await ledger.openFindings('arn:aws:eks:only-asked-for');
    await ledger.commit(
      toCommit(NOW, [OTHER_CLUSTER], await auditAgain(ledger, [], NOW), new Map()),
    );
    expect(await ledger.clusters()).toEqual([CLUSTER, OTHER_CLUSTER].toSorted(compareText));
    await ledger.close();
  });

  it('remembers policies and the time of the newest audit', async () => {
    const ledger = open();
    const policies = [{ uid: 'uid-1', generation: 3, seenAt: NOW - MINUTE }];
    const audit = firstAudit([of('Deployment/a')]);
    await ledger.commit({ ...audit, clusters: [{ ...audit.clusters[0]!, policies }] });
    expect(await ledger.lastAudit(CLUSTER)).toEqual({ cluster: CLUSTER, takenAt: NOW, policies });
    await auditAgain(ledger, [], NOW + MINUTE);
    expect(await ledger.lastAudit(CLUSTER)).toEqual({
      cluster: CLUSTER,
      takenAt: NOW + MINUTE,
      policies: [],
    });
    await ledger.close();
  });

  it('has a finding published again when a suppression begins and when it ends', async () => {
    const ledger = open();
    const audit = firstAudit([of('Deployment/a')]);
    const marked = async (suppressedBy: string | null, takenAt: number) => {
      const [cluster] = audit.clusters;
      const findings = (cluster?.findings ?? []).map(({ finding }) => {
        const one = { ...finding, state: 'persisting' as const, suppressedBy };
        return { finding: one, hash: publicationHash(one) };
      });
      await ledger.commit({ takenAt, clusters: [{ ...cluster!, findings }] });
      const pending = await ledger.pending(10);
      await publishAll(ledger);
      return pending.map(({ finding }) => finding.suppressedBy);
    };
    await ledger.commit(audit);
    await publishAll(ledger);
    expect(await marked(null, NOW + 1)).toEqual([]);
    expect(await marked('accepted', NOW + 2)).toEqual(['accepted']);
    expect(await marked('accepted', NOW + 3)).toEqual([]);
    expect(await marked(null, NOW + 4)).toEqual([null]);
    await ledger.close();
  });

  it('keeps a resolved finding, which is raised again with its first sight', async () => {
    const ledger = open();
    await ledger.commit(firstAudit([of('Deployment/a')]));
    const closed = await auditAgain(ledger, [], NOW + MINUTE);
    expect(await ledger.openFindings(CLUSTER)).toEqual([]);
    expect(await ledger.resolvedFindings(CLUSTER)).toEqual(closed.resolved);
    const back = await auditAgain(ledger, [of('Deployment/a')], NOW + 2 * MINUTE);
    expect(back.raised.map(({ firstSeen }) => firstSeen)).toEqual([NOW]);
    expect(await ledger.resolvedFindings(CLUSTER)).toEqual([]);
    expect(await ledger.openFindings(CLUSTER)).toEqual(back.raised);
    await ledger.close();
  });

  it('remembers what settles until it is over', async () => {
    const ledger = open();
    const young = of('Deployment/a', CLUSTER, {
      settling: { provenSince: null, windowMs: 15 * MINUTE },
    });
    const first = await auditAgain(ledger, [young], NOW);
    expect(await ledger.sightings(CLUSTER)).toEqual(first.sightings.record);
    expect(await ledger.sightings(OTHER_CLUSTER)).toEqual([]);
    const second = await auditAgain(ledger, [young], NOW + 15 * MINUTE);
    expect(second.raised).toHaveLength(1);
    expect(await ledger.sightings(CLUSTER)).toEqual([]);
    await ledger.close();
  });

  it('refuses an audit of an older snapshot, and stores nothing of it', async () => {
    const ledger = open();
    await ledger.commit(firstAudit([of('Deployment/a')]));
    const older = firstAudit([of('Deployment/b', OTHER_CLUSTER), of('Deployment/c')], NOW - 1);
    const refused = ledger.commit(older);
    await expect(refused).rejects.toBeInstanceOf(StaleAuditError);
    await expect(refused).rejects.toMatchObject({
      name: 'StaleAuditError',
      cluster: CLUSTER,
      takenAt: NOW - 1,
      newest: NOW,
      message: expect.stringContaining('2026-01-15T12:00:00.000Z'),
    });
    expect(await ledger.openFindings(OTHER_CLUSTER)).toEqual([]);
    expect(await ledger.openFindings(CLUSTER)).toHaveLength(1);
    expect((await ledger.lastAudit(CLUSTER))?.takenAt).toBe(NOW);
    await ledger.close();
  });

  it('takes an audit of the same snapshot again, and of another cluster’s older one', async () => {
    const ledger = open();
    const audit = firstAudit([of('Deployment/a')]);
    await ledger.commit(audit);
    await ledger.commit(audit);
    await ledger.commit(firstAudit([of('Deployment/b', OTHER_CLUSTER)], NOW - MINUTE));
    expect(await ledger.openFindings(CLUSTER)).toHaveLength(1);
    expect(await ledger.openFindings(OTHER_CLUSTER)).toHaveLength(1);
    await ledger.close();
  });

  it('is pending until the same content was published, whatever happens in between', async () => {
    const ledger = open();
    await ledger.commit(firstAudit([of('Deployment/a')]));
    const [first, ...others] = await ledger.pending(10);
    expect(first).toMatchObject({ cluster: CLUSTER, snapshotAt: NOW });
    expect(others).toEqual([]);
    expect(await ledger.pending(10)).toEqual([first]);

    await auditAgain(ledger, [of('Deployment/a', CLUSTER, { severity: 'low' })], NOW + 1);
    const published = { cluster: CLUSTER, id: first!.finding.id, publishedAt: NOW };
    await ledger.markPublished([{ ...published, hash: first!.hash }]);
    const [changed] = await ledger.pending(10);
    expect(changed!.finding.violation.severity).toBe('low');
    await ledger.markPublished([{ ...published, hash: changed!.hash }]);
    expect(await ledger.pending(10)).toEqual([]);
    await ledger.close();
  });

  it('has nothing to publish when nothing changed, and something when a finding closes', async () => {
    const ledger = open();
    await ledger.commit(firstAudit([of('Deployment/a')]));
    await publishAll(ledger);
    await auditAgain(ledger, [of('Deployment/a', CLUSTER, { message: 'other pods' })], NOW + 1);
    expect(await ledger.pending(10)).toEqual([]);
    const closed = await auditAgain(ledger, [], NOW + 2);
    expect((await ledger.pending(10)).map(({ finding }) => finding)).toEqual(closed.resolved);
    await ledger.close();
  });

  it('hands out what is pending in order: oldest snapshot, cluster, id; no more than asked for', async () => {
    const ledger = open();
    await ledger.commit(firstAudit([of('Deployment/z', OTHER_CLUSTER)], NOW - MINUTE));
    const late = firstAudit(['a', 'b', 'c'].map((name) => of(`Deployment/${name}`)));
    await ledger.commit(late);
    const shown = (await ledger.pending(3)).map(({ finding }) => finding.id);
    const expected = ids(late.clusters[0]!.findings.map(({ finding }) => finding));
    expect(shown.slice(1)).toEqual(expected.slice(0, 2));
    expect(await ledger.pending(0)).toEqual([]);
    expect(await ledger.pending(100)).toHaveLength(4);
    await ledger.close();
  });

  it('ignores a publication of what it does not hold', async () => {
    const ledger = open();
    await ledger.markPublished([{ cluster: CLUSTER, id: 'x', hash: 'h', publishedAt: NOW }]);
    expect(await ledger.openFindings(CLUSTER)).toEqual([]);
    await ledger.close();
  });

  it('leaves findings alone that a commit does not name', async () => {
    const ledger = open();
    const audit = firstAudit([of('Deployment/a'), of('Deployment/b')]);
    await ledger.commit(audit);
    await ledger.commit({
      takenAt: NOW + 1,
      clusters: audit.clusters.map((one) => ({ ...one, findings: [] })),
    });
    expect(await ledger.openFindings(CLUSTER)).toHaveLength(2);
    await ledger.close();
  });

  it('does not share memory with its callers', async () => {
    const ledger = open();
    await ledger.commit(firstAudit([of('Deployment/a')]));
    const [one] = await ledger.openFindings(CLUSTER);
    Object.assign(one!, { id: 'spoiled' });
    expect((await ledger.openFindings(CLUSTER))[0]!.id).not.toBe('spoiled');
    await ledger.close();
  });
});

describe('toCommit', () => {
  it('gives each cluster its own findings and sightings', async () => {
    const young = { settling: { provenSince: null, windowMs: MINUTE } };
    const judgement = aJudgement([
      aCheckJudgement([of('Deployment/a'), of('Deployment/b', CLUSTER, young)]),
      aCheckJudgement([of('Deployment/c', OTHER_CLUSTER, young)]),
    ]);
    const delta = reconcile({ judgement, ...NOTHING_STORED, now: NOW });
    const seen = [{ uid: 'u', generation: 1, seenAt: NOW }];
    const audit = toCommit(NOW, judgement.clusters, delta, new Map([[CLUSTER, seen]]));
    const shown = audit.clusters.map(({ cluster, findings, sightings, policies }) => [
      cluster,
      findings.length,
      sightings.record.length,
      policies.length,
    ]);
    expect(shown).toEqual([
      [CLUSTER, 1, 1, 1],
      [OTHER_CLUSTER, 0, 1, 0],
    ]);
    expect(findingsOf(delta)).toHaveLength(1);
  });
});
