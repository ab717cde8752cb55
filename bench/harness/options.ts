import { parseArgs } from 'node:util';
import { toCount, UsageError, type EstateForm } from '../estate/options.ts';

export interface BenchOptions {
  readonly pods: readonly number[];
  readonly stores: number;
  readonly groups: number;
  readonly forms: readonly EstateForm[];
  /** How often everything is measured; medians are reported. */
  readonly runs: number;
  readonly write: boolean;
  /** Where to put CPU profiles of the audits. */
  readonly profile: string | undefined;
}

export type BenchCommand =
  { readonly kind: 'help' } | { readonly kind: 'measure'; readonly options: BenchOptions };

const USUAL = [1_000, 10_000, 100_000];
const LARGE = 300_000;

export const BENCH_HELP = `Measures podfence against the bare parsing of its input, on synthetic estates.

  npm run bench -- [--large] [--pods N,N,…] [--stores N] [--groups N]
                   [--form raw|collected] [--runs N] [--profile DIR] [--write]

  --pods N,N,…  sizes to measure (default ${USUAL.join(',')})
  --large       ${LARGE} pods as well (some 6 GB of disk, raw and collected)
  --stores N    stores of every estate (default 500)
  --groups N    security groups of every estate (default 3000)
  --form FORM   raw or collected only (default both)
  --runs N      how often each thing is measured, medians count (default 3)
  --profile DIR leave a CPU profile of each audit there
  --write       write docs/performance.md

Estates are generated once into .bench/ and made again when the generator changes.
`;

export function parseBenchCommand(args: readonly string[]): BenchCommand {
  const { values } = readFlags(args);
  if (values.help === true) return { kind: 'help' };
  const form = values.form;
  if (form !== undefined && form !== 'raw' && form !== 'collected') {
    throw new UsageError(`--form takes raw or collected, not "${form}"`);
  }
  const sizes = values.pods?.split(',').map((text) => toCount('pods', text)) ?? USUAL;
  const pods = values.large === true ? [...sizes, LARGE] : sizes;
  return {
    kind: 'measure',
    options: {
      pods: [...new Set(pods)].toSorted((left, right) => left - right),
      stores: toCount('stores', values.stores ?? '500'),
      groups: toCount('groups', values.groups ?? '3000'),
      forms: form === undefined ? ['raw', 'collected'] : [form],
      runs: toRuns(values.runs ?? '3'),
      write: values.write === true,
      profile: values.profile,
    },
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        pods: { type: 'string' },
        large: { type: 'boolean' },
        stores: { type: 'string' },
        groups: { type: 'string' },
        form: { type: 'string' },
        runs: { type: 'string' },
        profile: { type: 'string' },
        write: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), {
      cause: error,
    });
  }
}

function toRuns(text: string): number {
  if (/^[1-9]\d?$/.test(text)) return Number(text);
  throw new UsageError(`--runs takes a whole number from 1 to 99, not "${text}"`);
}
