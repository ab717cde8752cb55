import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import { run, snapshot } from './fake-host.ts';

const folder = mkdtempSync(join(tmpdir(), 'podfence-html-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const html = (name: 'before' | 'after' | 'drifted', ...args: readonly string[]) =>
  run(['audit', ...snapshot(name), '--format', 'html', ...args]);

const headlineOf = (page: string): string => /<h1>([^<]*)<\/h1>/u.exec(page)?.[1] ?? '';

describe('audit --format html', () => {
  it('writes one page to stdout and exits as with every other format', async () => {
    const { code, stdout, stderr } = await html('drifted');
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toMatch(/^<!doctype html>\n<html lang="en">/u);
    expect(stdout.trimEnd()).toMatch(/<\/html>$/u);
    expect(headlineOf(stdout)).toBe('Not compliant');
  });

  it.each([
    ['before', 3, 'Incomplete'],
    ['after', 0, 'Compliant'],
  ] as const)('agrees with the exit code: %s', async (name, expected, headline) => {
    const { code, stdout } = await html(name);
    expect([code, headlineOf(stdout)]).toEqual([expected, headline]);
  });

  it('writes whole files, the same bytes each time', async () => {
    const path = join(folder, 'report.html');
    expect((await html('drifted', '--out', path)).stdout).toBe('');
    expect(readFileSync(path, 'utf8')).toBe((await html('drifted')).stdout);
  }, 30_000);

  it('says that it is only a part, of what people asked for', async () => {
    const { stdout } = await html('after', '--namespace', 'catalog', '--check', 'C-01');
    expect(headlineOf(stdout)).toBe('No violation in the part that was asked for');
    expect(stdout.replace(/\s+/gu, ' ')).toContain(
      'narrowed to check branch-eni-carries-declared-groups, namespace catalog.',
    );
  });

  it('knows every check: those that ran by their numbers, the others by name', async () => {
    const { stdout } = await html('after', '--check', 'C-01');
    const rows = [...stdout.matchAll(/<tr data-row="check" data-check="([^"]+)"/gu)];
    expect(rows.map(([, check]) => check)).toEqual(['branch-eni-carries-declared-groups']);
    expect(stdout).toContain('only-intended-pods-reach-store</small>');
  });
});
