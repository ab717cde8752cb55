import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from 'csv-parse/sync';
import { loadAll } from 'js-yaml';
import {
  AUDIT_FORMATS,
  CHECK_FORMATS,
  EXPLANATION_FORMATS,
  MATRIX_FORMATS,
  POD_FORMATS,
} from '../../cli/formats.ts';
import { readMarkdown } from '../core/render/markdown/markdown.ts';
import { junitFaults } from '../core/render/junit/xml.ts';
import { sarifFaults } from '../core/render/sarif/sarif-schema.ts';
import { isJsonObject, valueAt } from '../support/json-path.ts';
import { run, snapshot } from './fake-host.ts';

const PAIR = ['--pod', 'catalog/catalog-wgsvq2f9nl-bftsp', '--store', 'eks-workshop-catalog'];

const COMMANDS = [
  ['audit', AUDIT_FORMATS, snapshot('drifted')],
  ['audit', AUDIT_FORMATS, snapshot('before')],
  ['pods', POD_FORMATS, snapshot('drifted')],
  ['matrix', MATRIX_FORMATS, snapshot('drifted')],
  ['explain', EXPLANATION_FORMATS, [...PAIR, ...snapshot('before')]],
  ['checks', CHECK_FORMATS, []],
] as const;

const CASES = COMMANDS.flatMap(([command, formats, argv]) =>
  Object.keys(formats).map((format) => ({ command, format, argv: [command, ...argv] })),
);

const written = async (format: string, ...argv: readonly string[]): Promise<string> => {
  const { stdout, stderr } = await run([...argv, '--format', format]);
  expect(stderr).toBe('');
  return stdout;
};

const json = async (...argv: readonly string[]): Promise<unknown> =>
  JSON.parse(await written('json', ...argv));

const listAt = (document: unknown, name: string): readonly unknown[] => {
  const list = valueAt(document, [name]);
  return Array.isArray(list) ? list : [];
};

type CsvRow = Readonly<Record<string, string>>;
const records = (csv: string, record: string): readonly CsvRow[] => {
  const rows: readonly CsvRow[] = parse(csv, { columns: true });
  return rows.filter((row) => row['record'] === record);
};

describe('every format of every command', () => {
  it.each(CASES)(
    '$command --format $format: the same bytes and exit code each time',
    async ({ argv, format }) => {
      const plain = await run(argv);
      const first = await run([...argv, '--format', format]);
      const second = await run([...argv, '--format', format]);
      expect(first.stderr).toBe('');
      expect(first.stdout).toMatch(/\S[\s\S]*\n$/);
      expect(first.code).toBe(plain.code);
      expect(second.stdout).toBe(first.stdout);
    },
  );

  it('is written to a file as it is to stdout', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'podfence-formats-'));
    const path = join(folder, 'report.csv');
    const argv = ['audit', ...snapshot('drifted'), '--format', 'csv'];
    await run([...argv, '--out', path]);
    expect(readFileSync(path, 'utf8')).toBe((await run(argv)).stdout);
    rmSync(folder, { recursive: true });
  });

  it('has a row and, unless it speaks for itself, a section in the docs', () => {
    const page = readFileSync(new URL('../../docs/formats.md', import.meta.url), 'utf8');
    for (const format of Object.keys(AUDIT_FORMATS)) expect(page).toContain(`| \`${format}\` `);
    for (const format of ['csv', 'markdown', 'sarif', 'junit', 'ocsf', 'policy-report']) {
      expect(page).toContain(`\n## ${format}\n`);
    }
  });

  it('is refused where a command has it not', async () => {
    const { code, stderr } = await run(['pods', ...snapshot('drifted'), '--format', 'sarif']);
    expect(code).toBe(2);
    expect(stderr).toContain('Allowed choices are table, json, csv, markdown');
  });

  it('disagrees with --json', async () => {
    const { code, stderr } = await run(['checks', '--json', '--format', 'csv']);
    expect(code).toBe(2);
    expect(stderr).toContain('--json and --format csv disagree');
  });
});

describe.each(['drifted', 'before', 'after'] as const)('the audit of %s', (name) => {
  const argv = ['audit', ...snapshot(name)];

  it('is told alike by all formats', async () => {
    const report = await json(...argv);
    const findings = listAt(report, 'findings').length;
    const unknowns = listAt(report, 'unknowns').length;
    const checks = listAt(report, 'checks').length;
    const inputs = listAt(report, 'inputs').length;
    const settling = listAt(report, 'settling').length;

    const csv = await written('csv', ...argv);
    const told = ['finding', 'unknown', 'settling', 'check', 'input'].map(
      (record) => records(csv, record).length,
    );
    expect(told).toEqual([findings, unknowns, settling, checks, inputs]);

    const sarif: unknown = JSON.parse(await written('sarif', ...argv));
    expect(sarifFaults(sarif)).toEqual([]);
    expect(listAt(valueAt(sarif, ['runs', 0]), 'results')).toHaveLength(findings + unknowns);
    expect(listAt(valueAt(sarif, ['runs', 0]), 'artifacts')).toHaveLength(inputs);

    const ocsf = (await written('ocsf', ...argv)).trimEnd().split('\n');
    expect(ocsf).toHaveLength(findings + unknowns + settling + 1);

    expect(await junitFaults(await written('junit', ...argv))).toEqual([]);

    const policyReport = loadAll(await written('policy-report', ...argv)).find(isJsonObject);
    const results = listAt(policyReport, 'results').length;
    const gaps = listAt(report, 'gaps').length;
    expect(results).toBe(findings + unknowns + settling + checks + gaps);

    const markdown = readMarkdown(await written('markdown', ...argv));
    for (const finding of listAt(report, 'findings')) {
      const message = String(valueAt(finding, ['message']));
      expect(markdown.shown.replaceAll(' ', '')).toContain(message.replaceAll(' ', ''));
    }
  });

  it('has a place in a file for every result', async () => {
    const sarif: unknown = JSON.parse(await written('sarif', ...argv));
    const results = listAt(valueAt(sarif, ['runs', 0]), 'results');
    const files = results.map((result) =>
      valueAt(result, ['locations', 0, 'physicalLocation', 'artifactLocation', 'index']),
    );
    expect(files.filter((index) => typeof index !== 'number')).toEqual([]);
  });
});

