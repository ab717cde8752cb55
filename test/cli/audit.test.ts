import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { isJsonObject, valueAt } from '../support/json-path.ts';
import { run, snapshot } from './fake-host.ts';
import { faultsOf } from './schemas.ts';

let folder = '';
let ledger: readonly string[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'podfence-audit-'));
  ledger = ['--ledger', join(folder, 'ledger.sqlite')];
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Audited {
  readonly code: number;
  /** `reference state severity` of each finding, sorted. */
  readonly findings: readonly string[];
  readonly summary: unknown;
  readonly document: unknown;
}

async function audit(...argv: readonly string[]): Promise<Audited> {
  const { code, stdout, stderr } = await run(['audit', ...argv, '--json']);
  expect(stderr).toBe('');
  expect(faultsOf(stdout)).toEqual([]);
  const document: unknown = JSON.parse(stdout);
  const rows = (name: string) => {
    const list = valueAt(document, [name]);
    return Array.isArray(list) ? list.filter(isJsonObject) : [];
  };
  const references = new Map(rows('checks').map((row) => [row['id'], String(row['reference'])]));
  const findings = rows('findings').map((row) =>
    [references.get(row['check']), row['state'], row['severity']].join(' '),
  );
  return { code, findings: findings.toSorted(), summary: valueAt(document, ['summary']), document };
}

const DRIFTED = ['C-01', 'C-01', 'C-02', 'R-01', 'R-03'];

describe('the workshop, audited with a ledger', () => {
  it('raises, settles, persists and resolves', async () => {
    const before = await audit(...snapshot('before'), ...ledger);
    expect(before).toMatchObject({ code: 3, findings: ['R-20 raised info'] });

    const after = await audit(...snapshot('after'), ...ledger);
    expect(after).toMatchObject({ code: 0, findings: ['R-20 resolved info'] });

    const drifted = await audit(...snapshot('drifted'), ...ledger);
    expect(drifted.code).toBe(1);
    expect(drifted.findings.map((one) => one.split(' ').slice(0, 2).join(' '))).toEqual(
      DRIFTED.map((reference) => `${reference} raised`),
    );
    expect(drifted.summary).toMatchObject({ raised: 5, settling: 1, unknown: 0 });

    const later = await audit(...snapshot('drifted'), ...ledger, '--now', '2026-11-20T16:30:00Z');
    expect(later.code).toBe(1);
    expect(later.findings).toContain('D-01 raised high');
    expect(later.summary).toMatchObject({ raised: 1, persisting: 5, settling: 0 });
  });

  it('refuses an older snapshot than the newest, and compares with --replay without writing', async () => {
    await audit(...snapshot('drifted'), ...ledger);
    const path = join(folder, 'ledger.sqlite');
    const bytes = readFileSync(path);

    const refused = await run(['audit', ...snapshot('after'), ...ledger]);
    expect(refused.code).toBe(2);
    expect(refused.stderr).toContain('is older than the ledger');
    expect(refused.stderr).toContain('--replay');
    expect(refused.stdout).toBe('');

    const replayed = await audit(...snapshot('after'), ...ledger, '--replay');
    expect(replayed.findings.every((one) => one.includes('resolved'))).toBe(true);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('is the same when it is repeated', async () => {
    await audit(...snapshot('drifted'), ...ledger);
    copyFileSync(join(folder, 'ledger.sqlite'), join(folder, 'copy.sqlite'));
    const first = await audit(...snapshot('drifted'), ...ledger);
    const second = await audit(...snapshot('drifted'), '--ledger', join(folder, 'copy.sqlite'));
    expect(first.document).toEqual(second.document);
    expect(first.summary).toMatchObject({ raised: 0, persisting: 5 });
  });

  it('stores nothing without one', async () => {
    const { summary } = await audit(...snapshot('drifted'));
    expect(summary).toMatchObject({ raised: 5 });
    expect(existsSync(join(folder, 'ledger.sqlite'))).toBe(false);
  });

  it('remembers the whole audit, whatever part of it is shown', async () => {
    const shown = await audit(...snapshot('drifted'), ...ledger, '--check', 'C-02');
    expect(shown.findings).toEqual(['C-02 raised high']);
    const next = await audit(...snapshot('drifted'), ...ledger);
    expect(next.summary).toMatchObject({ raised: 0, persisting: 5 });
  });
});

describe('the exit code of an audit', () => {
  it.each([
    ['drifted', [], 1],
    ['drifted', ['--fail-on', 'critical'], 1],
    ['drifted', ['--fail-on', 'never'], 0],
    ['drifted', ['--check', 'R-03', '--fail-on', 'critical'], 0],
    ['drifted', ['--check', 'R-03', '--fail-on', 'high'], 1],
    ['drifted', ['--check', 'D-01'], 0],
    ['after', [], 0],
    ['before', [], 3],
    ['before', ['--fail-on-unknown', 'never'], 0],
    ['before', ['--namespace', 'catalog'], 3],
    ['before', ['--check', 'C-01'], 0],
  ] as const)('of %s with %j is %d', async (name, argv, code) => {
    expect((await run(['audit', ...snapshot(name), ...argv])).code).toBe(code);
  });
});

describe('filters of an audit', () => {
  it.each([
    [
      ['--namespace', 'catalog'],
      ['C-01', 'C-02'],
    ],
    [
      ['--namespace', 'catalog', '--namespace', 'checkout'],
      ['C-01', 'C-01', 'C-02', 'R-01'],
    ],
    [
      ['--workload', 'Deployment/checkout'],
      ['C-01', 'R-01'],
    ],
    [
      ['--store', 'eks-workshop-catalog'],
      ['R-01', 'R-03'],
    ],
    [['--check', 'only-intended-pods-reach-store'], ['R-01']],
    [
      ['--check', 'C-01', '--check', 'R-03'],
      ['C-01', 'C-01', 'R-03'],
    ],
  ])('%j', async (argv, references) => {
    const { findings } = await audit(...snapshot('drifted'), ...argv);
    expect(findings.map((one) => one.split(' ')[0])).toEqual(references);
  });
});

describe('the table of an audit', () => {
  it('shows the worst first and sums up at the end', async () => {
    const { stdout } = await run(['audit', ...snapshot('drifted')]);
    const order = ['CRITICAL (1)', 'HIGH (3)', 'MEDIUM (1)', 'SETTLING (1)', '5 open findings'];
    const places = order.map((text) => stdout.indexOf(text));
    expect(places).not.toContain(-1);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(stdout).toContain('cause     OUT_OF_BAND_ENI_CHANGE');
    expect(stdout).toContain('$ kubectl rollout restart deployment/checkout --namespace checkout');
  });

  it('names what was not seen and what would settle it', async () => {
    const { stdout } = await run(['audit', ...snapshot('before')]);
    expect(stdout).toContain('UNKNOWN (');
    expect(stdout).toContain('stores-unseen');
    expect(stdout).toContain('NOT SEEN (1)');
  });
});
