import { beforeAll, describe, expect, it } from '@jest/globals';
import { type Answers, answersTo } from '../support/audit-answers.ts';
import { contradictions } from '../support/information-laws.ts';
import { everyLoss, loseInformation } from '../support/lose-information.ts';
import type { Mutation } from '../support/mutation.ts';
import { type RawFiles, sourceOf } from '../support/raw-snapshot.ts';
import { replayed } from '../support/remembered-audit.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { oddEstate } from '../support/odd-estate.ts';
import { randomEstate, shortWorkshop, twoAccounts, type World } from '../support/worlds.ts';

/** The first faults of a world: more would not tell more. */
const MOST_FAULTS = 5;

interface Whole {
  readonly world: World;
  readonly answers: Answers;
}

const answersOf = (files: RawFiles, { takenAt, now }: World): Promise<Answers> =>
  answersTo(sourceOf(files, takenAt), now);

const wholeOf = async (world: World): Promise<Whole> => ({
  world,
  answers: await answersOf(world.files, world),
});

async function firstFaults(
  { world, answers }: Whole,
  losses: Iterable<Mutation>,
): Promise<readonly object[]> {
  const found: object[] = [];
  for (const loss of losses) {
    const faults = contradictions(answers, await answersOf(loss.files, world));
    if (faults.length > 0) {
      found.push({ description: loss.description, faults: faults.slice(0, MOST_FAULTS) });
    }
    if (found.length >= MOST_FAULTS) break;
  }
  return found;
}

function* randomLosses(
  { files }: World,
  seeds: readonly [first: number, count: number],
): Generator<Mutation> {
  const [first, count] = seeds;
  for (let seed = first; seed < first + count; seed += 1) {
    const random = new SeededRandom(seed);
    const once = loseInformation(files, random);
    const twice = loseInformation(once.files, random);
    yield {
      files: twice.files,
      description: `seed ${seed}: ${once.description}; ${twice.description}`,
    };
  }
}

describe.each(
  [shortWorkshop('after'), shortWorkshop('drifted'), oddEstate()].map(
    (world) => [world.name, world] as const,
  ),
)('losing any one thing of %s', (_name, world) => {
  let whole: Whole;
  beforeAll(async () => {
    whole = await wholeOf(world);
  });

  it.each([
    ['a file'],
    ['the second half of a file'],
    ['the answer to a call'],
    ['an item, with a word about it'],
    ['an item that cannot be read'],
  ] as const)('makes answers unknown and no answer different: %s', async (what) => {
    expect(await firstFaults(whole, everyLoss(world.files, what))).toEqual([]);
  });
});

describe('losing two things at random', () => {
  it.each(
    [
      shortWorkshop('before'),
      shortWorkshop('drifted'),
      twoAccounts(),
      oddEstate(),
      ...[21, 22, 23, 24, 25, 26].map((seed) =>
        randomEstate(seed, { pods: 40 + 10 * (seed % 4), stores: 2 + (seed % 5), groups: 24 }),
      ),
    ].map((world) => [world.name, world] as const),
  )('makes answers of %s unknown and no answer different', async (_name, world) => {
    const whole = await wholeOf(world);
    expect(await firstFaults(whole, randomLosses(world, [1, 40]))).toEqual([]);
  });
});

describe('an audit of half an input', () => {
  it('says of every world that something is unknown when its pods, interfaces or rules are lost', async () => {
    for (const world of [shortWorkshop('drifted'), oddEstate()]) {
      for (const lost of ['k8s/pods.json', 'ec2/describe-network-interfaces.json']) {
        const files = new Map([...world.files].filter(([path]) => path !== lost));
        const report = await replayed(files, world, null);
        expect(report.unknowns.length).toBeGreaterThan(0);
        expect(report.gaps.map(({ source }) => source)).toContain(lost);
        expect(report.unknowns.flatMap(({ missing }) => missing)).toContain(lost);
      }
    }
  });
});
