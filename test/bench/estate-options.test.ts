import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { parseEstateCommand } from '../../bench/estate/options.ts';

const SIZES = ['--pods', '50', '--stores', '10', '--groups', '40'];

function run(...args: readonly string[]) {
  return spawnSync(process.execPath, ['--no-warnings', 'bench/estate.ts', ...args], {
    encoding: 'utf8',
  });
}

describe('the arguments of the estate generator', () => {
  it('default to the collected form and seed 1', () => {
    expect(parseEstateCommand([...SIZES, '--out', 'x'])).toEqual({
      kind: 'generate',
      out: 'x',
      options: { pods: 50, stores: 10, groups: 40, seed: 1, form: 'collected' },
    });
  });

  it('take --raw and --seed', () => {
    expect(parseEstateCommand([...SIZES, '--out', 'x', '--raw', '--seed', '9'])).toMatchObject({
      options: { seed: 9, form: 'raw' },
    });
  });

  it.each([
    [['--stores', '1', '--groups', '20', '--out', 'x'], '--pods N is missing'],
    [SIZES, '--out DIR is missing'],
    [
      ['--pods', '3', '--stores', '1', '--groups', '20', '--out', 'x'],
      '--pods takes a whole number from 40',
    ],
    [['--pods', '1e3', '--stores', '1', '--groups', '20', '--out', 'x'], 'not "1e3"'],
    [['--pods', '50', '--stores', '-1', '--groups', '20', '--out', 'x'], '--stores'],
    [[...SIZES, '--out', 'x', '--row'], '--row'],
    [[...SIZES, '--out', 'x', 'surplus'], 'surplus'],
  ])('are refused when wrong: %j', (args, message) => {
    expect(() => parseEstateCommand(args)).toThrow(message);
  });
});

describe('the estate command', () => {
  it('prints its help', () => {
    const { status, stdout } = run('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('--pods N');
  });

  it('exits 2 on wrong arguments and says what is wrong', () => {
    const { status, stderr, stdout } = run('--pods', 'many', '--out', 'x');
    expect(stderr).toContain('--pods takes a whole number');
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
  });

  it('refuses a folder that is not empty, and leaves it alone', () => {
    const before = readdirSync('bench');
    const { status, stderr } = run(...SIZES, '--out', 'bench');
    expect(status).toBe(2);
    expect(stderr).toContain('is not empty');
    expect(readdirSync('bench')).toEqual(before);
  });
});
