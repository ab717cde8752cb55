import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { writeFileAtomically } from '../../shared/adapters/output/index.ts';
import { run, snapshot } from './fake-host.ts';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'podfence-out-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('--out', () => {
  it('writes the document there and nothing to stdout', async () => {
    const out = join(folder, 'pods.json');
    const { stdout, code } = await run(['pods', ...snapshot('after'), '--json', '--out', out]);
    expect(code).toBe(0);
    expect(stdout).toBe('');
    expect(JSON.parse(readFileSync(out, 'utf8'))).toMatchObject({ kind: 'PodList' });
    expect(readdirSync(folder)).toEqual(['pods.json']);
  });

  it('has no colours and no wrapping in a file, even from a terminal', async () => {
    const out = join(folder, 'table.txt');
    await run(['pods', ...snapshot('after'), '--out', out], {
      stdout: { isTTY: true, columns: 60 },
    });
    const { stdout } = await run(['pods', ...snapshot('after')]);
    expect(readFileSync(out, 'utf8')).toBe(stdout);
  });

  it.each([
    ['a folder', '.', 'is a folder'],
    ['a folder that does not exist', 'no/such/file.json', 'does not exist'],
    ['a file in a file', 'here/file.json', 'is not a folder'],
  ])('refuses %s and exits 2', async (_what, name, sentence) => {
    writeFileSync(join(folder, 'here'), '');
    const { code, stderr } = await run(['checks', '--out', join(folder, name)]);
    expect(stderr).toContain(sentence);
    expect(code).toBe(2);
  });

  it('keeps what a symbolic link stands for', async () => {
    mkdirSync(join(folder, 'real'));
    const target = join(folder, 'real', 'report.json');
    writeFileSync(target, 'old');
    const link = join(folder, 'link.json');
    symlinkSync(target, link);
    await run(['checks', '--json', '--out', link]);
    expect(lstatSync(link).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toContain('CheckCatalogue');
  });

  it('writes through a device and leaves it one', async () => {
    const { code } = await run(['checks', '--out', '/dev/null']);
    expect(code).toBe(0);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });
});

describe('a file that is written whole or not at all', () => {
  it('is as it was when the writing fails half way', async () => {
    const path = join(folder, 'report.txt');
    writeFileSync(path, 'old');
    function* failing(): Generator<string> {
      yield 'new ';
      throw new Error('half way');
    }
    await expect(writeFileAtomically(path, failing())).rejects.toThrow('half way');
    expect(readFileSync(path, 'utf8')).toBe('old');
    expect(readdirSync(folder)).toEqual(['report.txt']);
  });

  it('passes through a named pipe', async () => {
    const path = join(folder, 'pipe');
    execFileSync('mkfifo', [path]);
    const cat = spawn('cat', [path]);
    let read = '';
    cat.stdout.on('data', (chunk: Buffer) => (read += chunk.toString()));
    const closed = new Promise((resolve) => cat.on('close', resolve));
    await writeFileAtomically(path, ['one ', 'two']);
    await closed;
    expect(read).toBe('one two');
    expect(statSync(path).isFIFO()).toBe(true);
  });

  it('says so when it may not be written', async () => {
    if (process.getuid?.() === 0) return;
    chmodSync(folder, 0o500);
    await expect(writeFileAtomically(join(folder, 'x'), ['x'])).rejects.toThrow(
      'cannot be written',
    );
    chmodSync(folder, 0o700);
  });
});
