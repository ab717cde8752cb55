import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { type AuditOutcome, NO_CONFIGURATION, runAudit } from '../../shared/audit/index.ts';
import { CHECKS } from '../../shared/core/checks/index.ts';
import { compileEstate, type Estate } from '../../shared/core/estate/index.ts';
import type { Suppression } from '../../shared/core/model/index.ts';
import type { AuditReport, PopulationRow } from '../../shared/core/render/index.ts';
import { DEFAULT_SETTINGS, type Settings } from '../../shared/core/settings/index.ts';
import { decodeSnapshot } from '../../shared/decode/index.ts';
import { withFile } from '../support/mutation.ts';
import { oddEstate } from '../support/odd-estate.ts';
import { sourceOf } from '../support/raw-snapshot.ts';
import {
  randomEstate,
  shortWorkshop,
  twoAccounts,
  twoClusters,
  type World,
} from '../support/worlds.ts';

/** What a reader of a green report has to rely on: that all of this was looked at, and nothing else. */
const audit = (
  { files, takenAt, now }: World,
  settings: Partial<Settings> = {},
  suppressions: readonly Suppression[] = [],
): Promise<AuditOutcome> =>
  runAudit({
    source: sourceOf(files, takenAt),
    now,
    ledger: null,
    version: '1.2.3',
    configuration: {
      ...NO_CONFIGURATION,
      settings: { ...DEFAULT_SETTINGS, ...settings },
      suppressions,
    },
  });

const estateOf = async ({ files, takenAt, now }: World): Promise<Estate> =>
  compileEstate(await decodeSnapshot(sourceOf(files, takenAt), { now }), { now });

const rowOf = (report: AuditReport, id: string): PopulationRow => {
  const row = report.checks.find((one) => one.id === id);
  if (row === undefined) throw new Error(`${id} was not judged`);
  return row;
};

const worlds: readonly (readonly [string, () => World])[] = [
  ['the workshop before', () => shortWorkshop('before')],
  ['the workshop after', () => shortWorkshop('after')],
  ['the workshop drifted', () => shortWorkshop('drifted')],
  ['two clusters', twoClusters],
  ['two accounts', twoAccounts],
  ['an odd estate', oddEstate],
  ...[51, 52, 53].map(
    (seed) =>
      [`estate ${seed}`, () => randomEstate(seed, { pods: 120, stores: 5, groups: 30 })] as const,
  ),
];

const count = <T>(items: readonly T[], isCounted: (item: T) => boolean): number =>
  items.filter(isCounted).length;

describe.each(worlds)('the report on %s', (_name, make) => {
  it('has a population for every check', async () => {
    const { report } = await audit(make());
    expect(report.checks.map(({ id }) => id)).toEqual(CHECKS.map(({ id }) => id).toSorted());
    expect(report.configuration.checksOff).toEqual([]);
  });

  it('counts as many violations, settling and unknown ones as it lists', async () => {
    const { report } = await audit(make());
    for (const row of report.checks) {
      const isOf = ({ check }: { readonly check: string }): boolean => check === row.id;
      expect({
        check: row.id,
        violations: row.violations,
        settling: row.settling,
        judged: row.judged,
        isUnknown: row.unknown > 0,
      }).toEqual({
        check: row.id,
        violations: count(report.findings, isOf),
        settling: count(report.settling, isOf),
        judged: row.compliant + row.violations,
        isUnknown: report.unknowns.some(isOf),
      });
      expect(row.unknown).toBeGreaterThanOrEqual(count(report.unknowns, isOf));
    }
  });

  it('accounts for every policy, workload and cluster that there is', async () => {
    const world = make();
    const { report } = await audit(world);
    const { clusters } = await estateOf(world);
    const there: Readonly<Record<string, number>> = {
      cluster: clusters.length,
      policy: clusters.reduce((sum, one) => sum + one.policies.length, 0),
      workload: clusters.reduce((sum, one) => sum + one.workloads.length, 0),
    };
    const counted = CHECKS.filter(({ over }) => Object.hasOwn(there, over));
    expect(counted.length).toBeGreaterThan(10);
    for (const { id, over } of counted) {
      const row = rowOf(report, id);
      const ofParts = count(
        report.unknowns,
        ({ check, subject }) => check === id && subject.kind === 'cluster' && over !== 'cluster',
      );
      const total = row.judged + row.unknown + row.settling + row.notApplicable - ofParts;
      expect({ id, total }).toEqual({ id, total: there[over] });
    }
  });

  it('adds up: coverage to the checks, the summary to the findings', async () => {
    const { report, exit } = await audit(make());
    const sum = (field: 'judged' | 'unknown' | 'settling'): number =>
      report.checks.reduce((total, row) => total + row[field], 0);
    expect(report.coverage).toMatchObject({
      judged: sum('judged'),
      unknown: sum('unknown'),
      settling: sum('settling'),
    });
    const { summary, findings } = report;
    const bySeverity = Object.values(summary.bySeverity).reduce((total, one) => total + one, 0);
    const byCheck = Object.values(summary.byCheck).reduce((total, one) => total + one, 0);
    expect({ bySeverity, byCheck, raised: summary.raised }).toEqual({
      bySeverity: findings.length,
      byCheck: findings.length,
      raised: findings.length,
    });
    expect(summary).toMatchObject({
      unknown: report.unknowns.length,
      settling: report.settling.length,
      suppressed: 0,
    });
    expect(exit.unknown).toBe(report.unknowns.length > 0);
    expect(exit.severities).toHaveLength(findings.length);
  });

  it('names every file that it rests on, by its content', async () => {
    const world = make();
    const { report } = await audit(world);
    const rows = report.inputs.map(({ source, sha256 }) => [source, sha256]);
    expect(rows).toEqual(
      [...world.files]
        .toSorted(([a], [b]) => (a < b ? -1 : 1))
        .map(([path, bytes]) => [path, createHash('sha256').update(bytes).digest('hex')]),
    );
    expect(report.inputs.every(({ readAt }) => readAt !== null)).toBe(true);
  });
});

