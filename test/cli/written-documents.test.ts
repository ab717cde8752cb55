import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DEFAULT_SETTINGS, OPTION_ROWS } from '../../shared/core/settings/index.ts';
import { checkNames } from '../../shared/audit/index.ts';
import { readConfiguration } from '../../shared/decode/index.ts';
import { inputSchemas, renderConfigurationPage } from '../support/configuration-page.ts';
import { auditJson } from './audited.ts';
import { ROOT, snapshot } from './fake-host.ts';

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The YAML that a page shows, block by block. */
const shownIn = (page: string): readonly string[] =>
  [...read(page).matchAll(/```yaml\n([\s\S]*?)```/gu)].map(([, text = '']) => text);

describe('docs/configuration.md', () => {
  it('describes every option as the table has it; "npm run docs" makes it anew', () => {
    const page = read('docs/configuration.md');
    expect(renderConfigurationPage(page)).toBe(page);
    for (const { name, variable } of OPTION_ROWS) {
      expect(page).toContain(`### ${name}\n`);
      expect(page).toContain(`\`${variable}\``);
    }
  });
});

describe('the schemas of what people write', () => {
  it.each(Object.entries(inputSchemas()))(
    '%s is what the code takes; "npm run docs" makes it anew',
    (name, schema) => {
      const published: unknown = JSON.parse(read(`docs/schemas/${name}`));
      expect(published).toEqual(schema);
    },
  );
});

describe('examples/podfence.yaml', () => {
  it('is read without a fault, and decides something', () => {
    const file = { file: 'podfence.yaml', text: read('examples/podfence.yaml') };
    const { settings, faults } = readConfiguration(file, checkNames());
    expect(faults).toEqual([]);
    expect(settings).not.toEqual(DEFAULT_SETTINGS);
  });
});

describe('examples/suppressions', () => {
  const DRIFTED = snapshot('drifted');

  it('suppress what they say in the example, and each of them does something', async () => {
    const report = await auditJson(
      ...DRIFTED,
      '--config',
      'examples/podfence.yaml',
      '--suppressions',
      'examples/suppressions',
    );
    const suppressed = report
      .rows('findings')
      .filter(({ suppressedBy }) => suppressedBy !== null)
      .map(({ suppressedBy, check }) => `${String(suppressedBy)}: ${String(check)}`);
    expect(suppressed.toSorted()).toEqual([
      'catalog-reporting-moves: matched-pod-has-branch-eni',
      'checkout-reads-catalog: only-intended-pods-reach-store',
      'database-admits-cluster-group: store-admits-no-node-or-cluster-group',
    ]);
    const rows = report
      .rows('documents')
      .map(({ name, status, matched }) => ({ name, status, matched }));
    expect(rows).toEqual([
      { name: 'catalog-reporting-moves', status: 'active', matched: 1 },
      { name: 'checkout-reads-catalog', status: 'active', matched: 1 },
      { name: 'database-admits-cluster-group', status: 'expires-soon', matched: 1 },
    ]);
  });

  it('are what docs/suppressions.md shows', () => {
    const files = readdirSync(join(ROOT, 'examples/suppressions')).map((name) =>
      read(`examples/suppressions/${name}`),
    );
    const shown = shownIn('docs/suppressions.md');
    expect(shown).toHaveLength(1);
    for (const text of shown) expect(files).toContain(text);
  });
});
