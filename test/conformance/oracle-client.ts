import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { toKubernetes } from './kubernetes-objects.ts';
import type { World } from './world.ts';

/** What the controller's matcher says of one pod. */
export interface MatchAnswer {
  readonly groups: readonly string[] | null;
  readonly accountMissing: boolean;
  readonly inert: readonly string[] | null;
  readonly invalid: readonly string[] | null;
}

/** What the controller's webhook does to one pod. */
export interface AdmitAnswer {
  readonly class: string;
  readonly allowed: boolean;
  /** The pod after the patch. */
  readonly pod: {
    readonly metadata: { readonly annotations?: Readonly<Record<string, string>> };
    readonly spec: { readonly containers: readonly { readonly resources: Resources }[] };
  };
}

interface Resources {
  readonly limits?: Readonly<Record<string, string>>;
  readonly requests?: Readonly<Record<string, string>>;
}

/** The controller's own code in a process of ours. Answers come in the order of questions. */
export interface Oracle {
  readonly match: (worlds: readonly World[]) => Promise<readonly (readonly MatchAnswer[])[]>;
  readonly admit: (worlds: readonly World[]) => Promise<readonly (readonly AdmitAnswer[])[]>;
  readonly close: () => void;
}

interface Answers {
  readonly match?: readonly (readonly MatchAnswer[])[];
  readonly admit?: readonly (readonly AdmitAnswer[])[];
}

export function startOracle(binary: string): Oracle {
  const child = spawn(binary, { stdio: ['pipe', 'pipe', 'inherit'] });
  const waiting: PromiseWithResolvers<Answers>[] = [];
  const fail = (error: Error) => {
    for (const each of waiting.splice(0)) each.reject(error);
  };
  child.on('error', fail);
  child.on('exit', (code, signal) => fail(new Error(`the oracle ended (${signal ?? code})`)));
  child.stdin.on('error', fail);
  createInterface({ input: child.stdout }).on('line', (line) => {
    const answers: Answers = JSON.parse(line);
    waiting.shift()?.resolve(answers);
  });

  const ask = (name: keyof Answers, worlds: readonly World[]): Promise<Answers> => {
    const answer = Promise.withResolvers<Answers>();
    waiting.push(answer);
    child.stdin.write(`${JSON.stringify({ [name]: worlds.map(toKubernetes) })}\n`);
    return answer.promise;
  };
  return {
    match: async (worlds) => (await ask('match', worlds)).match ?? [],
    admit: async (worlds) => (await ask('admit', worlds)).admit ?? [],
    close: () => child.stdin.end(),
  };
}
