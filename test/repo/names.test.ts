import { basename, dirname } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { placesOf, projectFiles, readText } from './project-files.ts';

const sources = projectFiles().filter((path) => /\.(ts|js|sh)$/.test(path));
const shipped = sources.filter((path) => /^(shared|cli)\//.test(path));

const lengths = (paths: readonly string[]): readonly number[] =>
  paths.map((path) => readText(path).split('\n').length).toSorted((a, b) => a - b);

const quantile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

describe('files', () => {
  it('have names in kebab-case', () => {
    const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.(test|properties\.test|config))?\.(ts|js|sh)$/;
    expect(sources.filter((path) => !kebab.test(basename(path)))).toEqual([]);
  });

  it('are named for what they hold, and not for holding something', () => {
    const vague = /^(utils?|helpers?|common|misc|types?|shared|lib|index2)\.ts$/;
    expect(sources.filter((path) => vague.test(basename(path)))).toEqual([]);
  });

  it('are short: half of them within 100 lines, nine of ten within 300', () => {
    const sorted = lengths(shipped);
    expect(quantile(sorted, 0.5)).toBeLessThanOrEqual(100);
    expect(quantile(sorted, 0.9)).toBeLessThanOrEqual(300);
  });

  it('export by name', () => {
    const configuration = (path: string): boolean => path.endsWith('.config.js');
    const others = sources.filter((path) => !configuration(path) && !path.startsWith('test/repo/'));
    expect(placesOf(others, (line) => /^export default\b/.test(line))).toEqual([]);
  });

  it('hold types that vanish', () => {
    const kept = /^\s*(export |declare )*(const )?(enum|namespace) \w+ \{/;
    const others = sources.filter((path) => !path.startsWith('test/repo/'));
    expect(placesOf(others, (line) => kept.test(line))).toEqual([]);
  });
});

describe('folders', () => {
  const LAYER = /^shared\/(core\/[a-z-]+|adapters\/[a-z-]+|audit|decode)$/;

  it('of shared/ say in an index what others may use', () => {
    const folders = new Set(
      shipped.map(dirname).map((path) => path.split('/').slice(0, 3).join('/')),
    );
    const layers = [...folders]
      .map((path) =>
        /^shared\/(audit|decode)\//.test(path) ? path.split('/').slice(0, 2).join('/') : path,
      )
      .filter((path) => LAYER.test(path));
    const missing = [...new Set(layers)].filter((path) => !shipped.includes(`${path}/index.ts`));
    expect(layers.length).toBeGreaterThan(10);
    expect(missing).toEqual([]);
  });
});
