import type { IpAddress } from '../net/index.ts';
import type { EpochMs, GroupId, InstanceId, InterfaceId, SubnetId } from './ids.ts';
import type { FieldOwner, Labels, LabelSelector } from './labels.ts';

/** A controller reference: the owner that Kubernetes itself calls the controller, else the first owner. */
export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
}

/** One entry of the annotation `vpc.amazonaws.com/pod-eni` (keys are read in any case, as Go reads them). */
export interface PodEniEntry {
  readonly eniId: InterfaceId;
  readonly mac: string | null;
  readonly addresses: readonly IpAddress[];
  readonly vlanId: number | null;
  readonly subnetCidr: string | null;
  readonly associationId: string | null;
}

/** What the annotation says. Only entry 0 is wired into the pod; later ones are informational. */
export type PodEniAnnotation =
  | { readonly state: 'absent' }
  | { readonly state: 'malformed'; readonly detail: string }
  | { readonly state: 'present'; readonly entries: readonly [PodEniEntry, ...PodEniEntry[]] };

/** Environment value: a literal, or a reference that has to be resolved elsewhere. */
export type EnvValue =
  | { readonly kind: 'literal'; readonly value: string }
  | { readonly kind: 'config-map'; readonly name: string; readonly key: string }
  | { readonly kind: 'unresolvable'; readonly detail: string };

/** The environment of aws-node's two containers. `opaque` when `envFrom` may set what is not listed. */
export interface CniEnvironment {
  readonly node: ReadonlyMap<string, EnvValue>;
  readonly init: ReadonlyMap<string, EnvValue>;
  readonly opaque: boolean;
}

export interface Pod {
  readonly uid: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly owner: OwnerReference | null;
  readonly createdAt: EpochMs | null;
  readonly deletedAt: EpochMs | null;
  /** managedFields entries that own labels; empty when kubectl hid them. */
  readonly labelOwners: readonly FieldOwner[];
  /** False when the object carries no managedFields at all (hidden by kubectl): label history is not knowable. */
  readonly managedFieldsSeen: boolean;
  readonly podEni: PodEniAnnotation;
  /** `fargate.amazonaws.com/pod-sg`, verbatim. */
  readonly fargatePodSg: string | null;
  /** `k8s.amazonaws.com/nicConfig`, verbatim: a pod with more interfaces than its status shows. */
  readonly nicConfig: string | null;
  readonly nodeName: string | null;
  readonly serviceAccountName: string | null;
  readonly hostNetwork: boolean;
  /** nodeSelector values of `kubernetes.io/os` and `beta.kubernetes.io/os`. */
  readonly osSelectors: readonly string[];
  /** containers[0].resources.limits has a name that starts with `vpc.amazonaws.com/pod-eni`: all that ipamd looks at. */
  readonly firstContainerWantsEni: boolean;
  /** Sum of requests (else limits) of `vpc.amazonaws.com/pod-eni` over all containers: what the controller counts. */
  readonly eniRequests: number;
  readonly phase: string;
  readonly ready: boolean;
  readonly ips: readonly IpAddress[];
  readonly startedAt: EpochMs | null;
  readonly scheduledAt: EpochMs | null;
  /** Environment, for pods of the aws-node DaemonSet only. */
  readonly cni: CniEnvironment | null;
}

export interface ServiceAccount {
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly createdAt: EpochMs | null;
  readonly labelOwners: readonly FieldOwner[];
  readonly managedFieldsSeen: boolean;
}

export interface Namespace {
  readonly name: string;
  readonly labels: Labels;
}

export interface Node {
  readonly name: string;
  readonly labels: Labels;
  /** From `spec.providerID` (`aws:///az/i-…`); null for Fargate, hybrid or unreadable ones. */
  readonly instanceId: InstanceId | null;
  readonly providerId: string | null;
  readonly addresses: readonly IpAddress[];
  readonly createdAt: EpochMs | null;
  /** `status.allocatable["vpc.amazonaws.com/pod-eni"]`. */
  readonly allocatablePodEni: number | null;
  readonly instanceType: string | null;
  readonly annotations: { readonly eniConfig: string | null };
}

