import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { run } from '../cli/fake-host.ts';
import { isJsonObject } from '../support/json-path.ts';
import { projectFiles, readText, ROOT } from './project-files.ts';

const pages = projectFiles().filter((path) => path.endsWith('.md'));
const recipes = [...pages, '.ci/run'];

interface Found {
  readonly page: string;
  readonly text: string;
}

const found = (files: readonly string[], pattern: RegExp): readonly Found[] =>
  files.flatMap((page) =>
    [...readText(page).matchAll(pattern)].map(([, text = '']) => ({ page, text })),
  );

const shown = ({ page, text }: Found): string => `${page}: ${text}`;

function scripts(): Readonly<Record<string, unknown>> {
  const manifest: unknown = JSON.parse(readText('package.json'));
  const listed = isJsonObject(manifest) ? manifest['scripts'] : undefined;
  return isJsonObject(listed) ? listed : {};
}

/** As GitHub makes them of headings. */
const anchorOf = (heading: string): string =>
  heading
    .toLowerCase()
    .replaceAll(/[`*_]/g, '')
    .replaceAll(/[^\p{L}\p{N}\s-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-');

const anchorsIn = (page: string): ReadonlySet<string> =>
  new Set(found([page], /^#+ (.+)$/gm).map(({ text }) => anchorOf(text)));

describe('the scripts of package.json', () => {
  it('are there for every command that a page or CI names', () => {
    const named = found(recipes, /\bnpm run (?:--silent |-s )?([\w:-]+)/g);
    expect(named.length).toBeGreaterThan(5);
    expect(named.filter(({ text }) => !Object.hasOwn(scripts(), text)).map(shown)).toEqual([]);
    expect(Object.keys(scripts())).toEqual(expect.arrayContaining(['start', 'test']));
  });

  it('run files that are there', () => {
    const files = Object.values(scripts()).flatMap((command) =>
      [...String(command).matchAll(/(?:^|\s)((?:bin|bench|docs|examples|test)\/[\w./-]+)/g)].map(
        ([, file = '']) => file,
      ),
    );
    expect(files.length).toBeGreaterThan(3);
    expect(files.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
  });
});

describe('the commands that pages show', () => {
  const shownCommands = found(
    pages,
    /\bpodfence (?:-- )?(audit|pods|matrix|explain|checks|demo|[a-z]+) [^\n]*/g,
  );
  const ours = ['audit', 'pods', 'matrix', 'explain', 'checks', 'demo'];

  it('are commands of podfence', async () => {
    const named = found(pages, /npm run --silent podfence -- ([a-z]+)/g);
    expect(named.length).toBeGreaterThan(5);
    for (const command of new Set(named.map(({ text }) => text))) {
      const { code, stdout } = await run([command, '--help']);
      expect({ command, code }).toEqual({ command, code: 0 });
      expect(stdout).toContain(command);
    }
    expect(shownCommands.length).toBeGreaterThan(5);
  });

  it.each(ours)('give options to %s that it has', async (command) => {
    const { stdout } = await run([command, '--help']);
    const lines = found(pages, new RegExp(`podfence (?:-- )?${command} ([^\\n\`|]*)`, 'g'));
    const options = lines.flatMap(({ page, text }) =>
      [...text.matchAll(/(--[a-z][a-z-]*)/g)].map(([option]) => ({ page, text: option })),
    );
    expect(options.filter(({ text }) => !stdout.includes(text)).map(shown)).toEqual([]);
  });
});

describe('links', () => {
  const local = found(pages, /\]\((?!https?:|mailto:)([^)\s]+)\)/g);

  it('lead to files that are there', () => {
    const dead = local.filter(({ page, text }) => {
      const [path = ''] = text.split('#');
      return path !== '' && !existsSync(join(ROOT, normalize(join(dirname(page), path))));
    });
    expect(local.length).toBeGreaterThan(20);
    expect(dead.map(shown)).toEqual([]);
  });

  it('lead to headings that are there', () => {
    const dead = local.filter(({ page, text }) => {
      const [path = '', anchor] = text.split('#');
      const target = path === '' ? page : normalize(join(dirname(page), path));
      return anchor !== undefined && target.endsWith('.md') && !anchorsIn(target).has(anchor);
    });
    expect(dead.map(shown)).toEqual([]);
  });

  it('to places on the web are of https', () => {
    expect(found(pages, /\]\((http:[^)]+)\)/g).map(shown)).toEqual([]);
  });
});

describe('files that pages name', () => {
  it('are there', () => {
    const named = found(pages, /`((?:shared|cli|test|bench|docs|examples|bin)\/[\w./-]*\w\/?)`/g);
    const isThere = ({ text }: Found): boolean => existsSync(join(ROOT, text));
    expect(named.filter((one) => !isThere(one)).map(shown)).toEqual([]);
  });
});
