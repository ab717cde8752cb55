import { isAbsolute, resolve } from 'node:path';
import { writeChunks, writeFileAtomically } from '../shared/adapters/output/index.ts';
import { MAX_TEXT_LENGTH, printable, type Screen } from '../shared/core/render/index.ts';
import type { ExitPolicy, FailOn } from './exit-code.ts';
import type { Formats } from './formats.ts';
import type { Host } from './host.ts';
import type { CommonOptions } from './options.ts';
import { createProgress, type Progress } from './progress.ts';
import { UsageError } from './usage-error.ts';

/** Narrower than this, a table would be a column of syllables: lines run over instead. */
const NARROWEST_SCREEN = 40;

/** One run of one command: where it reads from and writes to. */
export interface Session {
  readonly env: Host['env'];
  readonly progress: Progress;
  /** Relative paths are meant from where the person stands; npm moves to the package's root and keeps that in INIT_CWD. */
  locate(path: string): string;
  warn(message: string): void;
  /** Writes what was found as it was asked for, and nothing else. */
  emit<D>(formats: Formats<D>, found: D): Promise<void>;
  /** The same on stdout, where `--out` names something else. */
  say<D>(formats: Formats<D>, found: D): Promise<void>;
}

function isColourful({ stdout, env }: Host, options: CommonOptions): boolean {
  const refused = (env['NO_COLOR'] ?? '') !== '' || env['TERM'] === 'dumb';
  return options.color && stdout.isTTY === true && !refused;
}

function screenOf(host: Host, options: CommonOptions): Screen {
  const { stdout } = host;
  const isTerminal = options.out === undefined && stdout.isTTY === true;
  const width = stdout.columns ?? 0;
  return {
    width: isTerminal && width >= NARROWEST_SCREEN ? width : null,
    colour: isTerminal && isColourful(host, options),
  };
}

export const exitPolicyOf = (
  options: CommonOptions & { readonly failOn?: FailOn },
): ExitPolicy => ({
  failOn: options.failOn ?? 'low',
  failOnUnknown: options.failOnUnknown !== 'never',
});

export function formatOf({ format, json }: CommonOptions): string {
  if (json && format !== undefined && format !== 'json') {
    throw new UsageError(`--json and --format ${format} disagree`);
  }
  return json ? 'json' : (format ?? 'table');
}

export function openSession(host: Host, options: CommonOptions): Session {
  const format = formatOf(options);
  const screen = screenOf(host, options);
  const progress = createProgress(host.stderr, options.quiet === true);
  const from = host.env['INIT_CWD'] ?? '';
  const locate = (path: string): string => {
    // It would be the folder where the person stands, which nobody named.
    if (path === '') throw new UsageError('a path is empty; is a variable of the shell not set?');
    return resolve(isAbsolute(from) ? from : host.cwd(), path);
  };
  const rendered = <D>(formats: Formats<D>, found: D): Iterable<string> => {
    const render = formats[format];
    if (render === undefined) throw new UsageError(`there is no format ${format} here`);
    const chunks = render(found, screen);
    progress.end();
    return chunks;
  };
  return {
    env: host.env,
    progress,
    locate,
    warn(message) {
      if (options.quiet) return;
      progress.end();
      host.stderr.write(`podfence: ${printable(message, MAX_TEXT_LENGTH)}\n`);
    },
    async emit(formats, found) {
      const chunks = rendered(formats, found);
      if (options.out === undefined) await writeChunks(host.stdout, chunks);
      else await writeFileAtomically(locate(options.out), chunks);
    },
    say: (formats, found) => writeChunks(host.stdout, rendered(formats, found)),
  };
}
