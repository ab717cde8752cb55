/**
 * The port on which an engine listens when its creator chose none ("Port" of CreateDBInstance, CreateDBCluster and
 * CreateCacheCluster). Matched by prefix: `oracle-ee-cdb`, `sqlserver-web`. The longer prefix comes first.
 */
const DEFAULT_PORTS: readonly (readonly [prefix: string, port: number])[] = [
  ['aurora-postgresql', 5432],
  ['aurora', 3306],
  ['mysql', 3306],
  ['mariadb', 3306],
  ['postgres', 5432],
  ['oracle', 1521],
  ['sqlserver', 1433],
  ['db2', 50000],
  ['neptune', 8182],
  ['docdb', 27017],
  ['redis', 6379],
  ['valkey', 6379],
  ['memcached', 11211],
];

/** The engine's default port, or null for an engine that is not known. RDS Custom prefixes its engines. */
export function defaultPort(engine: string): number | null {
  const name = engine.toLowerCase().replace(/^custom-/, '');
  return DEFAULT_PORTS.find(([prefix]) => name.startsWith(prefix))?.[1] ?? null;
}

/** RDS Proxy has no port in its API: it listens on the default port of its engine family. */
export function proxyPort(engineFamily: string): number | null {
  const ports: Readonly<Record<string, number>> = {
    mysql: 3306,
    postgresql: 5432,
    sqlserver: 1433,
  };
  const family = engineFamily.toLowerCase();
  return Object.hasOwn(ports, family) ? (ports[family] ?? null) : null;
}

/** A serverless cache answers reads on a second port (ElastiCache user guide, "Set up your default security group"). */
export function serverlessReaderPort(engine: string): number | null {
  const primary = defaultPort(engine);
  return primary === 6379 || primary === 11211 ? primary + 1 : null;
}

/** RDS reports 0 where it means none. */
export const toPort = (value: number | null): number | null =>
  value !== null && Number.isInteger(value) && value > 0 && value <= 65535 ? value : null;
