import { describe, expect, it } from '@jest/globals';
import { computeAccess, type DoorAccess, intentionOf } from '../../../shared/core/access/index.ts';
import { compileEstate, type Estate, type PodView } from '../../../shared/core/estate/index.ts';
import { randomEstate } from '../../support/random-estate.ts';
import { randomIntents, withSelectables } from '../../support/random-intents.ts';
import { SeededRandom } from '../../support/seeded-random.ts';
import { NOW } from '../../support/times.ts';
import { NaiveAccess } from './naive-access.ts';
import { naiveIntent } from './naive-intent.ts';

const ESTATES = 120;

function compiled(seed: number): Estate {
  const random = new SeededRandom(seed);
  const snapshot = withSelectables(random, randomEstate(seed));
  return compileEstate(snapshot, { now: NOW, intents: randomIntents(random, snapshot) });
}

const PATHS = ['direct', 'rds-proxy'] as const;

/** What policies say, as the same estate without documents has it. */
function inferredOf(estate: Estate): (access: DoorAccess, pod: PodView) => boolean | null {
  const bare = computeAccess(estate);
  return (access, pod) => {
    const door = bare.doorsOf(access.store).find((one) => one.door === access.door);
    if (door === undefined) throw new Error('no such door');
    const intent = {
      ...door.intent,
      documents: { certain: [], possible: [] },
      enforced: { certain: [], possible: [] },
    };
    return intentionOf(intent, pod, 'direct').intended;
  };
}

describe('access with documents of intent', () => {
  it(`means of ${ESTATES} random estates the pods that asking each document for each pod means`, () => {
    const met = new Map<string, number>();
    for (let seed = 1; seed <= ESTATES; seed += 1) {
      const estate = compiled(seed);
      const inferred = inferredOf(estate);
      const pods = estate.clusters.flatMap((cluster) => cluster.pods);
      for (const access of computeAccess(estate).doors) {
        for (const path of PATHS) {
          for (const pod of pods) {
            const { store, door } = access;
            const policy = inferred(access, pod);
            const asked = (modes: readonly ('enforce' | 'observe')[]) =>
              naiveIntent(estate, store, door, pod, path, policy, modes);
            const expected = asked(['enforce']);
            const at = [seed, store.store.arn, door.door.port, pod.pod.name, path];
            const { intended, observed } = intentionOf(access.intent, pod, path);
            expect([...at, intended, observed]).toEqual([
              ...at,
              expected,
              asked(['enforce', 'observe']),
            ]);
            const name = `${policy} → ${expected}`;
            met.set(name, (met.get(name) ?? 0) + 1);
          }
        }
      }
    }
    for (const name of [
      'true → true',
      'true → false',
      'true → null',
      'false → true',
      'false → false',
      'false → null',
      'null → true',
      'null → false',
      'null → null',
    ])
      expect([name, (met.get(name) ?? 0) > 5]).toEqual([name, true]);
  }, 60_000);

  it('keeps every answer of pods that are meant to come in, and of all that may come in', () => {
    let broken = 0;
    for (let seed = 1; seed <= ESTATES; seed += 1) {
      const estate = compiled(seed);
      const naive = new NaiveAccess(estate);
      const pods = estate.clusters.flatMap(({ pods: own }) => own.filter((pod) => pod.onWire));
      for (const { entries, door, intent, store } of computeAccess(estate).doors) {
        const direct = entries.filter(({ path }) => path === 'direct');
        const kept = new Map(direct.flatMap((one) => one.pods.map((pod) => [pod, one] as const)));
        for (const pod of pods) {
          const { reach } = naive.direct(pod, door.target);
          const { intended, observed } = intentionOf(intent, pod, 'direct');
          const entry = kept.get(pod);
          const at = [seed, store.store.arn, pod.pod.name];
          if (reach === 'blocked' && intended !== true) {
            // A cohort is kept as a whole where not everybody is shut out for sure.
            expect([at, entry?.answer.reach ?? 'blocked']).toEqual([at, 'blocked']);
            continue;
          }
          if (reach === 'blocked') broken += 1;
          expect([at, entry?.answer.reach, entry?.intended, entry?.observed]).toEqual([
            at,
            reach,
            intended,
            observed,
          ]);
        }
        for (const { cohort } of entries) {
          expect(new Set(cohort.pods.map(({ grants }) => grants)).size).toBe(1);
        }
      }
    }
    expect(broken).toBeGreaterThan(100);
  }, 60_000);

  it('tells on every way, to every pod, what is meant', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const estate = compiled(seed);
      const access = computeAccess(estate);
      for (const door of access.doors) {
        for (const way of access.waysTo(door)) {
          for (const entry of way.cohorts.flatMap((cohort) => way.entriesOf(cohort))) {
            for (const pod of entry.pods) {
              const { intended, observed, reasons } = intentionOf(door.intent, pod, way.path);
              expect([entry.intended, entry.observed, entry.undecided]).toEqual([
                intended,
                observed,
                reasons,
              ]);
              expect(reasons.length > 0 || (intended !== null && observed !== null)).toBe(true);
            }
          }
        }
      }
    }
  }, 60_000);
});
