import type { PodWiring, Via } from '../identity/index.ts';
import type { Grants, SelectingDocuments } from '../intent/index.ts';
import type { IpAddress, IpSet } from '../net/index.ts';
import type { PodClass } from '../policy/index.ts';
import type {
  AccountId,
  AwsScope,
  ClusterSnapshot,
  CniEnvironment,
  DataStoreAccess,
  EpochMs,
  Gap,
  GroupId,
  Input,
  InstanceId,
  InterfaceId,
  NetworkInterface,
  Node,
  Pod,
  PodEniEntry,
  Policy,
  ProxyPath,
  Rule,
  Store,
  StoreArn,
  StoreDoor,
  SubnetId,
  UnknownReason,
  VpcId,
  WorkloadTemplate,
} from '../model/index.ts';
import type { Network, Target } from '../reach/index.ts';
import type { Settings } from '../settings/index.ts';
import type { ReadReference } from './rule-references.ts';

/** What the policies of the pod's namespace declare for it. Interned: equal inputs share one object. */
export interface Declaration {
  /** Policies whose selectors match for certain, sorted by name: for every class of pod. */
  readonly matched: readonly Policy[];
  /** Policies that could not be decided: the ServiceAccount was not seen. */
  readonly undecided: readonly Policy[];
  /** Sorted union of the groups of `matched`; empty for classes to which policies never apply. */
  readonly groups: readonly GroupId[];
  /** False when more groups may be declared than were seen; `reasons` say why. */
  readonly complete: boolean;
  readonly reasons: readonly UnknownReason[];
}

/** What the pod shows on the wire toward destinations inside its VPC. */
export type Worn =
  | {
      readonly state: 'known';
      readonly via: Exclude<Via, 'unknown'>;
      readonly interface: NetworkInterface;
      /** The addresses that the pod presents on it, IPv4 first. */
      readonly addresses: readonly IpAddress[];
    }
  | { readonly state: 'none' } // no address yet, or no longer on the wire
  | { readonly state: 'unknown'; readonly reasons: readonly [UnknownReason, ...UnknownReason[]] };

/** The interface that annotation entry 0 claims; `interface` is null when no listing shows it. */
export interface Claim {
  readonly entry: PodEniEntry;
  readonly interface: NetworkInterface | null;
}

export interface PodView {
  readonly pod: Pod;
  readonly class: PodClass;
  readonly workload: WorkloadView;
  readonly node: NodeView | null;
  readonly declaration: Declaration;
  /** What documents of intent grant it. */
  readonly grants: Grants;
  /** Running or Terminating, with an address. */
  readonly onWire: boolean;
  readonly worn: Worn;
  readonly claim: Claim | null;
  /** What decides the identity that it presents to each destination. */
  readonly wiring: PodWiring;
}

export interface WorkloadView {
  readonly cluster: ClusterView;
  readonly namespace: string;
  /** `Kind/name`. */
  readonly name: string;
  readonly pods: readonly PodView[];
}

/** The pod template of a workload, and what policies declare for the pods that are made of it. */
export interface TemplateView {
  readonly template: WorkloadTemplate;
  /** The workload of its pods, as `Kind/name`: a Job's is the CronJob that made it. */
  readonly workload: string;
  readonly class: PodClass;
  /** Policies that match for certain, sorted by name. */
  readonly matched: readonly Policy[];
  /** Policies that could not be decided: the ServiceAccount was not seen, or is not there. */
  readonly undecided: readonly Policy[];
  /** Sorted union of the groups of `matched`; empty for classes to which policies never apply. */
  readonly groups: readonly GroupId[];
}

export interface PolicyView {
  readonly policy: Policy;
  readonly status: 'active' | 'inert' | 'invalid';
  readonly reason: string | null;
  /** Sorted, without duplicates. */
  readonly groups: readonly GroupId[];
  /** Matched pods that are not Succeeded or Failed. */
  readonly pods: readonly PodView[];
  readonly templates: readonly TemplateView[];
  /** What it may match beside these: a ServiceAccount was not seen. */
  readonly undecidedPods: readonly PodView[];
  readonly undecidedTemplates: readonly TemplateView[];
}

