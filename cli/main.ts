import { CommanderError } from 'commander';
import { OutputError } from '../shared/adapters/output/index.ts';
import { MAX_TEXT_LENGTH, printable } from '../shared/core/render/index.ts';
import { EXIT_CODES } from './exit-code.ts';
import type { Host } from './host.ts';
import { createProgram } from './program.ts';
import { UsageError } from './usage-error.ts';

/** An error may come from another realm, where it is no `Error` of ours. */
function textOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return String(error);
  if ('stack' in error && typeof error.stack === 'string') return error.stack;
  return 'message' in error ? String(error.message) : JSON.stringify(error);
}

/** Faults of the person's making have a sentence; anything else is ours, and its stack helps to mend it. */
function report(error: unknown, host: Host): number {
  const isExpected = error instanceof UsageError || error instanceof OutputError;
  const text = isExpected ? error.message : textOf(error);
  const lines = text.split('\n').map((one) => printable(one, MAX_TEXT_LENGTH));
  const head = isExpected ? 'error: ' : 'unexpected error, please report it: ';
  host.stderr.write(`${head}${lines.join('\n')}\n`);
  return EXIT_CODES.usage;
}

/**
 * The `podfence` command. `argv` is what follows the command's name; nothing is read but `host`, nothing is ended: the
 * caller sets the exit code that is returned.
 */
export async function main(argv: readonly string[], host: Host): Promise<number> {
  // A reader that goes away raises `error` on the stream as well; whoever writes hears of it through its callback.
  for (const stream of [host.stdout, host.stderr]) stream.on('error', () => undefined);
  let exitCode: number = EXIT_CODES.compliant;
  const program = createProgram(host, (code) => {
    exitCode = code;
  });
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    // Commander has printed its own message, or the help that was asked for.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : EXIT_CODES.usage;
    return report(error, host);
  }
}
