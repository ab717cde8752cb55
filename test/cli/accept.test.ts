import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { aFolder } from '../adapters/snapshot/temporary-folder.ts';
import { auditJson, column } from './audited.ts';
import { run, snapshot } from './fake-host.ts';

let folder = '';
let ledger: readonly string[] = [];
const DECIDED = ['--expires', '2027-01-31', '--owner', 'platform', '--reason', 'As it was found.'];
const accept = (...argv: readonly string[]) => run(['accept', ...ledger, ...DECIDED, ...argv]);

beforeEach(async () => {
  folder = aFolder();
  ledger = ['--ledger', join(folder, 'ledger.sqlite')];
  await run(['audit', ...snapshot('drifted'), ...ledger]);
});

describe('podfence accept', () => {
  it('lets an estate start from a clean line', async () => {
    const file = join(folder, 'accepted.yaml');
    expect(await accept('--out', file)).toEqual({ code: 0, stdout: '', stderr: '', chunks: [] });
    const report = await auditJson(...snapshot('drifted'), ...ledger, '--suppressions', file);
    expect(report.code).toBe(0);
    expect(column(report.rows('findings'), 'suppressedBy')).not.toContain(null);
    expect(new Set(column(report.rows('documents'), 'status'))).toEqual(new Set(['active']));
  });

  it('writes to stdout what it writes to a file', async () => {
    const file = join(folder, 'accepted.yaml');
    await accept('--out', file);
    const { stdout } = await accept();
    expect(stdout).toBe(readFileSync(file, 'utf8'));
    expect(stdout).toContain('# Written by podfence accept. Open findings: ');
  });

  it('replaces a file only when it is told to', async () => {
    const file = join(folder, 'accepted.yaml');
    writeFileSync(file, 'mine');
    const { code, stderr } = await accept('--out', file);
    expect({ code, kept: readFileSync(file, 'utf8') }).toEqual({ code: 2, kept: 'mine' });
    expect(stderr).toContain('is there already; --force replaces it');
    expect((await accept('--out', file, '--force')).code).toBe(0);
    expect(readFileSync(file, 'utf8')).toContain('kind: Suppression');
  });

  it('accepts only what is asked for, and says when that is nothing', async () => {
    const some = await accept('--check', 'C-02');
    expect(some.stdout.match(/^kind: Suppression$/gmu)).toHaveLength(1);
    const none = await accept('--namespace', 'no-such');
    expect(none.stdout).not.toContain('kind:');
    expect(none).toMatchObject({
      code: 0,
      stderr: 'podfence: nothing that was asked for is open\n',
    });
    expect((await accept('--namespace', 'no-such', '--quiet')).stderr).toBe('');
    expect((await accept('--cluster', 'eks-workshop', '--check', 'C-02')).stdout).toBe(some.stdout);
  });

  it('reads the ledger and leaves it as it is', async () => {
    const path = join(folder, 'ledger.sqlite');
    const before = readFileSync(path);
    await accept();
    expect(readFileSync(path)).toEqual(before);
  });

  it.each([
    [['--expires', '2026-11-19'], '--expires was over already at the last audit, of 2026-11-20'],
    [['--expires', '2027-02-30'], 'Give the last day, like 2027-01-31'],
    [['--owner', ' '], 'Give some text'],
    [['--reason', ''], 'Give some text'],
    [['--check', 'C-99'], "no check is named 'C-99'"],
    [['--out', 'no/such/folder/a.yaml'], 'does not exist'],
  ])('is refused with %j', async (argv, sentence) => {
    const { code, stdout, stderr } = await accept(...argv);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(sentence);
  });

  it('needs a ledger that is there, and makes none', async () => {
    const path = join(folder, 'other.sqlite');
    const { code, stderr } = await run(['accept', '--ledger', path, ...DECIDED]);
    expect({ code, isMade: existsSync(path) }).toEqual({ code: 2, isMade: false });
    expect(stderr).toContain('there is no ledger');
    const { stderr: other } = await run(['accept', '--ledger', 'package.json', ...DECIDED]);
    expect(other).toContain('it is not a ledger');
  });

  it.each(['--ledger', '--expires', '--owner', '--reason'])('needs %s', async (option) => {
    const all = [...ledger, ...DECIDED];
    const at = all.indexOf(option);
    const { code, stderr } = await run(['accept', ...all.toSpliced(at, 2)]);
    expect(code).toBe(2);
    expect(stderr).toContain(`required option '${option}`);
  });
});