describe('listings as CSV', () => {
  it('have a row for each pod and policy', async () => {
    const argv = ['pods', ...snapshot('drifted')];
    const document = await json(...argv);
    const csv = await written('csv', ...argv);
    expect(records(csv, 'pod').map((row) => row['name'])).toEqual(
      listAt(document, 'pods').map((pod) => valueAt(pod, ['name'])),
    );
    expect(records(csv, 'policy')).toHaveLength(listAt(document, 'policies').length);
    const pod = records(csv, 'pod').find((row) => row['verdict'] === 'violation');
    expect(pod).toMatchObject({
      name: 'catalog-reporting-h4jhpv6ntv-9hlmd',
      causes: 'LABEL_DRIFT',
      declaredGroups: 'sg-053afadd2118036c1; sg-0cc2e782fc45fb1dc',
      wornGroups: 'sg-022e525270d4490d9',
      interfaces: 'node eni-0dbfcabf47780f08e',
    });
  });

  it('have a row for each cell and store', async () => {
    const argv = ['matrix', '--all', ...snapshot('before')];
    const document = await json(...argv);
    const csv = await written('csv', ...argv);
    expect(records(csv, 'cell')).toHaveLength(listAt(document, 'cells').length);
    expect(records(csv, 'store')).toMatchObject([
      { name: 'eks-workshop-catalog', port: '3306', engine: 'mysql', podManaged: 'false' },
    ]);
    expect(records(csv, 'cell')[0]).toMatchObject({ reach: 'blocked', intended: 'false' });
    expect(records(csv, 'gap')).toMatchObject([
      { source: 'elasticache/describe-serverless-caches.json', reason: 'reported' },
    ]);
  });

  it('have a row for each layer, and for the least change', async () => {
    const argv = ['explain', ...PAIR, ...snapshot('before')];
    const document = await json(...argv);
    const csv = await written('csv', ...argv);
    expect(records(csv, 'pair')).toMatchObject([{ reach: 'blocked', intended: 'false' }]);
    expect(records(csv, 'path')).toMatchObject([{ path: 'direct', via: 'node-primary' }]);
    expect(records(csv, 'step')).toHaveLength(listAt(document, 'steps').length);
    expect(records(csv, 'least-change')[0]).toMatchObject({
      kind: 'policy',
      commands: expect.stringContaining('kubectl rollout restart'),
    });
  });

  it('have a row for each check', async () => {
    const rows: readonly CsvRow[] = parse(await written('csv', 'checks'), { columns: true });
    const checks = listAt(await json('checks'), 'checks');
    expect(rows.map(({ id }) => id)).toEqual(checks.map((check) => valueAt(check, ['id'])));
  });
});

describe('listings as Markdown', () => {
  it.each([
    ['pods', ['pods', ...snapshot('drifted')]],
    ['matrix', ['matrix', ...snapshot('drifted')]],
    ['explain', ['explain', ...PAIR, ...snapshot('before')]],
    ['checks', ['checks']],
  ])('are tables of equal rows: %s', async (_command, argv) => {
    const { tables, html, text } = readMarkdown(await written('markdown', ...argv));
    expect(tables.length).toBeGreaterThan(0);
    for (const rows of tables) expect(new Set(rows).size).toBe(1);
    expect(html.filter((one) => !/^<\/?details>/.test(one))).toEqual([]);
    expect(text).not.toMatch(/[@<>|]/);
  });

  it('put first what is wrong', async () => {
    const pods = await written('markdown', 'pods', ...snapshot('drifted'));
    expect(pods).toContain(
      '| checkout/checkout-gkmbkn6lpr-rd8cl | Deployment/checkout | sg-0e3c7ebd89c97ceab | ' +
        'sg-0cc2e782fc45fb1dc, sg-0e3c7ebd89c97ceab | branch eni-0cadf5dfd22df57cd | `OUT_OF_BAND_ENI_CHANGE` |',
    );
    const matrix = await written('markdown', 'matrix', ...snapshot('drifted'));
    expect(matrix.indexOf('| no |')).toBeLessThan(matrix.indexOf('| yes |'));
    const explanation = await written('markdown', 'explain', ...PAIR, ...snapshot('before'));
    expect(explanation).toContain('blocked, not intended');
    expect(readMarkdown(explanation).fences[0]).toContain('kubectl rollout restart');
  });
});
