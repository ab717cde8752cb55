import { main } from '../../cli/main.ts';
import type { Host, HostStream } from '../../cli/host.ts';

/** Collects what is written. `failure` is what the stream answers to every write, as a closed pipe does. */
class FakeStream implements HostStream {
  readonly chunks: string[] = [];
  readonly isTTY: boolean;
  readonly columns: number;
  private readonly failure: Error | null;

  constructor(options: FakeStreamOptions) {
    this.isTTY = options.isTTY ?? false;
    this.columns = options.columns ?? 80;
    this.failure = options.failure ?? null;
  }

  write(chunk: string, done?: (error?: Error | null) => void): boolean {
    if (this.failure === null) this.chunks.push(chunk);
    if (done !== undefined) setImmediate(done, this.failure);
    return this.failure === null;
  }

  on(): this {
    return this;
  }

  get text(): string {
    return this.chunks.join('');
  }
}

export interface FakeStreamOptions {
  readonly isTTY?: boolean;
  readonly columns?: number;
  readonly failure?: Error;
}

export interface FakeHostOptions {
  readonly stdout?: FakeStreamOptions;
  readonly stderr?: FakeStreamOptions;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
  readonly chunks: readonly string[];
}

export const ROOT = new URL('../../', import.meta.url).pathname;

/** One run of the command, in this process. */
export async function run(argv: readonly string[], options: FakeHostOptions = {}): Promise<Ran> {
  const stdout = new FakeStream(options.stdout ?? {});
  const stderr = new FakeStream(options.stderr ?? {});
  const host: Host = { stdout, stderr, env: options.env ?? {}, cwd: () => options.cwd ?? ROOT };
  const code = await main(argv, host);
  return { code, stdout: stdout.text, stderr: stderr.text, chunks: stdout.chunks };
}

export const EXAMPLES = 'examples/eks-workshop';
export const snapshot = (name: 'before' | 'after' | 'drifted'): readonly string[] => [
  '--snapshot',
  `${EXAMPLES}/${name}`,
];
