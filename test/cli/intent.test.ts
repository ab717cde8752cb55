import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aFolder } from '../adapters/snapshot/temporary-folder.ts';
import { auditJson, column } from './audited.ts';
import { ROOT, run, snapshot } from './fake-host.ts';

const DRIFTED = snapshot('drifted');
const AFTER = snapshot('after');

const document = ({
  name = 'catalog-db',
  allow = '[{podSelector: {matchLabels: {app.kubernetes.io/name: catalog}}}]',
  more = '',
} = {}): string => `apiVersion: podfence.dev/v1alpha1
kind: DataStoreAccess
metadata: {name: ${name}}
spec:
  stores: [{arn: "arn:aws:rds:*:db:eks-workshop-catalog"}]
  allow: ${allow}
${more}`;

const given = (...texts: readonly string[]): readonly string[] => [
  '--intent',
  aFolder(Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text]))),
];

const R01 = ['--check', 'R-01'];

describe('a document of intent', () => {
  it('decides who may reach the store that it selects', async () => {
    expect((await auditJson(...AFTER, ...R01)).code).toBe(0);
    const closed = await auditJson(...AFTER, ...R01, ...given(document({ allow: '[]' })));
    expect(closed.code).toBe(1);
    expect(column(closed.rows('findings'), 'message')).toEqual([
      expect.stringMatching(/^catalog\/Deployment\/catalog reaches .* no document intends it\.$/u),
    ]);
    expect((await auditJson(...AFTER, ...R01, ...given(document()))).code).toBe(0);
  });

  it('stands in the report with what has become of it', async () => {
    const [option = '', folder = ''] = given(
      document({ more: '  expires: 2026-11-28\n' }),
      document({
        name: 'ghosts',
        allow: '[{podSelector: {matchLabels: {app: ghost}}}]',
        more: '  ports: [1]\n',
      }),
      document({ name: 'past', more: '  expires: 2026-01-01\n' }),
      document({ name: 'other' }).replace('eks-workshop-catalog', 'other'),
    );
    const report = await auditJson(...AFTER, option, folder);
    const row = { kind: 'DataStoreAccess', idle: [], matched: 1, expires: null, status: 'active' };
    const at = (index: number): string => `${join(folder, `${index}.yaml`)}:1`;
    expect(report.rows('documents')).toEqual([
      { ...row, name: 'catalog-db', source: at(0), expires: '2026-11-28', status: 'expires-soon' },
      { ...row, name: 'ghosts', source: at(1), idle: ['spec.ports[0]', 'spec.allow[0]'] },
      {
        ...row,
        name: 'other',
        source: at(3),
        idle: ['spec.stores[0]'],
        matched: 0,
        status: 'matches-nothing',
      },
      { ...row, name: 'past', source: at(2), expires: '2026-01-01', status: 'expired' },
    ]);
    const { stdout } = await run(['audit', ...AFTER, option, folder]);
    expect(stdout).toContain('DOCUMENTS (4)');
    expect(stdout).toMatch(
      /DataStoreAccess ghosts +active +1 +never +spec\.ports\[0\], spec\.allow\[0\]/u,
    );
  });

  it('observes without failing a run', async () => {
    const watching = given(document({ allow: '[]', more: '  mode: observe\n' }));
    const report = await auditJson(...AFTER, ...R01, ...watching);
    expect(report.code).toBe(0);
    expect(column(report.rows('findings'), 'severity')).toEqual(['info']);
    expect(column(report.rows('findings'), 'message')).toEqual([
      expect.stringContaining('once enforced, catalog-db would not allow it.'),
    ]);
  });

  it('is taken by the matrix and by explanations', async () => {
    const nobody = given(document({ allow: '[]' }));
    const intended = async (...argv: readonly string[]): Promise<readonly string[]> => {
      const { stdout } = await run([...argv, ...AFTER, '--json']);
      return [...stdout.matchAll(/"intended": ?(\w+)/gu)].map(([, word = '']) => word);
    };
    expect(new Set(await intended('matrix'))).toEqual(new Set(['true']));
    expect(new Set(await intended('matrix', ...nobody))).toEqual(new Set(['false']));
    const pair = [
      'explain',
      '--pod',
      'catalog/catalog-wgsvq2f9nl-d49nh',
      '--store',
      'eks-workshop-catalog',
    ];
    expect(await intended(...pair)).toEqual(['true']);
    expect(await intended(...pair, ...nobody)).toEqual(['false']);
  });

  it('is told every fault at once, beside those of other documents', async () => {
    const folder = aFolder({
      'a.yaml': document({ allow: '[{}]' }),
      'b.yaml': `${document({ name: 'b' })}  modus: enforce\n---\nkind: Suppression\n`,
      'c.yaml': 'apiVersion: v1\nkind: Pod\nmetadata: {name: x}\nspec: {}\n',
    });
    const argv = ['--intent', folder, '--suppressions', folder];
    const { code, stderr, stdout } = await run(['audit', ...AFTER, ...argv]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trimEnd().split('\n').slice(1)).toEqual(
      [
        'a.yaml:6: spec.allow[0]: expected at least one of namespaceSelector, podSelector, serviceAccountSelector',
        'b.yaml:7: spec.modus is not known; there are allow, cluster, expires, mode, nonPod, ports, stores, via',
        'b.yaml:9: apiVersion is missing',
        'b.yaml:9: metadata is missing',
        'b.yaml:9: spec is missing',
        'c.yaml:1: apiVersion: expected podfence.dev/v1alpha1; found "v1"',
        'c.yaml:2: kind: expected DataStoreAccess or Suppression; found "Pod"',
      ].map((line) => `  ${join(folder, line)}`),
    );
  });

  it('may share a folder with suppressions; each option takes its own', async () => {
    const suppression = `apiVersion: podfence.dev/v1alpha1
kind: Suppression
metadata: {name: all}
spec: {check: R-01, subject: {namespace: "*"}, owner: me, reason: because, expires: 2027-01-31}
`;
    const folder = aFolder({ 'all.yaml': `${document({ allow: '[]' })}---\n${suppression}` });
    const closed = await auditJson(...AFTER, ...R01, '--intent', folder, '--quiet');
    expect([closed.code, column(closed.rows('documents'), 'kind')]).toEqual([
      1,
      ['DataStoreAccess'],
    ]);
    const both = await auditJson(...AFTER, ...R01, '--intent', folder, '--suppressions', folder);
    expect([both.code, column(both.rows('documents'), 'kind')]).toEqual([
      0,
      ['DataStoreAccess', 'Suppression'],
    ]);
  });

  it('has to be there where it is looked for', async () => {
    const empty = aFolder({ 'notes.txt': 'none' });
    const { code, stderr } = await run([
      'audit',
      ...AFTER,
      ...given(document()),
      '--intent',
      empty,
    ]);
    expect([code, stderr]).toEqual([
      2,
      `error: one fault in what was configured:\n  ${empty}: there is no DataStoreAccess in it\n`,
    ]);
  });
});

