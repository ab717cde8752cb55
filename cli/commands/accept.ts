import { existsSync } from 'node:fs';
import { type Command, InvalidArgumentError, Option } from 'commander';
import { acceptFindings } from '../../shared/audit/index.ts';
import { endOfDay } from '../../shared/decode/index.ts';
import { EXIT_CODES, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { FILTERS, type FilterOptions } from '../options.ts';
import { narrowingOf } from '../read-input.ts';
import { openSession, type Session } from '../session.ts';
import { UsageError } from '../usage-error.ts';
import { withLedger } from '../with-ledger.ts';
import { writeDocuments, type WriteOptions } from '../write-documents.ts';

interface AcceptOptions extends FilterOptions, WriteOptions {
  readonly ledger: string;
  readonly cluster: readonly string[];
  /** The first moment at which the suppressions no longer hold. */
  readonly expires: number;
  readonly owner: string;
  readonly reason: string;
  readonly quiet?: true;
}

const LONGEST = 2000;

function parseText(text: string): string {
  const isWell = text.trim() !== '' && text.length <= LONGEST;
  if (!isWell) throw new InvalidArgumentError(`Give some text, up to ${LONGEST} characters.`);
  return text;
}

function parseLastDay(text: string): number {
  const end = endOfDay(text);
  if (end === null) throw new InvalidArgumentError('Give the last day, like 2027-01-31.');
  return end;
}

async function runAccept(options: AcceptOptions, session: Session, host: Host): Promise<ExitCode> {
  const { ledger: file, expires, owner, reason, cluster } = options;
  const path = session.locate(file);
  if (!existsSync(path)) {
    throw new UsageError(`${file}: there is no ledger; podfence audit --ledger ${file} makes one`);
  }
  const narrowing = await narrowingOf(options);
  const accepted = await withLedger(path, (ledger) =>
    acceptFindings({ ledger, clusters: cluster, narrowing, owner, reason, expiresAt: expires }),
  );
  if (accepted.takenAt !== null && expires <= accepted.takenAt) {
    const last = new Date(accepted.takenAt).toISOString();
    throw new UsageError(`--expires was over already at the last audit, of ${last}`);
  }
  await writeDocuments(accepted.chunks, options, session, host);
  if (accepted.count === 0) session.warn('nothing that was asked for is open');
  return EXIT_CODES.compliant;
}

const mandatory = (flags: string, help: string, parse: (text: string) => string | number): Option =>
  new Option(flags, help).argParser(parse).makeOptionMandatory();

/** Adds `podfence accept`. It reads a ledger and no snapshot, so that it has few of the common options. */
export function addAccept(program: Command, host: Host, onExit: (code: ExitCode) => void): void {
  program
    .command('accept')
    .description('write suppressions for what is open now, to start from a clean line')
    .allowExcessArguments(false)
    .requiredOption('--ledger <file>', 'the ledger that remembers what is open')
    .addOption(mandatory('--expires <day>', 'their last day, in UTC', parseLastDay))
    .addOption(mandatory('--owner <name>', 'who answers for them', parseText))
    .addOption(mandatory('--reason <text>', 'why they are accepted', parseText))
    .addOption(FILTERS.cluster())
    .addOption(FILTERS.check())
    .addOption(FILTERS.namespace())
    .addOption(FILTERS.workload())
    .addOption(FILTERS.store())
    .option('--out <file>', 'write there and not to stdout; whole or not at all')
    .option('--force', 'replace the file if it is there')
    .option('--quiet', 'no warnings')
    .action(async (options: AcceptOptions) => {
      const { quiet } = options;
      const session = openSession(host, { color: false, ...(quiet ? { quiet } : {}) });
      onExit(await runAccept(options, session, host));
    });
}
