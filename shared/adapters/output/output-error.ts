import { errorCode } from './error-code.ts';

/** A target that cannot be written, in words for the person who named it. */
export class OutputError extends Error {
  override readonly name = 'OutputError';
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['EACCES', 'permission denied'],
  ['EPERM', 'not permitted'],
  ['EROFS', 'the file system is read-only'],
  ['ENOSPC', 'no space left on the device'],
  ['EDQUOT', 'the disk quota is used up'],
  ['EFBIG', 'the file would be too large'],
  ['EIO', 'input/output error'],
]);

/** What the machine refuses, in words. Any other error is a fault of ours and stays as it is. */
export function asOutputError(target: string, error: unknown): unknown {
  const code = errorCode(error);
  const reason = REASONS.get(code);
  if (reason === undefined) return error;
  return new OutputError(`${target} cannot be written: ${reason} (${code})`);
}
