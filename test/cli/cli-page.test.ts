import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { renderCliPage } from '../support/cli-page.ts';
import { ROOT } from './fake-host.ts';

describe('docs/cli.md', () => {
  it('shows what its commands print; "npm run docs" makes it anew', async () => {
    const page = readFileSync(join(ROOT, 'docs/cli.md'), 'utf8');
    expect(page.match(/```text\n/gu)?.length).toBe(6);
    expect(await renderCliPage(page)).toBe(page);
  });
});
