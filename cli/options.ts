import { Command, InvalidArgumentError, Option } from 'commander';
import { FAIL_ON, type FailOn } from './exit-code.ts';

/** A cluster to be read live, instead of a snapshot. */
export interface LiveOptions {
  readonly cluster?: string;
  readonly region?: string;
  readonly profile?: string;
  readonly context?: string;
}

/** The options that every command takes, as commander hands them over. */
export interface CommonOptions extends LiveOptions {
  readonly snapshot?: string;
  readonly now?: number;
  readonly config?: string;
  readonly intent?: readonly string[];
  readonly suppressions?: readonly string[];
  readonly format?: string;
  readonly json?: true;
  readonly out?: string;
  readonly failOnUnknown?: 'never';
  readonly quiet?: true;
  readonly color: boolean;
}

export interface FilterOptions {
  readonly namespace: readonly string[];
  readonly workload: readonly string[];
  readonly store: readonly string[];
  readonly check: readonly string[];
}

export interface AuditOptions extends CommonOptions, FilterOptions {
  readonly failOn: FailOn;
  readonly ledger?: string;
  readonly replay?: true;
}

const ISO = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:\d{2}))?$/u;

/** A date, or a date and time with its zone: a time without one would mean another moment on every machine. */
export function parseTime(text: string): number {
  const at = ISO.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(at)) {
    throw new InvalidArgumentError('Give an ISO time with a zone, like 2026-11-20T10:30:00Z.');
  }
  return at;
}

const repeated = (value: string, previous: readonly string[] = []): readonly string[] => [
  ...previous,
  value,
];

/** A fresh option each time: commander marks the one that it is given as its own. */
const filter = (flags: string, description: string) => (): Option =>
  new Option(flags, `${description} (repeatable)`).argParser(repeated).default([], 'all');

export const FILTERS = {
  cluster: filter('--cluster <arn or name>', 'only this cluster'),
  namespace: filter('--namespace <name>', 'only this namespace'),
  workload: filter('--workload <kind/name>', 'only this workload'),
  store: filter('--store <arn or name>', 'only this store'),
  check: filter('--check <id>', 'only this check, by its slug or reference'),
} as const;

/** Adds what names the input, and what of it is meant. */
export function addInputOptions(command: Command): Command {
  return command
    .option('--snapshot <path>', 'folder or .tar.gz with the output of the AWS CLI and kubectl')
    .option('--cluster <name>', 'an EKS cluster to be read live, instead of a snapshot')
    .option('--region <region>', 'its region (default: AWS_REGION)')
    .option('--profile <profile>', 'a profile of the AWS configuration')
    .option(
      '--context <context>',
      'a context of the kubeconfig (default: a token of the AWS credentials)',
    )
    .addOption(
      new Option(
        '--now <time>',
        'the clock, as an ISO time (default: when the snapshot was taken)',
      ).argParser(parseTime),
    )
    .option('--config <file>', 'settings, in YAML (docs/configuration.md)');
}

export const failOnUnknownOption = (): Option =>
  new Option('--fail-on-unknown <when>', 'exit 0 and not 3 when something is unknown').choices([
    'never',
  ]);

/** Adds what every command shares; `formats` are those that it writes. */
export function addCommonOptions(command: Command, formats: readonly string[]): Command {
  return addInputOptions(command)
    .addOption(new Option('--format <format>', 'for people or for programs').choices(formats))
    .addOption(
      new Option(
        '--intent <path>',
        'file or folder of DataStoreAccess documents (repeatable)',
      ).argParser(repeated),
    )
    .addOption(
      new Option(
        '--suppressions <path>',
        'file or folder of Suppression documents (repeatable)',
      ).argParser(repeated),
    )
    .option('--json', 'short for --format json')
    .option('--out <file>', 'write there and not to stdout; whole or not at all')
    .addOption(failOnUnknownOption())
    .option('--quiet', 'no progress and no warnings')
    .option('--no-color', 'no colours (the variable NO_COLOR does the same)');
}

export const failOnOption = (): Option =>
  new Option('--fail-on <severity>', 'exit 1 from this severity on')
    .choices(FAIL_ON)
    .default('low');
