import { describe, expect, it } from '@jest/globals';
import { run, snapshot } from './fake-host.ts';

const EXPLAIN = ['explain', ...snapshot('after')];

describe('a command that cannot be done as asked', () => {
  it.each([
    [['audit'], 'nothing was named to be read; give --snapshot PATH'],
    [['audit', '--snapshot', 'no/such/folder'], 'no such file or folder'],
    [['audit', '--snapshot', 'package.json'], 'package.json'],
    [['audit', '--cluster', 'main'], 'no region is known; give one with --region'],
    [['audit', ...snapshot('after'), '--config', 'none.yaml'], 'none.yaml: there is no such file'],
    [['audit', ...snapshot('after'), '--intent', 'x'], 'x: there is no such file or folder'],
    [['audit', ...snapshot('after'), '--suppressions', 'x'], 'x: there is no such file or folder'],
    [['audit', ...snapshot('after'), '--now', 'yesterday'], 'Give an ISO time'],
    [
      ['audit', ...snapshot('after'), '--now', '2026-11-20T10:00:00'],
      'Give an ISO time with a zone',
    ],
    [['audit', ...snapshot('after'), '--fail-on', 'info'], 'Allowed choices are low, medium'],
    [['audit', ...snapshot('after'), '--fail-on-unknown', 'always'], 'Allowed choices are never'],
    [['audit', ...snapshot('after'), '--format', 'pdf'], 'Allowed choices are table, json'],
    [['audit', ...snapshot('after'), '--json', '--format', 'table'], 'disagree'],
    [['audit', ...snapshot('after'), '--check', 'C-99'], "no check is named 'C-99'"],
    [['audit', ...snapshot('after'), '--check', 'C-06'], 'is planned: nothing judges it yet'],
    [
      ['audit', ...snapshot('drifted'), '--check', 'C-01', '--check', 'R-13'],
      'is judged under another check; name D-01 branch-eni-in-use-has-pod',
    ],
    [['audit', '--snapshot', ''], 'a path is empty'],
    [['audit', ...snapshot('after'), '--suppressions', ''], 'a path is empty'],
    [['audit', ...snapshot('after'), '--ledger', ''], 'a path is empty'],
    [['checks', '--out', ''], 'a path is empty'],
    [['audit', ...snapshot('after'), '--replay'], 'name it with --ledger FILE'],
    [['audit', ...snapshot('after'), '--ledger', 'package.json'], 'it is not a ledger'],
    [['audit', ...snapshot('after'), 'more'], 'too many arguments'],
    [['matrix', ...snapshot('after'), '--by', 'node'], 'Allowed choices are workload, pod'],
    [['matrix', ...snapshot('after'), '--store', 'other'], "no store is named 'other'; there are:"],
    [[...EXPLAIN, '--store', 'eks-workshop-catalog'], "required option '--pod"],
    [[...EXPLAIN, '--store', 'x', '--pod', 'catalog'], '--pod wants NAMESPACE/NAME'],
    [
      [...EXPLAIN, '--store', 'eks-workshop-catalog', '--pod', 'catalog/catalog-gone'],
      'catalog/catalog-wgsvq2f9nl-d49nh',
    ],
    [
      [...EXPLAIN, '--store', 'other', '--pod', 'catalog/catalog-mysql-0'],
      'arn:aws:rds:us-west-2:111122223333:db:eks-workshop-catalog',
    ],
    [
      [
        ...EXPLAIN,
        '--store',
        'eks-workshop-catalog',
        '--pod',
        'catalog/catalog-mysql-0',
        '--port',
        '1',
      ],
      'does not listen on port 1; there are:\n  3306',
    ],
    [[...EXPLAIN, '--store', 'x', '--pod', 'a/b', '--port', '70000'], 'Give a port, 1 to 65535'],
    [['frobnicate'], "unknown command 'frobnicate'"],
    [['pods', '--frobnicate'], "unknown option '--frobnicate'"],
  ])('says why and exits 2: %j', async (argv, sentence) => {
    const { code, stdout, stderr } = await run(argv);
    expect(stderr).toContain(sentence);
    expect(stderr).not.toContain('    at ');
    expect(stdout).toBe('');
    expect(code).toBe(2);
  });

  it('shows its help on stdout and exits 0', async () => {
    const { code, stdout, stderr } = await run(['--help']);
    expect(stdout).toContain('Usage: podfence');
    expect(stdout).toContain('Exit codes: 0 compliant');
    expect(stderr).toBe('');
    expect(code).toBe(0);
  });

  it('shows help on stderr and exits 2 when no command is named', async () => {
    const { code, stderr } = await run([]);
    expect(stderr).toContain('Usage: podfence');
    expect(code).toBe(2);
  });

  it('says its version', async () => {
    const { code, stdout } = await run(['--version']);
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/u);
    expect(code).toBe(0);
  });
});