/** A SecurityGroupPolicy (`vpcresources.k8s.aws/v1beta1`). */
export interface Policy {
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly generation: number | null;
  readonly createdAt: EpochMs | null;
  /** Absent is null; present and empty selects everything. `'malformed'` is a selector of the wrong JSON type. */
  readonly podSelector: LabelSelector | 'malformed' | null;
  readonly serviceAccountSelector: LabelSelector | 'malformed' | null;
  /** Verbatim: neither trimmed, split nor case-folded; duplicates and empty ids are kept. */
  readonly groupIds: readonly GroupId[];
  readonly fieldOwners: readonly FieldOwner[];
  /**
   * `kubectl.kubernetes.io/last-applied-configuration` carries `serviceAccountSelector.matchNames`. Null without a
   * readable annotation: server-side apply writes none.
   */
  readonly lastAppliedMatchNames: boolean | null;
}

/** A CNINode: what the controllers know of one node's trunk. */
export interface CniNode {
  readonly name: string;
  readonly features: ReadonlyMap<string, string>;
  readonly managedBy: string | null;
  readonly trunkInterfaceId: InterfaceId | null;
  readonly branches: readonly {
    readonly id: InterfaceId;
    readonly groups: readonly GroupId[];
    readonly cidrs: readonly string[];
  }[];
}

export interface EniConfig {
  readonly name: string;
  readonly subnetId: SubnetId | null;
  readonly groups: readonly GroupId[];
}

/** ReplicaSets and Jobs: one link of an owner chain, and the labels of the pod template. */
export interface OwnerObject {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly uid: string;
  readonly owner: OwnerReference | null;
  readonly templateLabels: Labels | null;
}

/** A workload's pod template: decides whether a policy that matches no pod now would match one later. */
export interface WorkloadTemplate {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly labels: Labels;
  readonly serviceAccountName: string | null;
  readonly hostNetwork: boolean;
  readonly osSelectors: readonly string[];
}

export interface Webhook {
  readonly kind: 'mutating' | 'validating';
  readonly configuration: string;
  readonly name: string;
  readonly failurePolicy: string | null;
  readonly timeoutSeconds: number | null;
  /** Null selects everything, as an empty one does. */
  readonly namespaceSelector: LabelSelector | null;
  readonly objectSelector: LabelSelector | null;
  /** Objects are left out by expressions, which are not evaluated here. */
  readonly hasMatchConditions: boolean;
  /** What is done to pods that it is asked about. */
  readonly podOperations: readonly PodOperation[];
}

export type PodOperation = 'CREATE' | 'UPDATE';

/** A revision of the aws-node DaemonSet: proof that the settings did not change between two of its pods. */
export interface CniRevision {
  readonly name: string;
  readonly revision: number | null;
  readonly createdAt: EpochMs | null;
  readonly cni: CniEnvironment;
}

/** The DaemonSet aws-node as it stands now. */
export interface CniDaemonSet {
  readonly cni: CniEnvironment;
  readonly generation: number | null;
  readonly image: string | null;
}

/** `kube-system/amazon-vpc-cni`, verbatim values. */
export interface CniConfigMap {
  readonly name: string;
  readonly data: ReadonlyMap<string, string>;
}

/** DescribeCluster. */
export interface EksCluster {
  readonly arn: string;
  readonly name: string;
  readonly vpcId: string | null;
  readonly clusterGroupId: GroupId | null;
  readonly additionalGroupIds: readonly GroupId[];
  readonly ipFamily: 'ipv4' | 'ipv6' | null;
  readonly version: string | null;
  readonly platformVersion: string | null;
  readonly roleArn: string | null;
  readonly autoMode: boolean;
  readonly remoteNetworks: boolean;
}

/** DescribeAddon of vpc-cni. */
export interface CniAddon {
  readonly status: string | null;
  readonly version: string | null;
  readonly configuration: AddonConfiguration;
}

/** What the user has set of the add-on, and nothing of its defaults: the environment of aws-node's two containers. */
export type AddonConfiguration =
  | { readonly state: 'none' }
  | { readonly state: 'malformed' }
  | {
      readonly state: 'read';
      readonly node: ReadonlyMap<string, string>;
      readonly init: ReadonlyMap<string, string>;
    };
