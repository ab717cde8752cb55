import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { displayWidth } from '../../shared/core/render/index.ts';
import { EXAMPLES, ROOT, run, snapshot } from './fake-host.ts';

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`${ESCAPE}\\[[\\d;]*m`, 'gu');
const withoutColours = (text: string): string => text.replace(COLOUR, '');
/** Every character that a table may hold: no control but the end of a line, no format character, no lone surrogate. */
const DANGEROUS = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u;

describe('a table on a terminal', () => {
  it('is coloured and fits the width', async () => {
    const { stdout } = await run(['pods', ...snapshot('drifted')], {
      stdout: { isTTY: true, columns: 100 },
    });
    expect(stdout).toContain(`${ESCAPE}[31m`);
    const lines = withoutColours(stdout).split('\n');
    expect(Math.max(...lines.map(displayWidth))).toBeLessThanOrEqual(100);
  });

  it.each([
    ['NO_COLOR is set', [], { NO_COLOR: '1' }],
    ['--no-color is given', ['--no-color'], {}],
    ['the terminal is dumb', [], { TERM: 'dumb' }],
  ])('has no colours when %s', async (_why, argv, env) => {
    const { stdout } = await run(['audit', ...snapshot('drifted'), ...argv], {
      stdout: { isTTY: true },
      env,
    });
    expect(stdout).toContain('CRITICAL (1)');
    expect(stdout).not.toContain(ESCAPE);
  });

  it('keeps colours when NO_COLOR is empty, as the convention says', async () => {
    const { stdout } = await run(['checks'], { stdout: { isTTY: true }, env: { NO_COLOR: '' } });
    expect(stdout).toContain(ESCAPE);
  });
});

describe('a table in a pipe', () => {
  it('has neither colours nor wrapped lines', async () => {
    const { stdout } = await run(['matrix', ...snapshot('drifted')]);
    expect(stdout).not.toContain(ESCAPE);
    expect(stdout).toContain(
      'checkout     Deployment/checkout            reachable  1     no        branch',
    );
  });
});

describe('names that want to do something to the terminal', () => {
  const folder = mkdtempSync(join(tmpdir(), 'podfence-terminal-'));
  const evil = 'catalog\u001b[2J\u009b31m\u202emoc\u2066\u200b\ud800';

  beforeAll(() => {
    cpSync(join(ROOT, EXAMPLES, 'drifted'), folder, { recursive: true });
    for (const file of ['pods', 'replicasets', 'securitygrouppolicies']) {
      const path = join(folder, 'k8s', `${file}.json`);
      const text = readFileSync(path, 'utf8');
      const name = JSON.stringify(evil).slice(1, -1);
      writeFileSync(
        path,
        text.replaceAll('"catalog-', `"${name}-`).replaceAll('"catalog"', `"${name}"`),
      );
    }
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it.each(['pods', 'matrix', 'audit'])('do nothing in the table of %s', async (command) => {
    const { stdout, code } = await run([command, '--snapshot', folder], {
      stdout: { isTTY: true, columns: 120 },
    });
    expect(code).not.toBe(2);
    expect(stdout).toContain('\\u001b[2J');
    expect(DANGEROUS.exec(withoutColours(stdout))).toBeNull();
  });

  it.each(['pods', 'matrix', 'audit'])(
    'are whole in the JSON of %s, and escaped',
    async (command) => {
      const { stdout } = await run([command, '--snapshot', folder, '--json']);
      expect(DANGEROUS.exec(stdout)).toBeNull();
      expect(JSON.stringify(JSON.parse(stdout))).toContain(JSON.stringify(evil).slice(1, -1));
    },
  );

  it('do nothing in an error either', async () => {
    const argv = ['explain', '--snapshot', folder, '--store', evil, '--pod', `x/${evil}`];
    const { stderr } = await run(argv, { stderr: { isTTY: true } });
    expect(stderr).toContain('\\u001b[2J');
    expect(DANGEROUS.exec(stderr)).toBeNull();
  });
});

describe('a pipe whose reader has gone', () => {
  it.each(['EPIPE', 'ERR_STREAM_DESTROYED'])('ends the command quietly (%s)', async (code) => {
    const failure = Object.assign(new Error('write failed'), { code });
    const ran = await run(['matrix', ...snapshot('drifted')], { stdout: { failure } });
    expect(ran.code).toBe(0);
    expect(ran.stderr).toBe('');
  });

  it('does not hide a disk that is full', async () => {
    const failure = Object.assign(new Error('no space left'), { code: 'ENOSPC' });
    const ran = await run(['matrix', ...snapshot('drifted')], { stdout: { failure } });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toBe(
      'error: the output cannot be written: no space left on the device (ENOSPC)\n',
    );
  });

  it('hides no fault that is ours', async () => {
    const ran = await run(['matrix', ...snapshot('drifted')], {
      stdout: { failure: new Error('of ours') },
    });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^unexpected error, please report it: Error: of ours\n +at /u);
  });
});

describe('paths', () => {
  it('are meant from where the person stands, which npm keeps in INIT_CWD', async () => {
    const ran = await run(['pods', '--snapshot', 'after'], {
      env: { INIT_CWD: join(ROOT, EXAMPLES) },
    });
    expect(ran.code).toBe(0);
  });

  it('are meant from the working folder without npm', async () => {
    const ran = await run(['pods', '--snapshot', 'after'], { cwd: join(ROOT, EXAMPLES) });
    expect(ran.code).toBe(0);
  });
});
