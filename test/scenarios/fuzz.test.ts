import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Ledger } from '../../shared/audit/index.ts';
import { type Answers, answersTo } from '../support/audit-answers.ts';
import { wrongDocuments } from '../support/document-laws.ts';
import { contradictions, wrongMemory } from '../support/information-laws.ts';
import { loseInformation } from '../support/lose-information.ts';
import { mutateSnapshot } from '../support/mutate-snapshot.ts';
import type { Mutation } from '../support/mutation.ts';
import { sourceOf } from '../support/raw-snapshot.ts';
import { ledgerOf, replayed } from '../support/remembered-audit.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import {
  inYaml,
  randomEstate,
  shortWorkshop,
  twoAccounts,
  twoClusters,
  type World,
} from '../support/worlds.ts';

/** CI runs ten times as many; a failing seed can be run alone. */
const RUNS = Number(process.env['PODFENCE_FUZZ_RUNS'] ?? '1000');
const FIRST_SEED = Number(process.env['PODFENCE_FUZZ_SEED'] ?? '1');

/** No damage makes an audit of so little input take this long. */
const LONGEST_MS = 60_000;
const MOST_FAULTS = 5;

const WORLDS: readonly World[] = [
  shortWorkshop('before'),
  shortWorkshop('after'),
  shortWorkshop('drifted'),
  randomEstate(7, { pods: 40, stores: 2, groups: 16 }),
  twoAccounts(),
  twoClusters(),
  inYaml(),
];

/** Every world has its share of both kinds of runs. */
const SHARE = Math.ceil(RUNS / WORLDS.length / 2);

interface Tried {
  readonly description: string;
  readonly faults: readonly string[];
}

function severalTimes(world: World, random: SeededRandom): Mutation {
  let done = mutateSnapshot(world.files, random);
  for (let more = random.below(3); more > 0; more -= 1) {
    const next = mutateSnapshot(done.files, random);
    done = { files: next.files, description: `${done.description}; ${next.description}` };
  }
  return done;
}

/** The answers to a damaged world, or the error that must not be. */
async function survive(world: World, { files, description }: Mutation): Promise<Tried> {
  const started = performance.now();
  try {
    const answers = await answersTo(sourceOf(files, world.takenAt), world.now);
    const report = await replayed(files, world, null);
    const faults = wrongDocuments(answers, report);
    const tookMs = performance.now() - started;
    const slow = tookMs > LONGEST_MS ? [`it took ${Math.round(tookMs)} ms`] : [];
    return { description, faults: [...faults, ...slow] };
  } catch (error) {
    return { description, faults: [error instanceof Error ? (error.stack ?? '') : String(error)] };
  }
}

interface Whole {
  readonly world: World;
  readonly answers: Answers;
  readonly ledger: Ledger;
}

async function keepTheLaws(
  { world, answers, ledger }: Whole,
  random: SeededRandom,
): Promise<Tried> {
  const { files, description } = loseInformation(world.files, random);
  try {
    const after = await answersTo(sourceOf(files, world.takenAt), world.now);
    const report = await replayed(files, world, ledger);
    return {
      description,
      faults: [...contradictions(answers, after), ...wrongMemory(answers, report)],
    };
  } catch (error) {
    return { description, faults: [error instanceof Error ? (error.stack ?? '') : String(error)] };
  }
}

/** The first faults by seed: enough to see what is wrong, and how to run it again. */
async function firstFaults(
  tryOne: (random: SeededRandom) => Promise<Tried>,
): Promise<readonly object[]> {
  const found: object[] = [];
  for (let seed = FIRST_SEED; seed < FIRST_SEED + SHARE && found.length < MOST_FAULTS; seed += 1) {
    const { description, faults } = await tryOne(new SeededRandom(seed));
    if (faults.length > 0) found.push({ seed, description, faults: faults.slice(0, MOST_FAULTS) });
  }
  return found;
}

describe.each(WORLDS.map((world) => [world.name, world] as const))('%s', (_name, world) => {
  let whole: Whole;

  beforeAll(async () => {
    const answers = await answersTo(sourceOf(world.files, world.takenAt), world.now);
    whole = { world, answers, ledger: await ledgerOf(world) };
  });

  it(`gives sound documents whatever is done to its files (${SHARE} times)`, async () => {
    expect(await firstFaults((random) => survive(world, severalTimes(world, random)))).toEqual([]);
  });

  it(`asserts nothing new and forgets nothing when information is lost (${SHARE} times)`, async () => {
    expect(await firstFaults((random) => keepTheLaws(whole, random))).toEqual([]);
  });
});
