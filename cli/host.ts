import type { ChunkSink } from '../shared/adapters/output/index.ts';

/** A stream of the terminal, or what stands in for one. */
export interface HostStream extends ChunkSink {
  write(chunk: string, done?: (error?: Error | null) => void): boolean;
  on(event: 'error', listener: (error: Error) => void): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the command needs of a process; `process` itself is one. */
export interface Host {
  readonly stdout: HostStream;
  readonly stderr: HostStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  cwd(): string;
}