export interface NodeView {
  readonly node: Node;
  readonly instanceId: InstanceId | null;
  /** `eks.amazonaws.com/nodegroup`, `karpenter.sh/nodepool`, else instance type, else `unknown`. */
  readonly nodeGroup: string;
  readonly primary: NetworkInterface | null;
  readonly trunk: NetworkInterface | null;
  /** Settings of the aws-node pod that runs on the node now. */
  readonly cni: CniSettings;
  /** When that aws-node pod started. */
  readonly cniStartedAt: EpochMs | null;
  /** The primary's groups, or those of the node's ENIConfig: what a branch without policy falls back to. */
  readonly fallbackGroups: readonly GroupId[] | null;
  readonly isAutoMode: boolean;
  /** An EC2 instance with Linux that is not of Auto Mode: where the VPC CNI and the controller serve pods. */
  readonly isEc2Linux: boolean;
}

/** What aws-node ran with from a revision of its DaemonSet on. */
export interface CniStage {
  readonly createdAt: EpochMs | null;
  /** Rises with every change of the DaemonSet; one that is rolled back to keeps its age and gets a new number. */
  readonly revision: number | null;
  readonly settings: CniSettings;
}

/** The VPC CNI on one node: its youngest aws-node pod, and what that runs with. */
export interface CniAgent {
  readonly nodeName: string;
  readonly pod: Pod;
  readonly settings: CniSettings;
}

/** Settings of the VPC CNI that decide identities; `null` means not seen or not resolvable. */
export interface CniSettings {
  readonly podEni: boolean | null;
  readonly mode: 'strict' | 'standard' | null;
  readonly externalSnat: boolean | null;
  /** Null when not seen. `everything` when 0.0.0.0/0 is excluded. */
  readonly excludedFromSnat: IpSet | null;
  readonly customNetworking: boolean | null;
  readonly v4Egress: boolean | null;
  /** TCP early demux is on, as the kernel has it: kubelet's TCP probes do not reach pods in strict mode. */
  readonly tcpEarlyDemux: boolean | null;
  readonly environment: CniEnvironment | null;
}

/** A branch interface of this cluster and who claims it. */
export interface BranchView {
  readonly interface: NetworkInterface;
  /** Pods whose annotation (entry 0) names it, or that answer on one of its addresses; ended pods left out. */
  readonly claimants: readonly PodView[];
  /** Ended pods (Succeeded, Failed) whose annotation still names it, and later entries of any annotation. */
  readonly lingering: readonly PodView[];
  readonly node: NodeView | null;
}

export interface ClusterView {
  readonly arn: string;
  readonly name: string;
  readonly region: string | null;
  readonly accountId: AccountId | null;
  readonly vpcId: VpcId | null;
  readonly clusterGroupId: GroupId | null;
  readonly ipFamily: 'ipv4' | 'ipv6' | null;
  readonly isAutoMode: boolean;
  readonly enforcingMode: 'strict' | 'standard' | 'mixed' | 'unknown';
  /** Settings of the DaemonSet as it stands; those of a pod are in its `wiring`. */
  readonly cni: CniSettings;
  /** One for each node on which aws-node was seen, by the name of the node. */
  readonly agents: readonly CniAgent[];
  /** The revisions of aws-node that are kept, oldest first; null where they were not all seen. */
  readonly cniHistory: readonly CniStage[] | null;
  /** `branch-eni-cooldown`, in milliseconds (60 s by default, at least 30 s). */
  readonly cooldownMs: number;
  readonly pods: readonly PodView[];
  readonly workloads: readonly WorkloadView[];
  readonly policies: readonly PolicyView[];
  /** By namespace and workload. */
  readonly templates: readonly TemplateView[];
  readonly nodes: readonly NodeView[];
  readonly branches: readonly BranchView[];
  /** Groups worn by the nodes' primary and trunk interfaces and by ENIConfigs, without the cluster group. */
  readonly nodeGroups: ReadonlySet<GroupId>;
  /** Subnets in which pods or nodes of this cluster have addresses. */
  readonly subnetIds: ReadonlySet<SubnetId>;
  readonly snapshot: ClusterSnapshot;
  readonly aws: AwsScope;
}

