import { describe, expect, it } from '@jest/globals';
import { baselineIntents } from '../../shared/audit/index.ts';
import { computeAccess } from '../../shared/core/access/index.ts';
import type { DataStoreAccess } from '../../shared/core/model/index.ts';
import { readDocuments } from '../../shared/decode/index.ts';
import { type Answers, answersTo } from '../support/audit-answers.ts';
import { contradictions } from '../support/information-laws.ts';
import { aLabelSelector, allowPods, anIntent, byArn, byTags } from '../support/intents.ts';
import { everyLoss, loseInformation } from '../support/lose-information.ts';
import { oddEstate } from '../support/odd-estate.ts';
import { sourceOf } from '../support/raw-snapshot.ts';
import { SeededRandom } from '../support/seeded-random.ts';
import { randomEstate, shortWorkshop, type World } from '../support/worlds.ts';

const answersOf = (
  { files, takenAt, now }: World,
  intents: readonly DataStoreAccess[],
): Promise<Answers> => answersTo(sourceOf(files, takenAt), now, intents);

const CATALOG = [byArn('*:db:eks-workshop-catalog')];
const inNamespaces = (env: string) => ({
  namespaceSelector: aLabelSelector({ 'app.kubernetes.io/created-by': env }),
  podSelector: null,
  serviceAccountSelector: null,
});

/** Documents that read all that can be lost: tags, labels of namespaces and accounts, paths and ports. */
const WORKSHOP: readonly (readonly [string, readonly DataStoreAccess[]])[] = [
  ['nobody', [anIntent({ stores: CATALOG, allow: [] })]],
  ['whole namespaces', [anIntent({ stores: CATALOG, allow: [inNamespaces('eks-workshop')] })]],
  [
    'accounts, and tags of the store',
    [
      anIntent({
        stores: [byTags({ env: 'eks-workshop' })],
        allow: [
          allowPods(null, {
            namespace: null,
            account: { 'app.kubernetes.io/name': 'catalog' },
          }),
        ],
      }),
    ],
  ],
  [
    'one that observes, and one that has a say by proxy only',
    [
      anIntent({ stores: CATALOG, allow: [inNamespaces('eks-workshop')], mode: 'observe' }),
      anIntent({
        stores: [byTags({ env: 'eks-workshop' })],
        allow: [allowPods({ 'app.kubernetes.io/component': 'service' }, { namespace: null })],
        via: ['rds-proxy'],
      }),
    ],
  ],
];

/** What is reachable today, with every other entry asking for something else, and some documents by tags. */
async function scrambled(world: World): Promise<readonly DataStoreAccess[]> {
  const { estate } = await answersOf(world, []);
  const text = [...baselineIntents(estate, computeAccess(estate)).chunks].join('');
  const kinds = new Set(['DataStoreAccess'] as const);
  const { intents } = readDocuments([{ file: 'a.yaml', text, kinds }], []);
  const random = new SeededRandom(7);
  return intents.map((one) => ({
    ...one,
    stores: random.chance(0.3) ? [byTags({ 'data-class': 'restricted' })] : one.stores,
    mode: random.chance(0.2) ? 'observe' : 'enforce',
    via: random.pick([one.via, ['direct'], ['rds-proxy']]),
    allow: one.allow.flatMap((entry) =>
      random.pick([
        [entry],
        [],
        [{ ...entry, serviceAccountSelector: aLabelSelector({}, ['team', 'DoesNotExist']) }],
        [{ ...entry, namespaceSelector: aLabelSelector({}, ['env', 'NotIn', 'x']) }],
      ]),
    ),
  }));
}

const MOST_FAULTS = 3;

async function faultsAfter(
  world: World,
  intents: readonly DataStoreAccess[],
  losses: Iterable<Pick<World, 'files'> & { readonly description: string }>,
): Promise<readonly object[]> {
  const whole = await answersOf(world, intents);
  const found: object[] = [];
  for (const { files, description } of losses) {
    const faults = contradictions(whole, await answersOf({ ...world, files }, intents));
    if (faults.length > 0) found.push({ description, faults: faults.slice(0, MOST_FAULTS) });
    if (found.length >= MOST_FAULTS) break;
  }
  return found;
}

describe.each(WORKSHOP)('with documents for %s', (_name, intents) => {
  it('losing any file of the workshop makes answers unknown and no answer different', async () => {
    const world = shortWorkshop('drifted');
    expect(await faultsAfter(world, intents, everyLoss(world.files, 'a file'))).toEqual([]);
  });
});

describe('with documents for accounts, and tags of the store', () => {
  it('losing any file of an odd estate makes answers unknown and no answer different', async () => {
    const world = oddEstate();
    const [, , [, intents] = ['', []]] = WORKSHOP;
    expect(await faultsAfter(world, intents, everyLoss(world.files, 'a file'))).toEqual([]);
  });
});

describe('with documents for everything that is reachable', () => {
  function* randomLosses({ files }: World) {
    for (let seed = 1; seed <= 30; seed += 1) yield loseInformation(files, new SeededRandom(seed));
  }

  it.each(
    [31, 32].map((seed) => {
      const world = randomEstate(seed, { pods: 60, stores: 4 + (seed % 3), groups: 24 });
      return [world.name, world] as const;
    }),
  )('losing something of %s makes answers unknown and no answer different', async (_, world) => {
    const intents = await scrambled(world);
    expect(intents.length).toBeGreaterThan(2);
    expect(await faultsAfter(world, intents, randomLosses(world))).toEqual([]);
  });
});
