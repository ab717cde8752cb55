import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');

/** What each layer may import, beside itself. The longest matching prefix of a file's path is its layer. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'shared/core/net': [],
  'shared/core/text': [],
  'shared/core/model': ['shared/core/net'],
  'shared/core/settings': ['shared/core/model'],
  'shared/core/policy': ['shared/core/net', 'shared/core/model'],
  'shared/core/identity': ['shared/core/net', 'shared/core/model'],
  'shared/core/stores': ['shared/core/net', 'shared/core/model', 'shared/core/settings'],
  'shared/core/intent': ['shared/core/net', 'shared/core/model', 'shared/core/policy'],
  'shared/core/reach': ['shared/core/net', 'shared/core/model'],
  'shared/core/estate': [
    'shared/core/net',
    'shared/core/model',
    'shared/core/settings',
    'shared/core/intent',
    'shared/core/policy',
    'shared/core/identity',
    'shared/core/stores',
    'shared/core/reach',
  ],
  'shared/core/access': [
    'shared/core/net',
    'shared/core/model',
    'shared/core/intent',
    'shared/core/identity',
    'shared/core/estate',
    'shared/core/reach',
  ],
  'shared/core/checks': [
    'shared/core/net',
    'shared/core/text',
    'shared/core/model',
    'shared/core/settings',
    'shared/core/intent',
    'shared/core/policy',
    'shared/core/estate',
    'shared/core/reach',
    'shared/core/access',
  ],
  'shared/core/triggers': ['shared/core/model'],
  'shared/core/findings': ['shared/core/model'],
  'shared/core/render': ['shared/core/text', 'shared/core/model', 'shared/core/findings'],
  'shared/decode': [
    'shared/core/net',
    'shared/core/model',
    'shared/core/settings',
    'shared/audit/snapshot-source.ts',
  ],
  'shared/audit': ['shared/core', 'shared/decode'],
  'shared/adapters/snapshot': ['shared/core/model', 'shared/audit'],
  'shared/adapters/aws': ['shared/audit'],
  'shared/adapters/kubernetes': ['shared/audit'],
  'shared/adapters/ledger': ['shared/core/model', 'shared/audit'],
  'shared/adapters/output': ['shared/core/model', 'shared/core/render', 'shared/audit'],
  cli: [
    'shared/audit',
    'shared/adapters',
    'shared/core/model',
    'shared/core/settings',
    'shared/core/render',
    'shared/decode',
  ],
};

const isUnder = (path: string, folder: string): boolean =>
  path === folder || path.startsWith(`${folder}/`);

const sources = ['shared', 'cli'].flatMap((folder) =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

const layerOf = (file: string): string | undefined =>
  Object.keys(MAY_IMPORT).find((layer) => isUnder(file, layer));

interface Import {
  readonly file: string;
  readonly target: string;
}

const imports: readonly Import[] = sources.flatMap((file) => {
  const text = readFileSync(join(ROOT, file), 'utf8');
  return [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(([, target = '']) => ({
    file,
    target: target.startsWith('.') ? relative(ROOT, resolve(ROOT, dirname(file), target)) : target,
  }));
});

const isLocal = ({ target }: Import): boolean =>
  target.startsWith('shared/') || target.startsWith('cli/');

describe('Boundaries', () => {
  it('every source file belongs to a layer', () => {
    expect(sources.filter((file) => layerOf(file) === undefined)).toEqual([]);
  });

  it('no layer imports another that it may not know', () => {
    const wrong = imports.filter(isLocal).filter(({ file, target }) => {
      const layer = layerOf(file) ?? '';
      const allowed = [layer, ...(MAY_IMPORT[layer] ?? [])];
      return !allowed.some((folder) => isUnder(target, folder));
    });
    expect(wrong).toEqual([]);
  });

  it('another layer is entered by its index only', () => {
    const deep = imports.filter(isLocal).filter(({ file, target }) => {
      const layer = layerOf(target);
      const isEntry =
        layer === undefined || layer === 'shared/audit' || target === `${layer}/index.ts`;
      return layer !== layerOf(file) && !isEntry;
    });
    expect(deep).toEqual([]);
  });

  it('core is pure: no packages, no Node modules, no waiting, no clock, no environment', () => {
    const core = sources.filter((file) => file.startsWith('shared/core/'));
    const impure = core.filter((file) =>
      /\bawait\b|\basync\b|Date\.now\(|new Date\(\)|Math\.random|process\./.test(
        readFileSync(join(ROOT, file), 'utf8').replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, ''),
      ),
    );
    const packages = imports.filter((one) => one.file.startsWith('shared/core/') && !isLocal(one));
    expect({ impure, packages }).toEqual({ impure: [], packages: [] });
  });

  it('no cycle joins the layers of core', () => {
    const visit = (layer: string, path: readonly string[]): readonly string[][] => {
      if (path.includes(layer)) return [[...path, layer]];
      return (MAY_IMPORT[layer] ?? []).flatMap((next) =>
        next in MAY_IMPORT ? visit(next, [...path, layer]) : [],
      );
    };
    expect(Object.keys(MAY_IMPORT).flatMap((layer) => visit(layer, []))).toEqual([]);
  });
});
