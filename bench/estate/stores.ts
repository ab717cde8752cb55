import { ACCOUNT_ID, DAY, REGION, TAKEN_AT } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Engine, Group, GroupCatalogue, Proxy, Store, StoreKind, SubnetTier } from './plan.ts';
import { at, type Random } from './random.ts';

const ENGINES: Readonly<Record<string, Engine>> = {
  mysql: { name: 'mysql', version: '8.0.43', port: 3306, family: 'rds' },
  postgres: { name: 'postgres', version: '17.6', port: 5432, family: 'rds' },
  mariadb: { name: 'mariadb', version: '11.8.3', port: 3306, family: 'rds' },
  sqlserver: { name: 'sqlserver-se', version: '16.00.4210.1.v1', port: 1433, family: 'rds' },
  oracle: { name: 'oracle-se2', version: '19.0.0.0', port: 1521, family: 'rds' },
  auroraMysql: {
    name: 'aurora-mysql',
    version: '8.0.mysql_aurora.3.10.0',
    port: 3306,
    family: 'rds',
  },
  auroraPostgresql: { name: 'aurora-postgresql', version: '17.5', port: 5432, family: 'rds' },
  docdb: { name: 'docdb', version: '5.0.0', port: 27017, family: 'rds' },
  neptune: { name: 'neptune', version: '1.4.5.0', port: 8182, family: 'rds' },
  valkey: { name: 'valkey', version: '8.1', port: 6379, family: 'elasticache' },
  redis: { name: 'redis', version: '7.1.0', port: 6379, family: 'elasticache' },
  memcached: { name: 'memcached', version: '1.6.22', port: 11211, family: 'elasticache' },
};

interface Mix {
  readonly kind: StoreKind;
  readonly engines: readonly string[];
  readonly share: number;
}

const MIX: readonly Mix[] = [
  { kind: 'instance', engines: ['mysql', 'postgres', 'postgres', 'mariadb', 'sqlserver', 'oracle'], share: 0.48 },
  { kind: 'cluster', engines: ['auroraMysql', 'auroraPostgresql', 'auroraPostgresql'], share: 0.2 },
  { kind: 'replication-group', engines: ['valkey', 'redis'], share: 0.18 },
  { kind: 'serverless-cache', engines: ['valkey', 'redis'], share: 0.04 },
  { kind: 'cache-cluster', engines: ['memcached', 'redis'], share: 0.04 },
  // A Multi-AZ DB cluster, and the engines that come in the same calls.
  { kind: 'cluster', engines: ['mysql', 'postgres', 'docdb', 'neptune'], share: 0.06 },
]; // prettier-ignore

const DOMAINS = [
  'orders',
  'payments',
  'catalog',
  'shipping',
  'search',
  'identity',
  'billing',
  'media',
];
const TIERS: readonly SubnetTier[] = ['data', 'data', 'restricted', 'partial'];

export function planStores(
  count: number,
  groups: GroupCatalogue,
  random: Random,
): readonly Store[] {
  return Array.from({ length: count }, (_, index) => planStore(index, groups, random));
}

/** The first stores go through the mix, so that a small estate has every kind; then the shares decide. */
function planStore(index: number, groups: GroupCatalogue, random: Random): Store {
  const mix = MIX[index] ?? drawMix(random);
  const engine = engineNamed(random.pick(mix.engines));
  const name = `bench-${at(DOMAINS, index % DOMAINS.length)}-${engine.name.split('-')[0]}-${index}`;
  const members = drawMembers(mix.kind, random);
  return {
    index,
    kind: mix.kind,
    engine,
    name,
    arn: arnOf(mix.kind, name),
    // Some listen elsewhere than the engine does by default.
    port: mix.kind === 'instance' && random.chance(0.08) ? engine.port + 10_000 : engine.port,
    groups: groupsFor(index, groups, random),
    tier: at(TIERS, index % TIERS.length),
    members,
    dualStack: mix.kind !== 'serverless-cache' && random.chance(0.12),
    publicAccess: false,
    createdAt: TAKEN_AT - random.between(20, 600) * DAY,
  };
}

function drawMix(random: Random): Mix {
  let left = random.next();
  for (const mix of MIX) {
    left -= mix.share;
    if (left < 0) return mix;
  }
  return at(MIX, 0);
}

function engineNamed(name: string): Engine {
  const engine = ENGINES[name];
  if (engine === undefined) throw new RangeError(`no engine ${name}`);
  return engine;
}

/** Database members, cache nodes, or the standby of a Multi-AZ instance. */
function drawMembers(kind: StoreKind, random: Random): number {
  switch (kind) {
    case 'instance':
      return random.chance(0.4) ? 2 : 1;
    case 'cluster':
      return random.between(2, 3);
    case 'replication-group':
      return random.between(1, 3);
    case 'cache-cluster':
      return random.between(1, 2);
    case 'serverless-cache':
      return 2;
  }
}

/** Most stores have a group of their own, some a second one that others wear too. */
function groupsFor(index: number, groups: GroupCatalogue, random: Random): readonly Group[] {
  const own = at(groups.store, index % groups.store.length);
  const common = at(groups.store, random.int(Math.max(1, Math.floor(groups.store.length / 10))));
  return random.chance(0.1) && common !== own ? [own, common] : [own];
}

function arnOf(kind: StoreKind, name: string): string {
  const of = (service: string, type: string): string =>
    `arn:aws:${service}:${REGION}:${ACCOUNT_ID}:${type}:${name}`;
  switch (kind) {
    case 'instance':
      return of('rds', 'db');
    case 'cluster':
      return of('rds', 'cluster');
    case 'replication-group':
      return of('elasticache', 'replicationgroup');
    case 'cache-cluster':
      return of('elasticache', 'cluster');
    case 'serverless-cache':
      return of('elasticache', 'serverlesscache');
  }
}

const PROXIED = new Set([
  'mysql',
  'postgres',
  'mariadb',
  'aurora-mysql',
  'aurora-postgresql',
  'sqlserver-se',
]);

/** A proxy before every twelfth database that can have one, and at least one if any can. */
export function planProxies(
  stores: readonly Store[],
  groups: GroupCatalogue,
  ids: Ids,
): readonly Proxy[] {
  return stores
    .filter(
      ({ kind, engine, port }) =>
        (kind === 'instance' || kind === 'cluster') &&
        port === engine.port &&
        PROXIED.has(engine.name),
    )
    .filter((_, position) => position % 12 === 0)
    .map((store, index) => ({
      index,
      name: `${store.name}-proxy`,
      arn: `arn:aws:rds:${REGION}:${ACCOUNT_ID}:db-proxy:${ids.resource('prx', index)}`,
      store,
      group: at(groups.proxy, index % groups.proxy.length),
      endpoint:
        index % 3 === 2
          ? {
              name: `${store.name}-proxy-reader`,
              group: at(groups.proxy, (index + 1) % groups.proxy.length),
            }
          : undefined,
    }));
}

/** The port on which an RDS Proxy listens: its engine's default. */
export function proxyPort({ store }: Proxy): number {
  return store.engine.port;
}

/** The ports of a store; a serverless cache has a second one for its reader. */
export function portsOf(store: Store): readonly number[] {
  return store.kind === 'serverless-cache' ? [store.port, store.port + 1] : [store.port];
}
