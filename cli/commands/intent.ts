import type { Command } from 'commander';
import { baselineIntents, readReach } from '../../shared/audit/index.ts';
import { type ExitCode, listingExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import {
  addInputOptions,
  type CommonOptions,
  failOnUnknownOption,
  type FilterOptions,
  FILTERS,
} from '../options.ts';
import { readConfiguration } from '../read-configuration.ts';
import { asUsageError, filtersOf, openInput } from '../read-input.ts';
import { exitPolicyOf, openSession, type Session } from '../session.ts';
import { writeDocuments, type WriteOptions } from '../write-documents.ts';

export type IntentInitOptions = Omit<CommonOptions, 'format' | 'json' | 'out'> &
  Pick<FilterOptions, 'store'> &
  WriteOptions;

async function runInit(
  options: IntentInitOptions,
  session: Session,
  host: Host,
): Promise<ExitCode> {
  const source = await openInput(options, session);
  const configuration = readConfiguration({ ...options, intent: [], suppressions: [] }, session);
  session.progress.stage('reading the snapshot');
  const { estate, access } = await readReach(source, options.now ?? null, configuration);
  session.progress.stage('writing who reaches what');
  const written = await asUsageError(() =>
    baselineIntents(estate, access, filtersOf({ store: options.store })),
  );
  session.progress.end();
  await writeDocuments(written.chunks, options, session, host);
  if (written.count === 0) session.warn('there is no store to write a document for');
  if (written.unknown) session.warn('not everything was seen: the comments say what is open');
  return listingExitCode(written.unknown, exitPolicyOf(options));
}

/** Adds `podfence intent init`. What it writes is YAML, for people to go on with: it has no other format. */
export function addIntent(program: Command, host: Host, onExit: (code: ExitCode) => void): void {
  const intent = program
    .command('intent')
    .description('documents of intent: who may reach which store');
  addInputOptions(intent.command('init'))
    .description('write documents that let in whoever gets in today, to be reviewed and enforced')
    .allowExcessArguments(false)
    .addOption(FILTERS.store())
    .option('--out <file>', 'write there and not to stdout; whole or not at all')
    .option('--force', 'replace the file if it is there')
    .addOption(failOnUnknownOption())
    .option('--quiet', 'no progress and no warnings')
    .action(async (options: Omit<IntentInitOptions, 'color'>) => {
      const own = { ...options, color: false };
      const session = openSession(host, own);
      try {
        onExit(await runInit(own, session, host));
      } finally {
        session.progress.end();
      }
    });
}
