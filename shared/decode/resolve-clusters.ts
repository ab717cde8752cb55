import type { EksCluster } from '../core/model/index.ts';
import type { ClusterDecoder, ClusterIdentity } from './cluster-decoder.ts';
import {
  clusterNameOf,
  describedIdentity,
  identityOf,
  UNKNOWN_CLUSTER,
} from './cluster-identity.ts';
import type { Fault } from './listing-builder.ts';

/** A cluster of the snapshot: which files are its own, and who it is. */
export interface ResolvedCluster {
  /** Below `clusters/`; `''` when its files are those of the scope. */
  readonly folder: string;
  readonly identity: ClusterIdentity;
}

export interface Resolution {
  readonly clusters: readonly ResolvedCluster[];
  readonly faults: readonly Fault[];
}

/** The clusters of one account and region as its folders hold them. */
export interface ClusterFolders {
  readonly scope: Parameters<typeof identityOf>[1];
  /** The decoder of a folder, made when there is none yet. */
  readonly decoder: (folder: string) => ClusterDecoder;
  readonly folders: readonly string[];
  /** Name or ARN that the `snapshot.json` of a folder states. */
  readonly stated: (folder: string) => string | null;
  /** Names or ARNs that the root of the snapshot announces. */
  readonly announced: readonly string[];
  /** Where descriptions in the scope's own folder come from. */
  readonly ownSource: string;
}

const OWN = '';

/** DescribeCluster says who a cluster is; where it is missing `snapshot.json` does, or the name of the folder. */
export function resolveClusters(folders: ClusterFolders): Resolution {
  const faults: Fault[] = [];
  const { own, named } = handOutDescriptions(folders, faults);
  const clusters: ResolvedCluster[] = named.map((folder) => ({
    folder,
    identity: identityOfFolder(folder, folders, faults),
  }));
  const identity = ownIdentity(own, folders, faults, clusters);
  if (identity !== null) clusters.push({ folder: OWN, identity });
  return { clusters, faults };
}

/**
 * Descriptions in the scope's own folder go to the folders of their clusters, but for the one whose Kubernetes files lie
 * there too. Clusters that are described or announced and have no folder get an empty one: nothing of them was seen.
 */
function handOutDescriptions(
  { folders, announced, decoder, stated, ownSource }: ClusterFolders,
  faults: Fault[],
): { own: EksCluster | null; named: readonly string[] } {
  const named = new Set(folders.filter((folder) => folder !== OWN));
  const ownName = stated(OWN) === null ? null : clusterNameOf(stated(OWN) ?? '');
  const candidates = decoder(OWN).describedClusters();
  const free = candidates.filter(({ name }) => !named.has(name));
  const own =
    free.find(({ name }) => name === ownName) ?? (free.length === 1 ? free[0] : undefined);
  if (own === undefined && free.length > 1) faults.push(severalDescriptions(free));
  for (const cluster of candidates) {
    if (cluster === own) continue;
    named.add(cluster.name);
    const target = decoder(cluster.name);
    if (target.describedClusters().length === 0) target.describe(cluster, ownSource);
  }
  for (const name of announced.map(clusterNameOf)) {
    if (name !== ownName && name !== own?.name) named.add(name);
  }
  return { own: own ?? null, named: [...named] };
}

function identityOfFolder(
  folder: string,
  folders: ClusterFolders,
  faults: Fault[],
): ClusterIdentity {
  const described = folders.decoder(folder).describedClusters();
  const cluster = described.find(({ name }) => name === folder) ?? described[0];
  if (cluster === undefined) return identityOf(folders.stated(folder) ?? folder, folders.scope);
  if (cluster.name !== folder) faults.push(otherName(folder, cluster.name));
  return describedIdentity(cluster, folders.scope);
}

/** Null when the scope's own folder holds no cluster. */
function ownIdentity(
  cluster: EksCluster | null,
  folders: ClusterFolders,
  faults: Fault[],
  others: readonly ResolvedCluster[],
): ClusterIdentity | null {
  const stated = folders.stated(OWN);
  const name = stated === null ? null : clusterNameOf(stated);
  if (cluster !== null) {
    if (name !== null && name !== cluster.name) faults.push(otherName(name, cluster.name));
    return describedIdentity(cluster, folders.scope);
  }
  const isElsewhere = others.some(({ identity }) => identity.name === name);
  if (stated !== null && !isElsewhere) return identityOf(stated, folders.scope);
  if (!folders.decoder(OWN).hasContent) return null;
  faults.push(UNNAMED);
  return identityOf(UNKNOWN_CLUSTER, folders.scope);
}

const otherName = (stated: string, name: string): Fault => ({
  reason: 'contradiction',
  detail: `It is called ${stated} here and ${name} by DescribeCluster.`,
  effect: 'The name that DescribeCluster gives is used.',
});

const severalDescriptions = (described: readonly EksCluster[]): Fault => ({
  reason: 'contradiction',
  detail: `One folder describes ${described.length} clusters: ${described.map(({ name }) => name).join(', ')}.`,
  effect: 'Only one of them can own the Kubernetes files; the others belong in clusters/<name>/.',
});

/** Neither DescribeCluster nor `snapshot.json` says whose Kubernetes objects these are. */
export const UNNAMED: Fault = {
  reason: 'missing',
  detail: 'Neither DescribeCluster nor snapshot.json names the cluster.',
  effect: `Its findings are those of a cluster called ${UNKNOWN_CLUSTER}.`,
};
