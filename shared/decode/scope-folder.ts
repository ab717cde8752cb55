import {
  type AwsScope,
  type ClusterSnapshot,
  type EpochMs,
  type Gap,
  toAccountId,
} from '../core/model/index.ts';
import { ClusterDecoder } from './cluster-decoder.ts';
import { identityOf, parseClusterArn, UNKNOWN_CLUSTER } from './cluster-identity.ts';
import type { Interner } from './intern.ts';
import { isClusterFile, pathOf, type ScopePlace } from './layout.ts';
import { type Fault, gapOf, type ListingSink } from './listing-builder.ts';
import { type Manifest, ManifestPart, readTimesOf, type ReadTimes } from './manifest.ts';
import type { PartReader } from './part-reader.ts';
import { type ResolvedCluster, resolveClusters, UNNAMED } from './resolve-clusters.ts';
import { ScopeDecoder, type ScopeIdentity } from './scope-decoder.ts';

const OWN = '';
const SCOPE_FILES = ['eks/list-clusters'];

/** What the files of one account and region say. */
export interface DecodedScope {
  readonly scope: AwsScope;
  readonly clusters: readonly ClusterSnapshot[];
  /** Gaps that belong to no listing. */
  readonly gaps: readonly Gap[];
}

/** What the rest of the snapshot adds. */
export interface ScopeContext {
  readonly root: Manifest | null;
  /** Names or ARNs of clusters that the root announces here. */
  readonly announced: readonly string[];
  /** When the files were changed last. */
  readonly fileTimes: ReadonlyMap<string, EpochMs>;
  /** Nothing in the whole snapshot names a cluster: one is named here, so that its absence is not taken for health. */
  readonly needsCluster: boolean;
}

/** The folder of one account and region: its AWS files, and the clusters in it. */
export class ScopeFolder {
  readonly place: ScopePlace;
  readonly #intern: Interner;
  readonly #aws: ScopeDecoder;
  /** By folder below `clusters/`; `''` are the scope's own `eks` and `k8s`. */
  readonly #clusters = new Map<string, ClusterDecoder>();
  readonly #manifests = new Map<string, ManifestPart>();
  #hasFiles = false;

  constructor(place: ScopePlace, intern: Interner) {
    this.place = place;
    this.#intern = intern;
    this.#aws = new ScopeDecoder(intern);
  }

  /** Null for a file that podfence does not know. */
  part(cluster: string, file: string, source: string): PartReader | null {
    this.#hasFiles = true;
    if (SCOPE_FILES.includes(file)) return this.#aws.part(file, source);
    if (isClusterFile(file)) return this.#cluster(cluster).part(file, source);
    return cluster === OWN ? this.#aws.part(file, source) : null;
  }

  /** The reader of a `snapshot.json`: the scope's own, or that of a folder below `clusters/`. */
  addManifest(cluster: string): PartReader {
    const manifest = new ManifestPart();
    this.#manifests.set(cluster, manifest);
    if (cluster !== OWN) {
      this.#hasFiles = true;
      this.#cluster(cluster);
    }
    return manifest;
  }

  /** Whether it holds more than a `snapshot.json`, as the root of a nested snapshot does not. */
  get hasFiles(): boolean {
    return this.#hasFiles;
  }

  manifest(cluster: string): Manifest | null {
    return this.#manifests.get(cluster)?.manifest ?? null;
  }

  /** The folders that have a `snapshot.json`. */
  manifests(): readonly (readonly [cluster: string, manifest: Manifest])[] {
    return [...this.#manifests].flatMap(([cluster, { manifest }]) =>
      manifest === null ? [] : [[cluster, manifest] as const],
    );
  }

