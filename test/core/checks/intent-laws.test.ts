import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { intentionOf } from '../../../shared/core/access/index.ts';
import type {
  DataStoreAccess,
  Disposition,
  Policy,
  Snapshot,
  Subject,
} from '../../../shared/core/model/index.ts';
import { arbitraryDamage, arbitraryLab, damaged } from '../../support/arbitrary-labs.ts';
import { type Judged, judgeSnapshot } from '../../support/judged.ts';
import { aPolicy, matchLabels } from '../../support/kubernetes.ts';
import { randomIntents, withSelectables } from '../../support/random-intents.ts';
import { SeededRandom } from '../../support/seeded-random.ts';
import { lost, truncated } from '../../support/snapshot.ts';

const PATHS = ['direct', 'rds-proxy'] as const;

/** The checks that documents have a say in. */
const CHECKS = [
  'only-intended-pods-reach-store',
  'only-intended-pods-reach-store-by-proxy',
  'intended-pods-reach-store',
] as const;

interface World {
  readonly snapshot: Snapshot;
  readonly intents: readonly DataStoreAccess[];
}

const arbitraryWorld: fc.Arbitrary<World> = fc
  .tuple(arbitraryLab, fc.integer({ min: 1, max: 1_000_000 }))
  .map(([lab, seed]) => {
    const random = new SeededRandom(seed);
    const snapshot = withSelectables(random, lab);
    return { snapshot, intents: randomIntents(random, snapshot) };
  });

/** What documents read beside what the other laws lose: namespaces, and the tags of stores. */
const arbitraryBlindness = fc.record({
  namespaces: fc.constantFrom('seen', 'first only', 'none'),
  tags: fc.constantFrom('seen', 'hidden'),
  accounts: fc.constantFrom('seen', 'none'),
});
type Blindness = typeof arbitraryBlindness extends fc.Arbitrary<infer B> ? B : never;

const blinded = (snapshot: Snapshot, { namespaces, tags, accounts }: Blindness): Snapshot => ({
  ...snapshot,
  clusters: snapshot.clusters.map((cluster) => {
    const { source, items } = cluster.namespaces;
    return {
      ...cluster,
      ...(namespaces === 'none' ? { namespaces: lost<never>(source) } : {}),
      ...(namespaces === 'first only' ? { namespaces: truncated(items.slice(0, 1), source) } : {}),
      ...(accounts === 'none'
        ? { serviceAccounts: lost<never>(cluster.serviceAccounts.source) }
        : {}),
    };
  }),
  scopes: snapshot.scopes.map((scope) => ({
    ...scope,
    dbInstances: {
      ...scope.dbInstances,
      items: scope.dbInstances.items.map((one) => (tags === 'seen' ? one : { ...one, tags: null })),
    },
  })),
});

const judge = ({ snapshot, intents }: World): Judged => judgeSnapshot(snapshot, { intents });

const pairsOf = ({ estate }: Judged): readonly Subject[] =>
  estate.clusters.flatMap(({ arn, workloads }) =>
    workloads.flatMap(({ namespace, name }) =>
      estate.stores.map(
        ({ store }) =>
          ({ kind: 'workload-store', cluster: arn, namespace, name, id: store.arn }) as const,
      ),
    ),
  );

/** What may follow when information is lost. A pair that others told is spoken of when those fall silent. */
function mayBecome(before: Disposition, after: Disposition): boolean {
  if (before === after || after === 'unknown' || after === 'not-judged') return true;
  if (before === 'unknown') return after === 'violation';
  return before === 'not-judged' && (after === 'violation' || after === 'compliant');
}

function turned(full: Judged, less: Judged): readonly string[] {
  return CHECKS.flatMap((check) =>
    [...pairsOf(full), ...pairsOf(less)].flatMap((subject) => {
      const before = full.of(check).disposition(subject);
      const after = less.of(check).disposition(subject);
      return mayBecome(before, after)
        ? []
        : [`${check} ${JSON.stringify(subject)}: ${before} → ${after}`];
    }),
  );
}

