import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { CHECKS } from '../../../shared/core/checks/index.ts';
import { renderIndex, renderPage } from '../../support/check-pages.ts';

const ROOT = resolve(import.meta.dirname, '../../..');

/** `npm run docs` writes them. */
function expectFresh(path: string, text: string): void {
  expect(readFileSync(resolve(ROOT, path), 'utf8')).toBe(text);
}

const basenames = (folder: string, suffix: string): readonly string[] =>
  readdirSync(resolve(ROOT, folder))
    .filter((name) => name.endsWith(suffix))
    .map((name) => name.slice(0, -suffix.length));

describe('the pages of the checks', () => {
  it.each(CHECKS.map((check) => [check.id, check] as const))(
    'keep docs/checks/%s.md as the check and its example make it',
    (id, check) => expectFresh(`docs/checks/${id}.md`, renderPage(check)),
  );

  it('keep docs/checks.md as the catalogue makes it', () => {
    expectFresh('docs/checks.md', renderIndex());
  });

  it('give every check a file of code, a test and a page of its name', () => {
    for (const { id } of CHECKS) {
      expect(existsSync(resolve(ROOT, `shared/core/checks/${id}.ts`))).toBe(true);
      expect(existsSync(resolve(ROOT, `test/core/checks/${id}.test.ts`))).toBe(true);
      expect(existsSync(resolve(ROOT, `docs/checks/${id}.md`))).toBe(true);
    }
  });

  it('are there for registered checks only', () => {
    const ids = CHECKS.map(({ id }) => id).toSorted();
    expect(basenames('docs/checks', '.md').toSorted()).toEqual(ids);
    const others = [
      'catalogue',
      'contract',
      'findings-end',
      'information-monotonicity',
      'intent',
      'intent-laws',
      'judge',
      'judge-pods',
      'pages',
      'restricted-stores',
    ];
    expect(
      basenames('test/core/checks', '.test.ts')
        .filter((name) => !others.includes(name))
        .toSorted(),
    ).toEqual(ids);
  });
});