describe('what was decided', () => {
  const world = shortWorkshop('drifted');
  const OFF = ['branch-eni-carries-declared-groups', 'matched-pod-has-branch-eni'];

  it('is told of checks: those that are off are named, and the others are all there', async () => {
    const { report } = await audit(world, { disabledChecks: new Set(OFF) });
    expect(report.configuration.checksOff).toEqual([
      { id: OFF[0], reference: 'C-01' },
      { id: OFF[1], reference: 'C-02' },
    ]);
    const ran = report.checks.map(({ id }) => id);
    expect([...ran, ...OFF].toSorted()).toEqual(CHECKS.map(({ id }) => id).toSorted());
    expect(report.findings.filter(({ check }) => OFF.includes(check))).toEqual([]);
  });

  it('is told of stores: those that are left out are in no count', async () => {
    const { report } = await audit(world, { stores: ['elasticache'] });
    expect(report.configuration).toMatchObject({ stores: ['elasticache'], storesLeftOut: ['rds'] });
    const row = rowOf(report, 'only-intended-pods-reach-store');
    expect(row).toMatchObject({
      judged: 0,
      compliant: 0,
      violations: 0,
      unknown: 0,
      notApplicable: 0,
    });
  });

  it('is told of every option that is not as it comes', async () => {
    const { report } = await audit(world, { groupsPerInterface: 9 });
    expect(report.configuration.settings).toEqual([{ name: 'groupsPerInterface', value: 9 }]);
    expect((await audit(world)).report.configuration).toEqual({
      stores: ['elasticache', 'rds'],
      storesLeftOut: [],
      checksOff: [],
      settings: [],
    });
  });

  it('leaves suppressed violations in the populations', async () => {
    const plain = await audit(world);
    const suppression: Suppression = {
      name: 'all',
      place: { file: 'a.yaml', line: 1 },
      check: 'matched-pod-has-branch-eni',
      subject: new Map([['cluster', '*']]),
      owner: 'a',
      reason: 'b',
      expiresAt: world.now + 1,
    };
    const { report, exit } = await audit(world, {}, [suppression]);
    expect(report.checks).toEqual(plain.report.checks);
    expect(report.coverage).toEqual(plain.report.coverage);
    expect(report.summary.suppressed).toBe(1);
    expect(exit.severities).toHaveLength(plain.exit.severities.length - 1);
  });
});

describe('a file that was not read whole', () => {
  it('is named as such, and what rests on it is no part of a pass', async () => {
    const world = shortWorkshop('after');
    const path = 'k8s/pods.json';
    const bytes = world.files.get(path) ?? Buffer.alloc(0);
    const files = withFile(world.files, path, bytes.subarray(0, bytes.length / 2));
    const { report, exit } = await audit({ ...world, files });
    expect(report.inputs.find(({ source }) => source === path)?.complete).toBe(false);
    expect(report.gaps.map(({ source }) => source)).toContain(path);
    expect(exit.unknown).toBe(true);
    expect(rowOf(report, 'branch-eni-carries-declared-groups').compliant).toBe(0);
  });
});
