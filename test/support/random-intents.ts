import {
  completeListing,
  type DataStoreAccess,
  type LabelSelector,
  type Namespace,
  type PodSelector,
  type Snapshot,
  type StoreSelector,
} from '../../shared/core/model/index.ts';
import { clusterArn } from './identifiers.ts';
import { aLabelSelector, byArn, byTags, endOfDayIn, type Term } from './intents.ts';
import { labels } from './kubernetes.ts';
import type { SeededRandom } from './seeded-random.ts';

const NAMESPACES = ['shop', 'bank', 'kube-system'] as const;
const NAME = 'kubernetes.io/metadata.name';

const TERMS: readonly Term[] = [
  ['app', 'In', 'web', 'api'],
  ['app', 'NotIn', 'web'],
  ['app', 'Exists'],
  ['tier', 'DoesNotExist'],
];

function podSelector(random: SeededRandom): LabelSelector {
  return random.weighted(
    [3, aLabelSelector({ app: random.pick(['web', 'api']) })],
    [2, aLabelSelector({}, random.pick(TERMS))],
    [1, aLabelSelector()],
  );
}

function namespaceSelector(random: SeededRandom): LabelSelector {
  return random.weighted(
    [4, aLabelSelector({ [NAME]: random.pick(NAMESPACES) })],
    [2, aLabelSelector({ env: random.pick(['prod', 'test']) })],
    [1, aLabelSelector({}, [NAME, 'NotIn', 'bank'], ['env', 'Exists'])],
    [1, aLabelSelector()],
  );
}

function allowEntry(random: SeededRandom): PodSelector {
  const entry = {
    namespaceSelector: random.chance(0.6) ? namespaceSelector(random) : null,
    podSelector: random.chance(0.6) ? podSelector(random) : null,
    serviceAccountSelector: random.chance(0.25)
      ? aLabelSelector(random.chance(0.7) ? { team: random.pick(['a', 'b']) } : {})
      : null,
  };
  const isEmpty = Object.values(entry).every((one) => one === null);
  return isEmpty ? { ...entry, podSelector: podSelector(random) } : entry;
}

function storeSelector(random: SeededRandom, arns: readonly string[]): StoreSelector {
  return random.weighted(
    [4, byArn(arns.length === 0 ? '*' : random.pick(arns))],
    [1, byArn('*')],
    [1, byTags({ team: random.pick(['a', 'b']) })],
    [1, byTags({}, ['team', 'DoesNotExist'])],
  );
}

const several = <T>(random: SeededRandom, most: number, make: () => T): readonly T[] =>
  Array.from({ length: random.between(0, most) }, make);

/** Documents about the stores, pods, accounts and namespaces of random estates; some about nothing. */
export function randomIntents(
  random: SeededRandom,
  { scopes }: Snapshot,
): readonly DataStoreAccess[] {
  const arns = scopes.flatMap(({ dbInstances, dbClusters, serverlessCaches, cacheClusters }) =>
    [dbInstances, dbClusters, serverlessCaches, cacheClusters].flatMap(({ items }) =>
      items.map(({ arn }) => arn),
    ),
  );
  return several(random, 4, () => storeSelector(random, arns)).map((selector, index) => ({
    name: `intent-${index}`,
    place: { file: 'intents.yaml', line: index + 1 },
    cluster: random.pick(['*', '*', clusterArn('main'), clusterArn('other')]),
    stores: [selector, ...several(random, 1, () => storeSelector(random, arns))],
    ports: random.chance(0.25) ? [random.pick([3306, 5432])] : null,
    allow: several(random, 3, () => allowEntry(random)),
    nonPod: [],
    via: random.pick([['direct', 'rds-proxy'], ['direct', 'rds-proxy'], ['direct'], ['rds-proxy']]),
    mode: random.chance(0.25) ? 'observe' : 'enforce',
    expiresAt: random.weighted(
      [6, null],
      [2, endOfDayIn(random.between(0, 30))],
      [1, endOfDayIn(-1)],
    ),
  }));
}

/** The same estate with labels on its namespaces, not all of which were seen, and tags on its databases. */
export function withSelectables(random: SeededRandom, snapshot: Snapshot): Snapshot {
  const namespaces: readonly Namespace[] = random
    .some(NAMESPACES, random.between(1, 3))
    .map((name) => ({
      name,
      labels: labels(random.chance(0.7) ? { env: random.pick(['prod', 'test']) } : {}),
    }));
  return {
    ...snapshot,
    clusters: snapshot.clusters.map((cluster) => ({
      ...cluster,
      namespaces: completeListing(namespaces, 'k8s/namespaces.json'),
    })),
    scopes: snapshot.scopes.map((scope) => ({
      ...scope,
      dbInstances: {
        ...scope.dbInstances,
        items: scope.dbInstances.items.map((one) => ({
          ...one,
          tags: random.weighted(
            [2, labels({ team: random.pick(['a', 'b']) })],
            [1, labels({})],
            [1, null],
          ),
        })),
      },
    })),
  };
}
