import { describe, expect, it } from '@jest/globals';
import { parseBenchCommand } from '../../bench/harness/options.ts';
import { performancePage, table } from '../../bench/harness/report.ts';
import { judgeBudgets, median, toRow, type Row } from '../../bench/harness/results.ts';

function aRow(pods: number, auditMs: number | undefined, more: Partial<Row> = {}): Row {
  const measured = { cpuMs: auditMs, maxRssBytes: auditMs === undefined ? undefined : 5e8 };
  const ratio = auditMs === undefined ? undefined : auditMs / 1000;
  return {
    pods,
    form: 'raw',
    items: 9,
    bytes: 1e6,
    parseMs: 1000,
    auditMs,
    ratio,
    ...measured,
    ...more,
  };
}

describe('a measurement', () => {
  it('counts the median time and the largest memory of its runs', () => {
    const cost = (wallMs: number, maxRssBytes: number) => ({
      exitCode: 1,
      loadedMs: 50,
      wallMs,
      cpuMs: wallMs * 1.2,
      maxRssBytes,
    });
    const row = toRow({
      pods: 1000,
      form: 'collected',
      parses: [100, 300, 200].map((wallMs) => ({ items: 7, bytes: 70, wallMs })),
      audits: [cost(900, 1), cost(500, 3), cost(600, 2)],
    });
    expect(row).toEqual({
      pods: 1000,
      form: 'collected',
      items: 7,
      bytes: 70,
      parseMs: 200,
      auditMs: 600,
      cpuMs: 720,
      ratio: 3,
      maxRssBytes: 3,
    });
  });

  it('takes the mean of the middle two of an even number', () => {
    expect(median([4, 1, 3, 2])).toBe(2.5);
  });

  it('has no ratio when no audit ran', () => {
    const row = toRow({
      pods: 1,
      form: 'raw',
      parses: [{ items: 1, bytes: 1, wallMs: 1 }],
      audits: [],
    });
    expect(row).toMatchObject({ auditMs: undefined, ratio: undefined, maxRssBytes: undefined });
  });
});

describe('the budgets', () => {
  const verdicts = (rows: readonly Row[]) => judgeBudgets(rows).map(({ verdict }) => verdict);

  it('are kept within the limits', () => {
    expect(verdicts([aRow(1000, 30), aRow(10_000, 200), aRow(100_000, 1990)])).toEqual(['kept', 'kept', 'kept']); // prettier-ignore
  });

  it('are missed one by one', () => {
    const slow = [aRow(1000, 30), aRow(10_000, 200), aRow(100_000, 2100)];
    expect(verdicts(slow)).toEqual(['missed', 'kept', 'kept']);
    const large = [aRow(1000, 30), aRow(10_000, 200), aRow(100_000, 1990, { maxRssBytes: 1.1e9 })];
    expect(verdicts(large)).toEqual(['kept', 'missed', 'kept']);
    const bending = [aRow(1000, 30), aRow(10_000, 100), aRow(100_000, 1500)];
    expect(verdicts(bending)).toEqual(['kept', 'kept', 'missed']);
  });

  it('are not measured without the size that they speak of, or without an audit', () => {
    expect(verdicts([aRow(1000, 30)])).toEqual(['not measured', 'not measured', 'not measured']);
    expect(verdicts([aRow(1000, 9), aRow(10_000, 90), aRow(100_000, undefined)])).toEqual(['not measured', 'not measured', 'not measured']); // prettier-ignore
  });
});

describe('the page', () => {
  it('has padded tables and names the machine', () => {
    expect(table(['a', 'long head'], [['cell', 'x']])).toBe(
      '| a    | long head |\n| ---- | --------- |\n| cell | x         |',
    );
    const rows = [aRow(1000, 30)];
    const page = performancePage({
      machine: 'a processor, 2 cores',
      stores: 5,
      groups: 40,
      runs: 3,
      rows,
      budgets: judgeBudgets(rows),
    });
    expect(page).toContain('Measured on: a processor, 2 cores.');
    expect(page).toContain(
      '| 1000 | raw  | 9     | 1 MB  | 1.00 s     | 0.03 s | 0.03 s    | 0.03  | 500 MB',
    );
  });
});

describe('the arguments of the bench', () => {
  it('default to both forms of three sizes', () => {
    expect(parseBenchCommand([])).toEqual({
      kind: 'measure',
      options: {
        pods: [1000, 10_000, 100_000],
        stores: 500,
        groups: 3000,
        forms: ['raw', 'collected'],
        runs: 3,
        write: false,
        profile: undefined,
      },
    });
  });

  it('add the largest size, and sort', () => {
    expect(parseBenchCommand(['--large', '--pods', '900,50', '--form', 'raw'])).toMatchObject({
      options: { pods: [50, 900, 300_000], forms: ['raw'] },
    });
  });

  it.each([
    ['--pods', '1'],
    ['--runs', '0'],
    ['--form', 'yaml'],
    ['--frm', 'raw'],
  ])('are refused when wrong: %s %s', (...args) => {
    expect(() => parseBenchCommand(args)).toThrow(args[0]);
  });
});
