/** Rewrites what is generated under docs/: the pages of the checks, their index, the examples of the command line, the tables of snapshots. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format } from 'prettier';
import { CHECKS } from '../shared/core/checks/index.ts';
import { inputSchemas, renderConfigurationPage } from '../test/support/configuration-page.ts';
import { renderIndex, renderPage } from '../test/support/check-pages.ts';
import { renderCliPage } from '../test/support/cli-page.ts';
import { renderSnapshotPage } from '../test/support/snapshot-page.ts';

const DOCS = import.meta.dirname;
const write = (path: string, text: string): void => writeFileSync(join(DOCS, path), text);

for (const check of CHECKS) write(`checks/${check.id}.md`, renderPage(check));
write('checks.md', renderIndex());
write('cli.md', await renderCliPage(readFileSync(join(DOCS, 'cli.md'), 'utf8')));
write('snapshot.md', renderSnapshotPage(readFileSync(join(DOCS, 'snapshot.md'), 'utf8')));
write(
  'configuration.md',
  renderConfigurationPage(readFileSync(join(DOCS, 'configuration.md'), 'utf8')),
);
for (const [name, schema] of Object.entries(inputSchemas())) {
  write(
    `schemas/${name}`,
    await format(JSON.stringify(schema, null, 2), { parser: 'json', printWidth: 100 }),
  );
}
