import { UsageError } from './usage-error.ts';

/** Something that is wrong with what people wrote. `line` is 0 for a file as a whole. */
export interface ConfigFault {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

const lineOf = ({ file, line, message }: ConfigFault): string =>
  line === 0 ? `  ${file}: ${message}` : `  ${file}:${line}: ${message}`;

/** Configuration, intents and suppressions that cannot be meant: every fault of every file at once. */
export class ConfigError extends UsageError {
  readonly faults: readonly ConfigFault[];

  constructor(faults: readonly ConfigFault[]) {
    const count = faults.length === 1 ? 'one fault' : `${faults.length} faults`;
    super([`${count} in what was configured:`, ...faults.map(lineOf)].join('\n'));
    this.faults = faults;
  }
}
