import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { aFolder } from '../adapters/snapshot/temporary-folder.ts';
import { auditJson, column } from './audited.ts';
import { run, snapshot } from './fake-host.ts';

const DRIFTED = snapshot('drifted');
const TODAY = '2026-11-20';

interface Given {
  readonly name?: string;
  readonly check?: string;
  readonly subject?: string;
  readonly expires?: string;
}

const document = ({
  name = 'reporting',
  check = 'C-02',
  subject = '{namespace: catalog, name: "Deployment/*"}',
  expires = '2027-01-31',
}: Given = {}): string => `apiVersion: podfence.dev/v1alpha1
kind: Suppression
metadata: {name: ${name}}
spec:
  check: ${check}
  subject: ${subject}
  owner: team-catalog
  reason: The reports move to another cluster.
  expires: ${expires}
`;

const given = (...texts: readonly string[]): readonly string[] => [
  '--suppressions',
  aFolder(Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text]))),
];

describe('a suppression', () => {
  const only = ['--check', 'C-02'];

  it('keeps a finding from failing the run, and the finding keeps its state', async () => {
    expect((await auditJson(...DRIFTED, ...only)).code).toBe(1);
    const report = await auditJson(...DRIFTED, ...only, ...given(document()));
    expect(report.code).toBe(0);
    expect(
      report
        .rows('findings')
        .map(({ state, suppressedBy, verdict }) => [state, suppressedBy, verdict]),
    ).toEqual([['raised', 'reporting', 'violation']]);
    expect(report.valueAt('summary')).toMatchObject({ raised: 1, suppressed: 1, byCheck: {} });
  });

  it('stands in the report with the place where it was written', async () => {
    const [option = '', folder = ''] = given(`# accepted\n---\n${document()}`);
    const report = await auditJson(...DRIFTED, ...only, option, folder);
    expect(report.rows('documents')).toEqual([
      {
        kind: 'Suppression',
        name: 'reporting',
        source: `${join(folder, '0.yaml')}:3`,
        expires: '2027-01-31',
        status: 'active',
        matched: 1,
        idle: [],
      },
    ]);
  });

  it('holds on its last day, and no longer', async () => {
    const until = given(document({ expires: TODAY }));
    const at = (time: string) =>
      auditJson(...DRIFTED, ...only, ...until, '--now', time, '--ledger', ledger);
    const ledger = join(aFolder(), 'ledger.sqlite');
    const last = await at(`${TODAY}T23:59:59Z`);
    const after = await at('2026-11-21T00:00:00Z');
    expect([last, after].map(({ code }) => code)).toEqual([0, 1]);
    expect([last, after].map((one) => column(one.rows('documents'), 'status'))).toEqual([
      ['expires-soon'],
      ['expired'],
    ]);
    expect(column(after.rows('findings'), 'state')).toEqual(['persisting']);
    expect(column(after.rows('findings'), 'suppressedBy')).toEqual([null]);
  });

  it('is told to match nothing, and not where that cannot be told', async () => {
    const report = await auditJson(
      ...DRIFTED,
      ...given(
        document({ name: 'gone', subject: '{namespace: no-such}' }),
        document({ name: 'elsewhere', subject: '{cluster: "*:cluster/other"}' }),
      ),
    );
    expect(report.rows('documents').map(({ name, status }) => [name, status])).toEqual([
      ['elsewhere', 'not-judged'],
      ['gone', 'matches-nothing'],
    ]);
  });

  it('counts what it matches in the whole audit, whatever part of it is shown', async () => {
    const report = await auditJson(...DRIFTED, ...given(document()), '--namespace', 'carts');
    expect(report.rows('findings')).toEqual([]);
    expect(column(report.rows('documents'), 'matched')).toEqual([1]);
  });

  it('is shown to people beside what counts, and apart from it', async () => {
    const { stdout } = await run(['audit', ...DRIFTED, ...only, ...given(document())]);
    expect(stdout).toContain('SUPPRESSED (1)');
    expect(stdout).not.toContain('HIGH (');
    expect(stdout).toContain('0 open findings  (1 raised, 1 suppressed)');
    expect(stdout).toMatch(/Suppression reporting +active +1 +2027-01-31/u);
  });

  it('says of documents of another kind in its folder that they are not used', async () => {
    const intent = `apiVersion: podfence.dev/v1alpha1
kind: DataStoreAccess
metadata: {name: catalog}
spec: {cluster: "*", stores: [{arn: "*"}], allow: []}
`;
    const [option = '', folder = ''] = given(document(), intent);
    const alone = await run(['audit', ...DRIFTED, ...only, option, folder]);
    expect(alone.stderr).toBe(
      `podfence: ${join(folder, '1.yaml')}: its DataStoreAccess documents are not used; name it with --intent too\n`,
    );
    const both = await run(['audit', ...DRIFTED, ...only, option, folder, '--intent', folder]);
    expect(both.stderr).toBe('');
  });

  it('suppresses nothing of a check that it does not name', async () => {
    const report = await auditJson(...DRIFTED, ...given(document({ check: 'C-01' })));
    const suppressed = report.rows('findings').filter(({ suppressedBy }) => suppressedBy !== null);
    expect(new Set(column(suppressed, 'check'))).toEqual(
      new Set(['branch-eni-carries-declared-groups']),
    );
  });

  it('does not make an unknown a pass', async () => {
    const report = await auditJson(
      ...snapshot('before'),
      ...given(document({ check: 'R-20', subject: '{cluster: "*"}' })),
    );
    expect(report.code).toBe(3);
  });
});
