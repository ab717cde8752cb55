import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ROOT, snapshot } from './fake-host.ts';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The launcher as a process of its own. `readBytes`: the reader goes away after so many. */
function launch(argv: readonly string[], readBytes = Infinity): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(ROOT, 'bin/podfence.js'), ...argv], { cwd: ROOT });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk.toString();
      if (stdout.length >= readBytes) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => (stderr += chunk.toString()));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, stdout, stderr }));
  });
}

describe('the command as a process', () => {
  it('writes the document to stdout, nothing to stderr, and exits with its verdict', async () => {
    const { code, stdout, stderr } = await launch(['audit', ...snapshot('drifted'), '--json']);
    expect(stderr).toBe('');
    expect(JSON.parse(stdout)).toMatchObject({ kind: 'AuditReport' });
    expect(code).toBe(1);
  }, 30_000);

  it('ends quietly when its reader goes away', async () => {
    const argv = ['matrix', ...snapshot('drifted'), '--by', 'pod', '--all', '--json'];
    const { code, stderr } = await launch(argv, 1);
    expect(stderr).toBe('');
    expect(code).toBe(0);
  }, 30_000);
});
