import { Command, InvalidArgumentError, Option } from 'commander';
import { addAccept } from './commands/accept.ts';
import { runAuditCommand } from './commands/audit.ts';
import { runChecks } from './commands/checks.ts';
import { runCollect } from './commands/collect.ts';
import { DEMO_FORMATS, runDemo } from './commands/demo.ts';
import { runDoctor } from './commands/doctor.ts';
import { runExplain } from './commands/explain.ts';
import { addIntent } from './commands/intent.ts';
import { runMatrix } from './commands/matrix.ts';
import { runPods } from './commands/pods.ts';
import type { ExitCode } from './exit-code.ts';
import {
  ACCESS_FORMATS,
  AUDIT_FORMATS,
  CHECK_FORMATS,
  COLLECTION_FORMATS,
  EXPLANATION_FORMATS,
  MATRIX_FORMATS,
  POD_FORMATS,
} from './formats.ts';
import type { Host } from './host.ts';
import { addCommonOptions, type CommonOptions, failOnOption, FILTERS } from './options.ts';
import { openSession, type Session } from './session.ts';
import { readVersion } from './version.ts';

const HIGHEST_PORT = 65535;

function parsePort(text: string): number {
  const port = /^\d{1,5}$/u.test(text) ? Number(text) : 0;
  if (port < 1 || port > HIGHEST_PORT) throw new InvalidArgumentError('Give a port, 1 to 65535.');
  return port;
}

const EXIT_CODE_HELP = `
Exit codes: 0 compliant, 1 violations at or above --fail-on, 2 usage or configuration error,
3 something is unknown (--fail-on-unknown never: 0). Listings never exit 1.`;

type Run<O extends CommonOptions> = (options: O, session: Session) => Promise<ExitCode>;

/** The command line. It is made anew for every run: commander keeps what it parsed in the command. */
export function createProgram(host: Host, onExit: (code: ExitCode) => void): Command {
  const program = new Command('podfence')
    .description('Which pod wears which security group, and which pod reaches which database.')
    .version(readVersion())
    .exitOverride()
    .showHelpAfterError('(--help shows what there is)')
    .addHelpText('after', EXIT_CODE_HELP)
    .configureOutput({
      writeOut: (text) => host.stdout.write(text),
      writeErr: (text) => host.stderr.write(text),
    });

  const add = <O extends CommonOptions>(
    name: string,
    description: string,
    run: Run<O>,
    formats: object,
  ): Command => {
    const command = program.command(name).description(description).allowExcessArguments(false);
    return addCommonOptions(command, Object.keys(formats)).action(async (options: O) => {
      const session = openSession(host, options);
      try {
        onExit(await run(options, session));
      } finally {
        session.progress.end();
      }
    });
  };

  add('pods', 'what each pod should wear, and what it wears', runPods, POD_FORMATS)
    .addOption(FILTERS.namespace())
    .addOption(FILTERS.workload());
  add('matrix', 'who reaches which store', runMatrix, MATRIX_FORMATS)
    .addOption(
      new Option('--by <source>', 'one row for each')
        .choices(['workload', 'pod'])
        .default('workload'),
    )
    .option('--all', 'also who is blocked and not meant to come in')
    .addOption(FILTERS.namespace())
    .addOption(FILTERS.workload())
    .addOption(FILTERS.store());
  add('explain', 'one pod and one store, layer by layer', runExplain, EXPLANATION_FORMATS)
    .requiredOption(
      '--pod <namespace/name>',
      'the pod (CLUSTER/NAMESPACE/NAME where two clusters have it)',
    )
    .requiredOption('--store <arn or name>', 'the store')
    .addOption(
      new Option('--port <port>', 'one of its ports (default: its own)').argParser(parsePort),
    );
  add('audit', 'judge everything, and keep account of it', runAuditCommand, AUDIT_FORMATS)
    .option('--ledger <file>', 'SQLite file that remembers findings; made when it is not there')
    .option('--replay', 'compare with the ledger and write nothing, also an older snapshot')
    .addOption(failOnOption())
    .addOption(FILTERS.check())
    .addOption(FILTERS.namespace())
    .addOption(FILTERS.workload())
    .addOption(FILTERS.store());
  addAccept(program, host, onExit);
  addIntent(program, host, onExit);
  add('checks', 'what is checked', runChecks, CHECK_FORMATS).addOption(FILTERS.check());
  add(
    'collect',
    'read a live cluster once and keep it as a snapshot, without secrets',
    runCollect,
    COLLECTION_FORMATS,
  );
  add('doctor', 'which reads of a live cluster are allowed', runDoctor, ACCESS_FORMATS);
  add(
    'demo',
    'audit the three snapshots of the EKS workshop, as npm start does',
    runDemo,
    DEMO_FORMATS,
  );
  return program;
}