/** Group ids that a door's effective ingress names at its port, with the rules that name them. */
export interface DoorIngress {
  /** Every rule of the door's groups that admits TCP at the port and is not stale. */
  readonly rules: readonly Rule[];
  /** Those that match nobody any more: the group is deleted, or the peering is not active. */
  readonly ineffective: readonly Rule[];
  readonly referencedGroups: ReadonlySet<GroupId>;
  /** False when a group of the store, or its rules, were not seen. */
  readonly complete: boolean;
  readonly reasons: readonly UnknownReason[];
}

export interface DoorView {
  readonly door: StoreDoor;
  readonly target: Target;
  readonly ingress: DoorIngress;
}

/** A proxy on the way to a store: pod → endpoint, then the proxy's groups → the store's door. */
export interface ProxyView {
  readonly path: ProxyPath;
  readonly endpoints: readonly { readonly store: Store; readonly doors: readonly DoorView[] }[];
}

export interface StoreView {
  readonly store: Store;
  /** Documents of intent that select it. */
  readonly documents: SelectingDocuments;
  readonly doors: readonly DoorView[];
  readonly proxies: readonly ProxyView[];
  readonly candidates: readonly NetworkInterface[];
  /** Why it may listen on ports that are not among the doors; empty when it does not. */
  readonly unseenPorts: readonly UnknownReason[];
  /** Why it may answer in fewer families than its doors show; empty when it does not. */
  readonly unseenFamilies: readonly UnknownReason[];
}

/** A document of intent, with what it is about here. */
export interface DocumentView {
  readonly document: DataStoreAccess;
  /** Stores that it surely selects, sorted by ARN. */
  readonly stores: readonly StoreView[];
  /** Everything that it may be about was seen: what it does not select is not there. */
  readonly isWhole: boolean;
  /** Parts of it that surely select nothing, as `spec.allow[1]`. */
  readonly idle: readonly string[];
}

export interface Estate {
  readonly takenAt: EpochMs;
  readonly now: EpochMs;
  readonly clusters: readonly ClusterView[];
  /** Sorted by ARN. */
  readonly stores: readonly StoreView[];
  /** Reasons why stores may exist that were not seen, by source; empty when every listing is complete. */
  readonly storeGaps: readonly { readonly source: string; readonly scope: AwsScope }[];
  /** Proxies whose targets were not seen: any store of their VPC may be behind them. */
  readonly unassignedProxies: readonly ProxyView[];
  readonly network: Network;
  readonly interfaces: ReadonlyMap<InterfaceId, NetworkInterface>;
  /** Group → interfaces that wear it. */
  readonly wearers: ReadonlyMap<GroupId, readonly NetworkInterface[]>;
  /** What has become of the group that a rule references. */
  readonly referenceOf: ReadReference;
  /** Groups that a store's ingress admits at its port, that a store carries, or that the configuration names. */
  readonly protectedGroups: ReadonlySet<GroupId>;
  readonly settings: Settings;
  /** Documents that close stores, in the order of their names. */
  readonly intents: readonly DataStoreAccess[];
  /** The same, with what they select. */
  readonly documents: readonly DocumentView[];
  readonly scopes: readonly AwsScope[];
  readonly gaps: readonly Gap[];
  readonly inputs: readonly Input[];
  storeByArn(arn: StoreArn): StoreView | null;
}
