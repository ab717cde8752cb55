import { describe, expect, it } from '@jest/globals';

import {
  computeAccess,
  type DoorAccess,
  type Entry,
  explainPod,
} from '../../../shared/core/access/index.ts';
import { compileEstate, type Estate, type PodView } from '../../../shared/core/estate/index.ts';
import { randomEstate } from '../../support/random-estate.ts';
import { NOW } from '../../support/times.ts';
import { isMeant, meantGroups, NaiveAccess, spoken } from './naive-access.ts';

const ESTATES = 80;

/** Answers by pod on one path, sorted: a pod that presents two identities on its way has two. */
function answersBy(entries: readonly Entry[]): ReadonlyMap<PodView, readonly string[]> {
  const byPod = new Map<PodView, string[]>();
  for (const { pods, answer } of entries) {
    for (const pod of pods) byPod.set(pod, [...(byPod.get(pod) ?? []), spoken(answer)].toSorted());
  }
  return byPod;
}

interface Fault {
  readonly pod: string;
  readonly path: string;
  readonly expected: readonly string[];
  readonly found: readonly string[];
}

const isKept = (text: string, isIntended: boolean): boolean =>
  isIntended || !text.startsWith('blocked');

function* faultsOf(estate: Estate, naive: NaiveAccess, access: DoorAccess): Generator<Fault> {
  const { store, door, entries } = access;
  const meant = meantGroups(store, door);
  const pods = estate.clusters.flatMap((cluster) => cluster.pods.filter((pod) => pod.onWire));
  const compare = function* (
    path: string,
    some: readonly Entry[],
    expect_: (pod: PodView) => readonly string[],
  ): Generator<Fault> {
    const found = answersBy(some);
    for (const pod of pods) {
      const expected = expect_(pod)
        .filter((text) => isKept(text, isMeant(pod, meant)))
        .toSorted();
      // What is blocked may be left out, or kept, for pods of which it is not sure whether they are meant.
      const own = (found.get(pod) ?? []).filter((text) => isKept(text, isMeant(pod, meant)));
      if (own.join('|') !== expected.join('|'))
        yield { pod: pod.pod.name, path, expected, found: own };
    }
  };
  yield* compare(
    'direct',
    entries.filter(({ path }) => path === 'direct'),
    (pod) => [spoken(naive.direct(pod, door.target))],
  );
  for (const { proxy, isSure } of naive.proxies(store, door)) {
    const { proxyArn } = proxy.path;
    yield* compare(
      proxyArn,
      entries.filter(({ through }) => through === proxyArn),
      (pod) => naive.through(pod, proxy, door, isSure).map(spoken),
    );
  }
}

const nameOf = ({ pod }: PodView): string => `${pod.namespace}/${pod.name}`;

const compiled = (seed: number): Estate => compileEstate(randomEstate(seed), { now: NOW });

describe('access', () => {
  it(`says of ${ESTATES} random estates what asking for each pod and door says`, () => {
    const faults: object[] = [];
    const met = new Map<string, number>();
    const count = (name: string): void => void met.set(name, (met.get(name) ?? 0) + 1);
    for (let seed = 1; seed <= ESTATES; seed += 1) {
      const estate = compiled(seed);
      const naive = new NaiveAccess(estate);
      for (const door of computeAccess(estate).doors) {
        for (const fault of faultsOf(estate, naive, door))
          faults.push({ seed, door: `${door.store.store.arn}:${door.door.door.port}`, ...fault });
        for (const { path, answer, cohort, intended } of door.entries)
          for (const name of [
            `${path} ${answer.reach}`,
            cohort.via,
            `snat ${cohort.snat}`,
            `intended ${intended}`,
          ])
            count(name);
      }
    }
    expect(faults.slice(0, 3)).toEqual([]);
    for (const name of [
      'direct reachable',
      'direct partial',
      'direct unknown',
      'direct blocked',
      'rds-proxy reachable',
      'rds-proxy unknown',
      'branch',
      'node-primary',
      'node-secondary',
      'host',
      'fargate',
      'auto',
      'unknown',
      'snat true',
      'intended true',
      'intended false',
      'intended null',
    ])
      expect([name, (met.get(name) ?? 0) > 5]).toEqual([name, true]);
  }, 60_000);

  it('gives each pod on the wire one place on each way', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const estate = compiled(seed);
      const access = computeAccess(estate);
      const naive = new NaiveAccess(estate);
      for (const door of access.doors) {
        for (const way of access.waysTo(door).filter(({ path }) => path === 'direct')) {
          const pods = way.cohorts.flatMap((cohort) => cohort.pods);
          const wanted = estate.clusters.flatMap((cluster) =>
            cluster.pods.filter((pod) => pod.onWire),
          );
          expect(pods.map(nameOf).toSorted()).toEqual(wanted.map(nameOf).toSorted());
          const found = answersBy(way.cohorts.flatMap((cohort) => way.entriesOf(cohort)));
          for (const pod of wanted)
            expect([seed, found.get(pod)]).toEqual([
              seed,
              [spoken(naive.direct(pod, door.door.target))],
            ]);
        }
      }
    }
  }, 60_000);

  it('is explained pod by pod as it is computed', () => {
    for (let seed = 1; seed <= 40; seed += 1) {
      const estate = compiled(seed);
      const naive = new NaiveAccess(estate);
      for (const { door } of computeAccess(estate).doors) {
        for (const pod of estate.clusters.flatMap((cluster) => cluster.pods)) {
          const { answer } = explainPod(estate, pod, door.target);
          const expected = pod.onWire ? spoken(naive.direct(pod, door.target)) : answer.reach;
          expect([seed, pod.onWire ? spoken(answer) : 'blocked']).toEqual([seed, expected]);
        }
      }
    }
  }, 60_000);
});