  /** The listings that a file gives: of every cluster when the scope's own folder has none. */
  sinksFor(cluster: string, file: string): readonly ListingSink[] {
    if (!isClusterFile(file) || SCOPE_FILES.includes(file)) return this.#aws.sinksFor(file);
    const others = [...this.#clusters.keys()].filter((folder) => folder !== OWN);
    const isElsewhere = cluster === OWN && others.length > 0 && !this.#hasOwnCluster;
    return (isElsewhere ? others : [cluster]).flatMap((folder) =>
      this.#cluster(folder).sinksFor(file),
    );
  }

  /** Everything in a folder of the scope: of one cluster (`''` for all and AWS), of one service (null for all). */
  sinksIn(cluster: string, service: string | null): readonly ListingSink[] {
    if (cluster !== OWN) return this.#cluster(cluster).allSinks(service);
    const clusters = [...this.#clusters.values()].flatMap((one) => one.allSinks(service));
    return [...this.#aws.allSinks(service), ...clusters];
  }

  get hasCluster(): boolean {
    const isNamed = [...this.#clusters.keys()].some((folder) => folder !== OWN);
    return isNamed || this.manifest(OWN)?.cluster != null || this.#hasOwnCluster;
  }

  get #hasOwnCluster(): boolean {
    const own = this.#clusters.get(OWN);
    return own !== undefined && (own.hasContent || own.describedClusters().length > 0);
  }

  /** When the files of a cluster's folder, or the scope's own, were read. */
  times(
    cluster: string,
    root: Manifest | null,
    fileTimes: ReadonlyMap<string, EpochMs>,
  ): ReadTimes {
    const own = { manifest: this.manifest(OWN), folder: this.place.prefix };
    const folder = `${this.place.prefix}clusters/${cluster}/`;
    const inner = { manifest: cluster === OWN ? null : this.manifest(cluster), folder };
    return readTimesOf([inner, own, { manifest: root, folder: '' }], fileTimes);
  }

  build(context: ScopeContext): DecodedScope {
    const faults: Fault[] = [];
    const identity = this.#identity(faults);
    const resolved = this.#resolve(identity, context, faults);
    const source = pathOf(this.place, OWN, 'snapshot');
    const times = (folder: string): ReadTimes =>
      this.times(folder, context.root, context.fileTimes);
    return {
      scope: this.#aws.build(identity, this.place.prefix, times(OWN)),
      clusters: resolved.map(({ folder, identity: cluster }) =>
        this.#cluster(folder).build(
          cluster,
          `${this.place.prefix}${folder === OWN ? '' : `clusters/${folder}/`}`,
          times(folder),
        ),
      ),
      gaps: [...faults.map((fault) => gapOf(source, fault, '')), ...this.#ownGaps(resolved)],
    };
  }

  /** Of descriptions that turned out to be of no cluster here. */
  #ownGaps(resolved: readonly ResolvedCluster[]): readonly Gap[] {
    if (resolved.some(({ folder }) => folder === OWN)) return [];
    return this.#clusters.get(OWN)?.describedGaps() ?? [];
  }

  #cluster(folder: string): ClusterDecoder {
    const known = this.#clusters.get(folder);
    if (known !== undefined) return known;
    const made = new ClusterDecoder(this.#intern);
    this.#clusters.set(folder, made);
    return made;
  }

  /** `snapshot.json` says whose account it is, else the folder, else the ARN of a cluster in it. */
  #identity(faults: Fault[]): ScopeIdentity {
    const manifest = this.manifest(OWN);
    if (manifest === null) faults.push(NO_MANIFEST);
    const includeManagedResources = manifest?.includesManagedResources ?? false;
    if (!includeManagedResources) faults.push(HIDDEN_INTERFACES);
    const described = [...this.#clusters.values()].flatMap((one) => one.describedClusters());
    const arn = parseClusterArn(manifest?.cluster ?? described[0]?.arn ?? '');
    const { accountId, region } = this.place;
    faults.push(
      ...contradiction('account', manifest?.accountId ?? null, accountId),
      ...contradiction('region', manifest?.region ?? null, region),
    );
    return {
      accountId: toAccountId(manifest?.accountId ?? accountId ?? arn?.accountId ?? null),
      region: manifest?.region ?? region ?? arn?.region ?? null,
      includeManagedResources,
    };
  }

  #resolve(
    scope: ScopeIdentity,
    { announced, needsCluster }: ScopeContext,
    faults: Fault[],
  ): readonly ResolvedCluster[] {
    const resolution = resolveClusters({
      scope,
      announced,
      decoder: (folder) => this.#cluster(folder),
      folders: [...this.#clusters.keys()],
      stated: (folder) => this.manifest(folder)?.cluster ?? null,
      ownSource: pathOf(this.place, OWN, 'eks/describe-cluster'),
    });
    faults.push(...resolution.faults);
    if (resolution.clusters.length > 0 || !needsCluster) return resolution.clusters;
    faults.push(UNNAMED);
    return [{ folder: OWN, identity: identityOf(UNKNOWN_CLUSTER, scope) }];
  }
}

const NO_MANIFEST: Fault = {
  reason: 'missing',
  detail: 'There is no snapshot.json.',
  effect:
    'When, where and by whom it was taken, and what its collector could not read, is not known.',
};

const HIDDEN_INTERFACES: Fault = {
  reason: 'hidden',
  detail: 'snapshot.json does not say includeManagedResources: true.',
  effect:
    'Interfaces that AWS manages, as those of EKS Auto Mode, may be missing from the listing.',
};

function contradiction(
  what: string,
  stated: string | null,
  folder: string | null,
): readonly Fault[] {
  if (stated === null || folder === null || stated === folder) return [];
  return [
    {
      reason: 'contradiction',
      detail: `The ${what} is ${stated} in snapshot.json and ${folder} in the name of the folder.`,
      effect: `The ${what} that snapshot.json states is used.`,
    },
  ];
}