describe('with documents of intent', () => {
  it('losing information leaves every verdict as it is or makes it unknown', () => {
    let closed = 0;
    fc.assert(
      fc.property(
        arbitraryWorld,
        arbitraryBlindness,
        fc.array(arbitraryDamage, { maxLength: 2 }),
        ({ snapshot, intents }, blindness, damages) => {
          const full = judge({ snapshot, intents });
          closed += full.access.doors.filter(
            ({ intent }) => intent.enforced.certain.length > 0,
          ).length;
          const less = judge({
            snapshot: damages.reduce(damaged, blinded(snapshot, blindness)),
            intents,
          });
          expect(turned(full, less)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
    expect(closed).toBeGreaterThan(50);
  }, 60_000);

  it('whatever is unknown has a row that says so', () => {
    fc.assert(
      fc.property(arbitraryWorld, arbitraryBlindness, ({ snapshot, intents }, blindness) => {
        const judged = judge({ snapshot: blinded(snapshot, blindness), intents });
        for (const check of CHECKS) {
          const judgement = judged.of(check);
          const { undecided } = judgement;
          const rows = undecided.map(({ subject }) => JSON.stringify(subject));
          const hasClusterRow = undecided.some(({ subject }) => subject.kind === 'cluster');
          for (const subject of pairsOf(judged)) {
            if (judgement.disposition(subject) === 'unknown' && !hasClusterRow)
              expect(rows).toContain(JSON.stringify(subject));
          }
        }
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  const arbitraryPolicy: fc.Arbitrary<Policy> = fc
    .record({
      labels: fc.constantFrom({}, { app: 'web' }, { app: 'api' }, { app: 'none' }),
      groups: fc.uniqueArray(fc.constantFrom('sg-pods', 'sg-api', 'sg-team', 'sg-x'), {
        minLength: 1,
      }),
    })
    .map(({ labels, groups }) =>
      aPolicy({ name: 'added', podSelector: matchLabels(labels), groups }),
    );

  const withPolicy = (snapshot: Snapshot, policy: Policy): Snapshot => ({
    ...snapshot,
    clusters: snapshot.clusters.map((cluster) => ({
      ...cluster,
      policies: { ...cluster.policies, items: [...cluster.policies.items, policy] },
    })),
  });

  /** Everything that is violated or unknown about the workload of a pair, or about the pair itself. */
  const complaintsAbout = (judged: Judged, pair: Subject): number => {
    if (pair.kind !== 'workload-store') return 0;
    const { namespace, name, cluster } = pair;
    const workload = { kind: 'workload', cluster, namespace, name } as const;
    return judged.judgement.checks.filter((one) =>
      [pair, workload].some((subject) =>
        ['violation', 'unknown'].includes(one.disposition(subject)),
      ),
    ).length;
  };

  /** Every pod that stays wears what its policies declare: there is nothing left to complain about. */
  const isAsDeclared = ({ estate }: Judged, pair: Subject): boolean =>
    pair.kind === 'workload-store' &&
    estate.clusters
      .flatMap(({ workloads }) => workloads)
      .filter(({ namespace, name }) => namespace === pair.namespace && name === pair.name)
      .flatMap(({ pods }) => pods.filter(({ onWire, pod }) => onWire && pod.deletedAt === null))
      .every(
        ({ worn, declaration }) =>
          worn.state === 'known' &&
          worn.interface.groups.toSorted().join() === declaration.groups.toSorted().join(),
      );

  const isClosed = ({ access }: Judged, pair: Subject): boolean =>
    pair.kind === 'workload-store' &&
    access.doors
      .filter(({ store }) => store.store.arn === pair.id)
      .every(({ intent }) => intent.enforced.certain.length > 0);

  it('adding a policy never silences every finding about a pair, and none where documents close the store', () => {
    const met = { silenced: 0, closed: 0 };
    fc.assert(
      fc.property(arbitraryWorld, arbitraryPolicy, ({ snapshot, intents }, policy) => {
        const before = judge({ snapshot, intents });
        const after = judge({ snapshot: withPolicy(snapshot, policy), intents });
        for (const check of CHECKS) {
          for (const { subject } of before.of(check).violations) {
            const is = after.of(check).disposition(subject);
            if (isClosed(before, subject)) {
              met.closed += 1;
              expect([subject, is]).toEqual([subject, 'violation']);
            } else if (is !== 'violation') {
              met.silenced += 1;
              const isTold = complaintsAbout(after, subject) > 0 || isAsDeclared(after, subject);
              expect([subject, isTold]).toEqual([subject, true]);
            }
          }
        }
      }),
      { numRuns: 200 },
    );
    expect(met.closed).toBeGreaterThan(20);
    expect(met.silenced).toBeGreaterThan(2);
  }, 60_000);

  it('adding a policy changes nothing about who is meant where documents close every door', () => {
    fc.assert(
      fc.property(arbitraryWorld, arbitraryPolicy, ({ snapshot, intents }, policy) => {
        const closing = intents.slice(0, 2).map((one) => ({
          ...one,
          stores: [{ arn: '*', tagSelector: null }],
          ports: null,
          mode: 'enforce' as const,
        }));
        fc.pre(closing.length > 0);
        const before = judge({ snapshot, intents: closing });
        const after = judge({ snapshot: withPolicy(snapshot, policy), intents: closing });
        for (const check of CHECKS) {
          const said = ({ of }: Judged) => pairsOf(before).map((one) => of(check).disposition(one));
          expect(said(after)).toEqual(said(before));
        }
      }),
      { numRuns: 80 },
    );
  }, 60_000);

  it('a document more only closes, and an entry more only opens', () => {
    fc.assert(
      fc.property(arbitraryWorld, fc.nat(3), ({ snapshot, intents }, index) => {
        const one = intents[index];
        fc.pre(one?.mode === 'enforce');
        const nobody = intents.map((document) =>
          document === one ? { ...one, allow: [] } : document,
        );
        const more = judge({ snapshot, intents });
        const fewer = judge({ snapshot, intents: nobody });
        for (const [at, { intent }] of more.access.doors.entries()) {
          const other = fewer.access.doors[at];
          expect(other?.intent.podManaged).toBe(intent.podManaged);
          const allowed = ({ estate, access }: Judged) =>
            new Set(
              estate.clusters
                .flatMap(({ pods }) => pods)
                .flatMap((pod) =>
                  PATHS.filter(
                    (path) => intentionOf(access.doors[at]!.intent, pod, path).intended === true,
                  ).map((path) => `${pod.pod.uid} ${path}`),
                ),
            );
          expect([...allowed(fewer).difference(allowed(more))]).toEqual([]);
        }
      }),
      { numRuns: 80 },
    );
  }, 60_000);
});
