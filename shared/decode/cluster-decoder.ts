import type { ClusterSnapshot, EksCluster, Gap } from '../core/model/index.ts';
import { cniAddon, eksClusters } from './eks/index.ts';
import type { Interner } from './intern.ts';
import { KubernetesPart, type KubernetesFile } from './kubernetes-part.ts';
import {
  cniConfigMap,
  cniDaemonSet,
  cniNodes,
  cniRevisions,
  cronJobs,
  daemonSets,
  deployments,
  eniConfigs,
  jobs,
  jobTemplates,
  mayBeCniConfigMap,
  mayBeCniDaemonSet,
  mayBeCniRevision,
  mutatingWebhooks,
  namespaces,
  nodes,
  pods,
  policies,
  replicaSets,
  serviceAccounts,
  statefulSets,
  validatingWebhooks,
  webhookConfigurations,
} from './kubernetes/index.ts';
import { ListingBuilder, type ListingSink } from './listing-builder.ts';
import type { ReadTimes } from './manifest.ts';
import { flattenListing, mergeListings } from './merge-listings.ts';
import { ObjectPart, type PartReader, UnmodelledPart } from './part-reader.ts';

/** Who the cluster is: from DescribeCluster, else from what the snapshot says of itself. */
export type ClusterIdentity = Pick<ClusterSnapshot, 'arn' | 'name' | 'accountId' | 'region'>;

function buildersFor(intern: Interner) {
  return {
    cluster: new ListingBuilder(eksClusters, intern),
    cniAddon: new ListingBuilder(cniAddon, intern),
    pods: new ListingBuilder(pods, intern),
    serviceAccounts: new ListingBuilder(serviceAccounts, intern),
    namespaces: new ListingBuilder(namespaces, intern),
    nodes: new ListingBuilder(nodes, intern),
    policies: new ListingBuilder(policies, intern),
    cniDaemonSet: new ListingBuilder(cniDaemonSet, intern),
    cniConfigMap: new ListingBuilder(cniConfigMap, intern),
    cniNodes: new ListingBuilder(cniNodes, intern),
    eniConfigs: new ListingBuilder(eniConfigs, intern),
    mutatingWebhooks: new ListingBuilder(mutatingWebhooks, intern),
    validatingWebhooks: new ListingBuilder(validatingWebhooks, intern),
    replicaSets: new ListingBuilder(replicaSets, intern),
    jobs: new ListingBuilder(jobs, intern),
    cniRevisions: new ListingBuilder(cniRevisions, intern),
    deployments: new ListingBuilder(deployments, intern),
    statefulSets: new ListingBuilder(statefulSets, intern),
    daemonSets: new ListingBuilder(daemonSets, intern),
    cronJobs: new ListingBuilder(cronJobs, intern),
    jobTemplates: new ListingBuilder(jobTemplates, intern),
  };
}

type Builders = ReturnType<typeof buildersFor>;
type Route = readonly (keyof Builders)[];

/** The listings that take a kind, whichever file it comes in. */
const ROUTES: ReadonlyMap<string, Route> = new Map<string, Route>([
  ['Pod', ['pods']],
  ['ServiceAccount', ['serviceAccounts']],
  ['Namespace', ['namespaces']],
  ['Node', ['nodes']],
  ['SecurityGroupPolicy', ['policies']],
  ['CNINode', ['cniNodes']],
  ['ENIConfig', ['eniConfigs']],
  ['ConfigMap', ['cniConfigMap']],
  ['MutatingWebhookConfiguration', ['mutatingWebhooks']],
  ['ValidatingWebhookConfiguration', ['validatingWebhooks']],
  ['ReplicaSet', ['replicaSets']],
  ['Job', ['jobs', 'jobTemplates']],
  ['Deployment', ['deployments']],
  ['StatefulSet', ['statefulSets']],
  ['DaemonSet', ['daemonSets', 'cniDaemonSet']],
  ['CronJob', ['cronJobs']],
  ['ControllerRevision', ['cniRevisions']],
]);

/** Kinds of which only the object of the VPC CNI is wanted. */
const WANTED: Readonly<Partial<Record<keyof Builders, (raw: unknown) => boolean>>> = {
  cniDaemonSet: mayBeCniDaemonSet,
  cniConfigMap: mayBeCniConfigMap,
  cniRevisions: mayBeCniRevision,
};

/** The kinds that a file is expected to hold, and the listings that it gives. */
const FILES: ReadonlyMap<string, { kinds: readonly string[]; gives: Route; also?: Route }> =
  new Map([
    [pods.file, { kinds: ['Pod'], gives: ['pods'] }],
    [serviceAccounts.file, { kinds: ['ServiceAccount'], gives: ['serviceAccounts'] }],
    [namespaces.file, { kinds: ['Namespace'], gives: ['namespaces'] }],
    [nodes.file, { kinds: ['Node'], gives: ['nodes'] }],
    [policies.file, { kinds: ['SecurityGroupPolicy'], gives: ['policies'] }],
    [cniDaemonSet.file, { kinds: ['DaemonSet'], gives: ['cniDaemonSet'] }],
    [cniConfigMap.file, { kinds: ['ConfigMap'], gives: ['cniConfigMap'] }],
    [cniNodes.file, { kinds: ['CNINode'], gives: ['cniNodes'] }],
    [eniConfigs.file, { kinds: ['ENIConfig'], gives: ['eniConfigs'] }],
    [
      webhookConfigurations.file,
      {
        kinds: ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration'],
        gives: ['mutatingWebhooks', 'validatingWebhooks'],
      },
    ],
    [
      mutatingWebhooks.file,
      { kinds: ['MutatingWebhookConfiguration'], gives: ['mutatingWebhooks'] },
    ],
    [
      validatingWebhooks.file,
      { kinds: ['ValidatingWebhookConfiguration'], gives: ['validatingWebhooks'] },
    ],
    [replicaSets.file, { kinds: ['ReplicaSet'], gives: ['replicaSets'] }],
    [jobs.file, { kinds: ['Job'], gives: ['jobs', 'jobTemplates'] }],
    [deployments.file, { kinds: ['Deployment'], gives: ['deployments'] }],
    [statefulSets.file, { kinds: ['StatefulSet'], gives: ['statefulSets'] }],
    [daemonSets.file, { kinds: ['DaemonSet'], gives: ['daemonSets'], also: ['cniDaemonSet'] }],
    [cronJobs.file, { kinds: ['CronJob'], gives: ['cronJobs'] }],
    [cniRevisions.file, { kinds: ['ControllerRevision'], gives: ['cniRevisions'] }],
  ]);

