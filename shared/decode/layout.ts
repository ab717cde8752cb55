/** The folders that hold raw outputs, by the service that gave them. */
export const SERVICES = ['ec2', 'rds', 'elasticache', 'eks', 'k8s'] as const;
export type Service = (typeof SERVICES)[number];

const CLUSTER_SERVICES: readonly string[] = ['eks', 'k8s'];
const EXTENSIONS = ['.json', '.yaml', '.yml'] as const;

/** An account and region of a snapshot: the root, or `accounts/<id>/<region>/`. */
export interface ScopePlace {
  /** `''`, or ending in `/`. */
  readonly prefix: string;
  readonly accountId: string | null;
  readonly region: string | null;
}

/** Where a file of a snapshot belongs. `cluster` names a folder below `clusters/`, `''` the scope's own `eks` and `k8s`. */
export interface Place {
  readonly scope: ScopePlace;
  readonly cluster: string;
  /** Without extension, below the folder of the scope or cluster: `ec2/describe-vpcs`, `snapshot`. */
  readonly file: string;
}

/** A folder of the snapshot, when a source names one that it could not list. */
export interface FolderPlace {
  readonly scope: ScopePlace;
  readonly cluster: string;
  /** Null for the folder of a whole scope or cluster. */
  readonly service: string | null;
}

export const ROOT: ScopePlace = { prefix: '', accountId: null, region: null };

/** Null for a file that is no part of a snapshot. Names below a service's folder are taken as they are. */
export function placeOf(path: string): Place | null {
  const stem = withoutExtension(path);
  if (stem === null) return null;
  const { scope, cluster, rest } = split(stem);
  const [service, ...names] = rest;
  if (names.length === 0)
    return service === 'snapshot' ? { scope, cluster: cluster ?? '', file: service } : null;
  if (service === undefined || !isService(service)) return null;
  return { scope, cluster: cluster ?? '', file: rest.join('/') };
}

/** Null for a folder that is no part of a snapshot, or that stands above its scopes. */
export function folderOf(path: string): FolderPlace | null {
  if (standsAboveScopes(path)) return null;
  const { scope, cluster, rest } = split(path);
  const [service, ...deeper] = rest;
  if (service === undefined || path.endsWith('clusters'))
    return { scope, cluster: cluster ?? '', service: null };
  return deeper.length === 0 && isService(service)
    ? { scope, cluster: cluster ?? '', service }
    : null;
}

/** Whether a folder, or the snapshot as a whole (`''`), may hold scopes that nothing else names. */
export function standsAboveScopes(path: string): boolean {
  const names = path.split('/');
  return path === '' || (names[0] === 'accounts' && names.length < 3);
}

/** The file's place as a path: what `placeOf` would read it from. */
export const pathOf = (scope: ScopePlace, cluster: string, file: string): string =>
  `${scope.prefix}${cluster === '' ? '' : `clusters/${cluster}/`}${file}.json`;

export const scopePlace = (accountId: string, region: string): ScopePlace => ({
  prefix: `accounts/${accountId}/${region}/`,
  accountId,
  region,
});

export const isService = (name: string): name is Service => SERVICES.some((each) => each === name);

export const isClusterFile = (file: string): boolean =>
  CLUSTER_SERVICES.some((service) => file.startsWith(`${service}/`));

/** Whether a path is that of a JSON or YAML file, wherever it lies. */
export const isDocument = (path: string): boolean => withoutExtension(path) !== null;

function withoutExtension(path: string): string | null {
  const extension = EXTENSIONS.find((each) => path.endsWith(each));
  return extension === undefined ? null : path.slice(0, -extension.length);
}

interface Split {
  readonly scope: ScopePlace;
  readonly cluster: string | null;
  readonly rest: readonly string[];
}

function split(path: string): Split {
  const names = path.split('/');
  const [first, accountId, region] = names;
  const nested = first === 'accounts' && accountId !== undefined && region !== undefined;
  const scope = nested ? scopePlace(accountId, region) : ROOT;
  const below = nested ? names.slice(3) : names;
  const [folder, cluster] = below;
  return folder === 'clusters' && cluster !== undefined
    ? { scope, cluster, rest: below.slice(2) }
    : { scope, cluster: null, rest: below };
}
