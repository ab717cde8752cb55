import { describe, expect, it } from '@jest/globals';
import { join } from 'node:path';
import { memoryLedger } from '../../shared/adapters/ledger/index.ts';
import { type AuditRequest, runAudit, StaleAuditError } from '../../shared/audit/index.ts';
import { type RawFiles, readRawFiles, sourceOf } from '../support/raw-snapshot.ts';
import { ROOT } from '../cli/fake-host.ts';

const files = (name: string): RawFiles => readRawFiles(join(ROOT, 'examples/eks-workshop', name));
const TAKEN = '2026-11-20T16:00:00Z';

const audit = (given: RawFiles, request: Partial<AuditRequest> = {}) =>
  runAudit({
    source: sourceOf(given, TAKEN),
    now: null,
    ledger: null,
    version: '1.2.3',
    ...request,
  });

const without = (given: RawFiles, ...paths: readonly string[]): RawFiles =>
  new Map([...given].filter(([path]) => !paths.includes(path)));

const drifted = files('drifted');

describe('an audit', () => {
  it('says what it rests on', async () => {
    const { report } = await audit(drifted);
    expect(report.tool).toEqual({ version: '1.2.3' });
    expect(report.inputs.map(({ source }) => source)).toEqual([...drifted.keys()].toSorted());
    expect(report.inputs.every(({ sha256 }) => /^[0-9a-f]{64}$/u.test(sha256))).toBe(true);
  });

  it('names its stages in order', async () => {
    const stages: string[] = [];
    await audit(drifted, { onStage: (stage) => stages.push(stage), ledger: memoryLedger() });
    expect(stages).toEqual([
      'reading the snapshot',
      'joining what was read',
      'asking who reaches what',
      'judging',
      'writing the ledger',
    ]);
  });

  it('shows who reaches what when asked, of the same estate and narrowed alike, as often as it is read', async () => {
    const { matrix, now, report } = await audit(drifted);
    const cells = [...matrix().cells];
    expect(now).toBe(Date.parse(report.takenAt));
    expect(cells.length).toBeGreaterThan(10);
    expect([...matrix().cells]).toEqual(cells);

    const filters = { namespaces: ['checkout'], workloads: [], stores: [] };
    const narrowed = await audit(drifted, { narrowing: { checks: new Set(), filters } });
    expect([...narrowed.matrix().cells]).toEqual(
      cells.filter(({ namespace }) => namespace === 'checkout'),
    );
  });

  it('counts coverage as it counts its checks', async () => {
    const { report } = await audit(files('before'));
    const sum = (field: 'judged' | 'unknown' | 'settling'): number =>
      report.checks.reduce((total, row) => total + row[field], 0);
    const { judged, unknown, settling } = report.coverage;
    expect({ judged, unknown, settling }).toEqual({
      judged: sum('judged'),
      unknown: sum('unknown'),
      settling: sum('settling'),
    });
    for (const row of report.checks) expect(row.judged).toBe(row.compliant + row.violations);
  });

  it('holds open findings whose subject cannot be judged any more, and fails no run for them', async () => {
    const ledger = memoryLedger();
    const first = await audit(drifted, { ledger });
    const blind = without(drifted, 'k8s/pods.json', 'ec2/describe-network-interfaces.json');
    const { report, exit } = await audit(blind, { ledger });
    expect(report.summary.resolved).toBe(0);
    expect(report.summary.held).toBeGreaterThan(0);
    const open = report.findings.filter(({ state }) => state !== 'resolved');
    const ids = open.map(({ id }) => id);
    for (const { id } of first.report.findings) expect(ids).toContain(id);
    const counting = open.filter(({ state }) => state !== 'held').map(({ severity }) => severity);
    expect(exit.severities.toSorted()).toEqual(counting.toSorted());
    expect(exit.unknown).toBe(true);
  });

  it('is unknown for a part of a cluster of which nothing was seen', async () => {
    const narrowing = {
      filters: { namespaces: ['catalog'], workloads: [], stores: [] },
      checks: new Set<string>(),
    };
    const { report, exit } = await audit(without(drifted, 'k8s/pods.json'), { narrowing });
    expect(report.unknowns.length).toBeGreaterThan(0);
    expect(exit.unknown).toBe(true);
  });
});

describe('an audit of an older snapshot than the newest in the ledger', () => {
  it('is refused and changes nothing', async () => {
    const ledger = memoryLedger();
    await audit(drifted, { ledger });
    const [cluster = ''] = (await audit(drifted)).report.clusters.map(({ arn }) => arn);
    const before = await ledger.openFindings(cluster);
    await expect(audit(files('after'), { ledger })).rejects.toThrow(StaleAuditError);
    expect(await ledger.openFindings(cluster)).toEqual(before);
  });

  it('is compared without writing in a replay', async () => {
    const ledger = memoryLedger();
    await audit(drifted, { ledger });
    const { report } = await audit(files('after'), { ledger, isReplay: true });
    const [cluster = ''] = report.clusters.map(({ arn }) => arn);
    expect(report.summary.resolved).toBe(5);
    expect(await ledger.openFindings(cluster)).toHaveLength(5);
  });
});
