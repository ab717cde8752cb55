import type { JsonObject } from './json.ts';

// A chapter of the lab, said once: everything printed by the AWS CLI and kubectl follows from it.

export type NodeKey = 'a' | 'b' | 'c';

export interface RuleSpec {
  readonly protocol: 'tcp' | 'udp' | '-1';
  readonly port?: number;
  readonly peer: { readonly cidr: string } | { readonly group: string };
  readonly description?: string;
}

export interface GroupSpec {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly ingress: readonly RuleSpec[];
  readonly egress: readonly RuleSpec[];
}

/** A branch ENI of a node's trunk. */
export interface BranchSpec {
  readonly key: string;
  readonly node: NodeKey;
  readonly address: string;
  readonly vlan: number;
  /** Keys of the groups that it wears. */
  readonly groups: readonly string[];
  /** Deleted since: only the annotation of a finished pod still names it. */
  readonly deleted?: true;
}

export interface PodSpec {
  readonly node: NodeKey;
  readonly createdAt: string;
  /** An address out of one of the node's prefixes; without it `branch`, or the node's own. */
  readonly address?: string;
  readonly branch?: BranchSpec;
  /** `kubectl label pod …`, some time after the pod was created. */
  readonly labelled?: { readonly at: string; readonly labels: Readonly<Record<string, string>> };
  /** The containers ended well at this time. */
  readonly completedAt?: string;
  /** The container ends again and again. */
  readonly crashing?: true;
}

export interface RevisionSpec {
  readonly at: string;
  readonly containers: readonly JsonObject[];
  readonly annotations?: Readonly<Record<string, string>>;
}

/** A controller and its pods. The last revision is the current one. */
export interface WorkloadSpec {
  readonly kind: 'Deployment' | 'StatefulSet' | 'DaemonSet' | 'Job';
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly selector: Readonly<Record<string, string>>;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly serviceAccount: string;
  readonly revisions: readonly RevisionSpec[];
  readonly initContainers?: readonly JsonObject[];
  readonly volumes?: readonly JsonObject[];
  readonly hostNetwork?: true;
  readonly priorityClass?: 'system-node-critical' | 'system-cluster-critical';
  readonly pods: readonly PodSpec[];
}

/** A SecurityGroupPolicy. */
export interface PolicySpec {
  readonly namespace: string;
  readonly name: string;
  readonly podSelector: JsonObject;
  /** Keys of groups. */
  readonly groups: readonly string[];
  readonly createdAt: string;
  /** `kubectl edit` of the groups: generation 2. */
  readonly editedAt?: string;
}

/** A call that was refused when the snapshot was made: its file is missing. */
export interface DeniedCall {
  readonly file: string;
  readonly reason: string;
}

export interface Lab {
  readonly takenAt: string;
  readonly takenBy: string;
  readonly groups: readonly GroupSpec[];
  readonly branches: readonly BranchSpec[];
  readonly workloads: readonly WorkloadSpec[];
  readonly policies: readonly PolicySpec[];
  readonly denied: readonly DeniedCall[];
}
