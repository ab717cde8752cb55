import { toKubernetes } from './kubernetes-objects.ts';
import type { Oracle } from './oracle-client.ts';
import { Random } from './random.ts';
import { PODS_OF_A_WORLD, randomWorld } from './random-world.ts';
import { shrink } from './shrink.ts';
import type { PodDraft, World } from './world.ts';

/** One question that both sides answer, pod by pod. */
export interface Suite<Answer> {
  readonly name: string;
  readonly ask: (
    oracle: Oracle,
    worlds: readonly World[],
  ) => Promise<readonly (readonly Answer[])[]>;
  /** Yields a sentence for every difference. */
  readonly compare: (world: World) => (pod: PodDraft, answer: Answer) => Iterable<string>;
  /** Sorts answers, and which kinds there must be at least: a test in which nothing happens proves nothing. */
  readonly kindOf: (answer: Answer) => string;
  readonly kinds: readonly string[];
}

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

const WORLDS_OF_A_BATCH = 250;
/** Batches under way: one that the oracle answers while we write the next. */
const BATCHES = 2;

interface Options {
  readonly cases: number;
  readonly seed: number;
  readonly log: (line: string) => void;
}

export async function runSuite<Answer>(
  suite: Suite<Answer>,
  oracle: Oracle,
  { cases, seed, log }: Options,
): Promise<Outcome> {
  const tally = { cases: 0, differing: 0, kinds: new Map(suite.kinds.map((kind) => [kind, 0])) };
  let first: World | null = null;

  await eachBatch(cases, new Random(seed), async (worlds) => {
    const answers = await suite.ask(oracle, worlds);
    for (const [index, world] of worlds.entries()) {
      const own = answers[index] ?? [];
      const differing = differencesOf(suite, world, own).length;
      tally.cases += world.pods.length;
      tally.differing += differing;
      if (differing > 0) first ??= world;
      for (const kind of own.map(suite.kindOf)) {
        tally.kinds.set(kind, (tally.kinds.get(kind) ?? 0) + 1);
      }
    }
  });

  const counts = [...tally.kinds].map(([kind, count]) => `${kind}: ${count}`);
  log(`${suite.name}: ${tally.cases} cases (${counts.join('; ')})`);
  if (first) log(await explain(suite, oracle, first));
  const missing = counts.filter((count) => count.endsWith(': 0'));
  for (const count of missing) log(`${suite.name} proves too little: ${count}`);
  return { passed: tally.cases - tally.differing, failed: tally.differing + missing.length };
}

async function eachBatch(
  cases: number,
  random: Random,
  run: (worlds: readonly World[]) => Promise<void>,
): Promise<void> {
  let left = Math.ceil(cases / PODS_OF_A_WORLD);
  const runBatches = async () => {
    while (left > 0) {
      const size = Math.min(left, WORLDS_OF_A_BATCH);
      left -= size;
      await run(Array.from({ length: size }, () => randomWorld(random)));
    }
  };
  await Promise.all(Array.from({ length: BATCHES }, runBatches));
}

/** The differences of each pod that has some. A pod without an answer differs. */
function differencesOf<Answer>(
  suite: Suite<Answer>,
  world: World,
  answers: readonly Answer[],
): readonly (readonly string[])[] {
  const compare = suite.compare(world);
  return world.pods
    .map((pod, index) => {
      const answer = answers[index];
      return answer === undefined ? ['no answer'] : [...compare(pod, answer)];
    })
    .filter((differences) => differences.length > 0);
}

async function explain<Answer>(
  suite: Suite<Answer>,
  oracle: Oracle,
  world: World,
): Promise<string> {
  const differences = async (of: World) => {
    const [answers = []] = await suite.ask(oracle, [of]);
    return differencesOf(suite, of, answers).flat();
  };
  const minimal = await shrink(world, async (less) => (await differences(less)).length > 0);
  const found = await differences(minimal);
  return `${suite.name} differs: ${found.join('; ')}\n${JSON.stringify(toKubernetes(minimal), null, 2)}`;
}
