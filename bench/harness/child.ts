import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Where a child keeps the answer that it writes to file descriptor 3. */
const RESULT_DESCRIPTOR = 3;
const MOST_STDERR = 4_000;

export interface AuditCost {
  readonly exitCode: number;
  readonly loadedMs: number;
  readonly wallMs: number;
  readonly cpuMs: number;
  readonly maxRssBytes: number;
}

export interface ParseCost {
  readonly items: number;
  readonly bytes: number;
  readonly wallMs: number;
}

/** A child that ended without an answer; the message carries the end of what it said. */
export class ChildFailure extends Error {}

/** One audit of a snapshot by a process of its own, its document thrown away. */
export async function measureAudit(
  snapshot: string,
  profile: string | undefined,
): Promise<AuditCost> {
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const args = ['audit', '--snapshot', snapshot, '--format', 'json', '--quiet'];
  const { answer, said } = await run('../measure.ts', args, flags);
  const cost: AuditCost = JSON.parse(answer);
  // 0, 1 and 3 are verdicts; anything else means that there was no audit.
  if (![0, 1, 3].includes(cost.exitCode))
    throw new ChildFailure(`the audit ended with ${cost.exitCode}: ${said}`);
  return cost;
}

/** Bare parsing of the same files. */
export async function measureParse(snapshot: string): Promise<ParseCost> {
  const { answer } = await run('../baseline.ts', [snapshot], []);
  const cost: ParseCost = JSON.parse(answer);
  return cost;
}

/** `answer` is what the child wrote for us, `said` the end of its standard error. */
async function run(
  script: string,
  args: readonly string[],
  flags: readonly string[],
): Promise<{ answer: string; said: string }> {
  const path = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, ['--no-warnings', ...flags, path, ...args], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let said = '';
  let answer = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-MOST_STDERR);
  });
  child.stdio[RESULT_DESCRIPTOR]?.on('data', (bytes: Buffer) => {
    answer += bytes.toString('utf8');
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  if (answer === '')
    throw new ChildFailure(`exit ${String(code)} without an answer: ${said.trim()}`);
  return { answer, said: said.trim() };
}