const UNMODELLED = /^eks\/(list-addons|describe-addon-.+)$/;

/** Decodes the `eks` and `k8s` files of one cluster. */
export class ClusterDecoder {
  readonly #builders: Builders;

  constructor(intern: Interner) {
    this.#builders = buildersFor(intern);
  }

  /** Null for a file that podfence does not know. `source` is the file's whole path. */
  part(file: string, source: string): PartReader | null {
    const { cluster, cniAddon: addon } = this.#builders;
    if (file === addon.spec.file) return new ObjectPart(addon, source);
    if (file === cluster.spec.file || file.startsWith(`${cluster.spec.file}-`)) {
      return new ObjectPart(cluster, source);
    }
    const known = FILES.get(file);
    if (known === undefined) return UNMODELLED.test(file) ? new UnmodelledPart() : null;
    const expected: KubernetesFile = {
      kinds: known.kinds,
      sinks: this.#sinks(known.gives),
      also: this.#sinks(known.also ?? []),
      single: known.gives.every((name) => this.#builders[name].spec.form === 'object'),
    };
    return new KubernetesPart(expected, (kind, raw) => this.#sinksOf(kind, raw), source);
  }

  /** The listings that a file gives. */
  sinksFor(file: string): readonly ListingSink[] {
    const known = FILES.get(file);
    if (known !== undefined) return this.#sinks(known.gives);
    return this.allSinks().filter(({ spec }) => spec.file === file);
  }

  /** All listings of one service, or of all. */
  allSinks(service: string | null = null): readonly ListingSink[] {
    const sinks: readonly ListingSink[] = Object.values(this.#builders);
    return service === null
      ? sinks
      : sinks.filter(({ spec }) => spec.file.startsWith(`${service}/`));
  }

  /** What the DescribeCluster outputs of this folder describe: one cluster, unless several were put there. */
  describedClusters(): readonly EksCluster[] {
    return this.#builders.cluster.kept();
  }

  /** What is wrong with the DescribeCluster outputs of this folder. */
  describedGaps(): readonly Gap[] {
    return this.#builders.cluster.gaps();
  }

  /** Takes a description that lies in another folder. */
  describe(cluster: EksCluster, source: string): void {
    this.#builders.cluster.take(cluster, source);
  }

  /** Whether anything but descriptions of clusters was read. */
  get hasContent(): boolean {
    return this.allSinks().some((sink) => sink.touched && sink !== this.#builders.cluster);
  }

  /** `folder` is the folder of the cluster's files, `''` or ending in `/`. */
  build(identity: ClusterIdentity, folder: string, times: ReadTimes): ClusterSnapshot {
    const all = this.#builders;
    const built = <T>(builder: ListingBuilder<T>) =>
      builder.build(`${folder}${builder.spec.file}.json`, times);
    const cluster = built(all.cluster);
    return {
      ...identity,
      cluster: { ...cluster, items: cluster.items.filter((item) => item.name === identity.name) },
      cniAddon: built(all.cniAddon),
      pods: built(all.pods),
      serviceAccounts: built(all.serviceAccounts),
      namespaces: built(all.namespaces),
      nodes: built(all.nodes),
      policies: built(all.policies),
      cniDaemonSet: built(all.cniDaemonSet),
      cniConfigMap: built(all.cniConfigMap),
      cniNodes: built(all.cniNodes),
      eniConfigs: built(all.eniConfigs),
      webhooks: flattenListing(
        mergeListings([
          all.mutatingWebhooks.build(`${folder}${webhookConfigurations.file}.json`, times),
          all.validatingWebhooks.build(`${folder}${webhookConfigurations.file}.json`, times),
        ]),
      ),
      replicaSets: built(all.replicaSets),
      jobs: built(all.jobs),
      cniRevisions: built(all.cniRevisions),
      templates: mergeListings([
        built(all.deployments),
        built(all.statefulSets),
        built(all.daemonSets),
        built(all.cronJobs),
        built(all.jobTemplates),
      ]),
    };
  }

  #sinks(route: Route): readonly ListingSink[] {
    return route.map((name) => this.#builders[name]);
  }

  #sinksOf(kind: string, raw: unknown): readonly ListingSink[] | null {
    const route = ROUTES.get(kind);
    if (route === undefined) return null;
    return this.#sinks(route.filter((name) => WANTED[name]?.(raw) ?? true));
  }
}
