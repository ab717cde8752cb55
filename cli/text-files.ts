import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { ConfigFault } from './config-error.ts';

export interface TextFile {
  /** As the person called it, or below what the person called. */
  readonly file: string;
  readonly text: string;
}

export interface TextFiles {
  readonly files: readonly TextFile[];
  readonly faults: readonly ConfigFault[];
}

const DOCUMENT = /\.(ya?ml|json)$/u;

/** A file of a hundred thousand suppressions is half as large. */
const LONGEST = 128 * 1024 * 1024;

/** One file, or every `.yaml`, `.yml` and `.json` below a folder in the order of their names. */
export function readTextFiles(name: string, path: string): TextFiles {
  const [found, fault] = attempt(name, () => list(name, path));
  if (found === null) return { files: [], faults: [fault] };
  const files: TextFile[] = [];
  const faults: ConfigFault[] = [];
  for (const one of found) {
    const [file, problem] = attempt(one.file, () => ({ file: one.file, text: read(one.path) }));
    if (file === null) faults.push(problem);
    else files.push(file);
  }
  return { files, faults };
}

interface Named {
  readonly file: string;
  readonly path: string;
}

function list(name: string, path: string): readonly Named[] {
  if (!statSync(path).isDirectory()) return [{ file: name, path }];
  // A mounted ConfigMap holds links into folders of which the names start with dots.
  return readdirSync(path)
    .filter((entry) => !entry.startsWith('.'))
    .toSorted()
    .flatMap((entry) => {
      const below = { file: join(name, entry), path: join(path, entry) };
      if (statSync(below.path).isDirectory()) return list(below.file, below.path);
      return DOCUMENT.test(entry) ? [below] : [];
    });
}

function read(path: string): string {
  if (statSync(path).size > LONGEST) throw Object.assign(new Error(path), { code: 'EFBIG' });
  return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path));
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file or folder',
  EACCES: 'it may not be read',
  EISDIR: 'it is a folder; expected a file',
  EFBIG: `it is larger than ${LONGEST} bytes`,
  ELOOP: 'it is a link that leads to itself',
  ERR_ENCODING_INVALID_ENCODED_DATA: 'it is not UTF-8',
};

/** What the work gives, or a fault of the whole file that says why it gives nothing. */
function attempt<T>(
  file: string,
  work: () => T,
): readonly [T, null] | readonly [null, ConfigFault] {
  try {
    return [work(), null];
  } catch (error) {
    const code = codeOf(error);
    if (code === null) throw error;
    return [null, { file, line: 0, message: REASONS[code] ?? `it cannot be read (${code})` }];
  }
}

/** Of an error of the system; told by its fields, for it may come from another realm. */
const codeOf = (error: unknown): string | null =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string'
    ? error.code
    : null;