describe('podfence intent init', () => {
  const init = (...argv: readonly string[]) => run(['intent', 'init', ...argv]);

  it('writes what an audit finds nothing unintended with', async () => {
    const file = join(aFolder(), 'intents.yaml');
    const { code, stdout, stderr } = await init(...DRIFTED, '--out', file, '--quiet');
    expect({ code, stdout, stderr }).toEqual({ code: 0, stdout: '', stderr: '' });
    const report = await auditJson(...DRIFTED, '--intent', file);
    const checks = column(report.rows('findings'), 'check');
    expect(checks).not.toContain('only-intended-pods-reach-store');
    expect(column((await auditJson(...DRIFTED)).rows('findings'), 'check')).toContain(
      'only-intended-pods-reach-store',
    );
    expect(column(report.rows('documents'), 'status')).toEqual(['active']);
    expect(column(report.rows('documents'), 'idle')).toEqual([[]]);
  });

  it('writes entries each of which is needed', async () => {
    const { stdout } = await init(...AFTER);
    const entry = /    - namespaceSelector:\n(?: {6,}.*\n)*/u;
    expect(stdout).toMatch(entry);
    const file = join(aFolder({ 'intents.yaml': stdout.replace(entry, '') }), 'intents.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replace('  allow:\n', '  allow: []\n'));
    const report = await auditJson(...AFTER, ...R01, '--intent', file);
    expect(report.code).toBe(1);
    expect(column(report.rows('findings'), 'message')).toEqual([
      expect.stringContaining('no document intends it'),
    ]);
  });

  it('leaves a file as it is that may have been edited, unless it is told to replace it', async () => {
    const file = join(aFolder({ 'intents.yaml': '# mine\n' }), 'intents.yaml');
    const refused = await init(...AFTER, '--out', file);
    expect([refused.code, refused.stderr]).toEqual([
      2,
      expect.stringContaining('intents.yaml is there already; --force replaces it'),
    ]);
    expect(readFileSync(file, 'utf8')).toBe('# mine\n');
    expect((await init(...AFTER, '--out', file, '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('kind: DataStoreAccess\n');
  });

  it('writes what a program reads, and the same each time', async () => {
    const first = await init(...DRIFTED);
    expect(first.stdout).toBe((await init(...DRIFTED)).stdout);
    expect(first.stdout.startsWith('# Who reaches each data store as of 2026-11-20')).toBe(true);
  });

  it('is about the stores that are named', async () => {
    const named = await init(...AFTER, '--store', 'eks-workshop-catalog');
    expect(named.stdout).toBe((await init(...AFTER)).stdout);
    const other = await init(...AFTER, '--store', 'other');
    expect([other.code, other.stdout]).toEqual([2, '']);
    expect(other.stderr).toContain("no store is named 'other'");
  });

  it('writes no document for stores that are out of scope', async () => {
    const folder = aFolder({ 'podfence.yaml': 'stores: [elasticache]\n' });
    const { stdout, stderr, code } = await init(
      ...AFTER,
      '--config',
      join(folder, 'podfence.yaml'),
    );
    expect([code, stdout.includes('kind:')]).toEqual([0, false]);
    expect(stderr).toContain('there is no store to write a document for');
  });

  it('says when not everything was seen', async () => {
    const { code, stderr } = await init(...snapshot('before'));
    expect(code).toBe(3);
    expect(stderr).toContain('not everything was seen');
    expect((await init(...snapshot('before'), '--fail-on-unknown', 'never')).code).toBe(0);
  });

  it('needs something to read', async () => {
    const { code, stderr } = await init();
    expect(code).toBe(2);
    expect(stderr).toContain('--snapshot PATH');
    expect(existsSync('intents.yaml')).toBe(false);
  });
});

describe('examples/intents', () => {
  const EXAMPLES = ['--intent', 'examples/intents'];
  const statuses = [
    ['catalog-db', 'active', []],
    ['catalog-reports', 'active', ['spec.allow[0]']],
    ['workshop-stores', 'active', []],
  ];

  it('let in the service of the workshop, and nothing is wrong', async () => {
    const report = await auditJson(...AFTER, ...EXAMPLES);
    expect(report.code).toBe(0);
    expect(report.rows('findings')).toEqual([]);
    expect(report.rows('documents').map(({ name, status, idle }) => [name, status, idle])).toEqual(
      statuses,
    );
  });

  it('keep out what has drifted, and do not take pods for let in that get in by the node', async () => {
    const report = await auditJson(...DRIFTED, ...EXAMPLES);
    const found = report
      .rows('findings')
      .filter(({ check }) => check === 'only-intended-pods-reach-store')
      .map(({ message }) => message);
    expect(found).toEqual([
      expect.stringMatching(
        /^checkout\/Deployment\/checkout reaches .* no document intends it\.$/u,
      ),
    ]);
    const rule = report
      .rows('findings')
      .find(({ check }) => check === 'store-admits-no-node-or-cluster-group');
    expect(rule?.['message']).toContain('11 workloads (16 pods) that nothing intends get through');
  });

  it('are what docs/intent.md shows', () => {
    const page = readFileSync(join(ROOT, 'docs/intent.md'), 'utf8');
    const shown = [...page.matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, text]) => text);
    expect(shown).toEqual([readFileSync(join(ROOT, 'examples/intents/catalog.yaml'), 'utf8')]);
  });
});
