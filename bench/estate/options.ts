import { parseArgs } from 'node:util';

/** What an estate is made from. The same options give the same bytes. */
export interface EstateOptions {
  readonly pods: number;
  readonly stores: number;
  readonly groups: number;
  readonly seed: number;
  /** `raw`: as kubectl and the AWS CLI print; `collected`: only the fields that the auditor needs. */
  readonly form: EstateForm;
}

export type EstateForm = 'raw' | 'collected';

export type EstateCommand =
  | { readonly kind: 'help' }
  | { readonly kind: 'generate'; readonly options: EstateOptions; readonly out: string };

/** A mistake in the arguments; the message says which one and what is expected. */
export class UsageError extends Error {}

const LIMITS = {
  pods: { least: 40, most: 1_000_000 },
  stores: { least: 0, most: 2_000 },
  groups: { least: 16, most: 50_000 },
  seed: { least: 0, most: 4_294_967_295 },
} as const;

export const ESTATE_HELP = `Writes a synthetic snapshot: one cluster, its network and its data stores.

  npm run --silent estate -- --pods N --stores N --groups N --out DIR [--raw] [--seed N]

  --pods N     pods of every phase, ${LIMITS.pods.least} to ${LIMITS.pods.most}
  --stores N   data stores, 0 to ${LIMITS.stores.most} (a database cluster counts once; proxies come on top)
  --groups N   security groups, ${LIMITS.groups.least} to ${LIMITS.groups.most}
  --out DIR    a folder that is empty or does not exist
  --raw        documents as kubectl and the AWS CLI print them, pods of 6 KB and more
               (without it: only the fields that the auditor needs, one item a line)
  --seed N     another estate of the same size (default 1)

The same options give the same bytes. A summary goes to standard error.
`;

export function parseEstateCommand(args: readonly string[]): EstateCommand {
  const { values } = readFlags(args);
  if (values.help === true) return { kind: 'help' };
  if (values.out === undefined || values.out === '') throw new UsageError('--out DIR is missing');
  return {
    kind: 'generate',
    out: values.out,
    options: {
      pods: toCount('pods', values.pods),
      stores: toCount('stores', values.stores),
      groups: toCount('groups', values.groups),
      seed: toCount('seed', values.seed ?? '1'),
      form: values.raw === true ? 'raw' : 'collected',
    },
  };
}

function readFlags(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      options: {
        pods: { type: 'string' },
        stores: { type: 'string' },
        groups: { type: 'string' },
        out: { type: 'string' },
        seed: { type: 'string' },
        raw: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), { cause: error });
  }
}

/** The number given for `--<name>`, within what the generator can make. */
export function toCount(name: keyof typeof LIMITS, text: string | undefined): number {
  const { least, most } = LIMITS[name];
  if (text === undefined) throw new UsageError(`--${name} N is missing`);
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  if (!(value >= least && value <= most)) {
    throw new UsageError(`--${name} takes a whole number from ${least} to ${most}, not "${text}"`);
  }
  return value;
}
