import type { Entry, OutsideAddresses } from '../../access/index.ts';
import type { CniAgent, CniSettings, CniStage, DoorIngress, Variable } from '../../estate/index.ts';
import type { Pod, StoreArn, Webhook } from '../../model/index.ts';

/** What a check may read of the platform: the VPC CNI and the resource controller. */
export interface PlatformViews {
  readonly cni: CniView;
  readonly addon: AddonView;
  readonly webhooks: WebhooksView;
}

export interface CniView {
  /** aws-node's DaemonSet as it stands; `absent` only where it would have been seen. */
  readonly daemonSet:
    | { readonly state: 'seen'; readonly settings: CniSettings }
    | { readonly state: 'absent' }
    | { readonly state: 'unseen' };
  /** What runs on the nodes, by the name of the node. */
  readonly agents: readonly CniAgent[];
  /** All pods, and so all agents, were seen. */
  readonly areAgentsSeen: boolean;
  agentOn(nodeName: string): CniAgent | null;
  /** The revisions of the DaemonSet that are kept, oldest first; null where they were not all seen. */
  readonly history: readonly CniStage[] | null;
  /** The controller's settings, in the ConfigMap of the CNI; `absent` only where it would have been seen. */
  readonly configMap:
    | { readonly state: 'seen'; readonly data: ReadonlyMap<string, string> }
    | { readonly state: 'absent' }
    | { readonly state: 'unseen' };
  /** What the DaemonSet sets of a container; unseen where it was not seen. */
  variable(container: CniContainer, name: string): Variable;
}

/** aws-node, and its init container. */
export type CniContainer = 'node' | 'init';

/** The EKS add-on vpc-cni, and what is set of it. */
export type AddonView =
  | { readonly state: 'unseen'; readonly source: string }
  /** No answer of EKS is in the input, not even a refusal. */
  | { readonly state: 'not-asked' }
  /** The VPC CNI is not EKS's to manage. */
  | { readonly state: 'absent' }
  | {
      readonly state: 'seen';
      /** `ACTIVE`, or what EKS is doing with it. */
      readonly status: string | null;
      /** Null where it cannot be read. */
      readonly declared: Declared | null;
    };

/** The variables that are set, and what all of it makes of the CNI. */
export interface Declared {
  readonly variables: readonly {
    readonly container: CniContainer;
    readonly name: string;
    readonly value: string;
  }[];
  readonly settings: CniSettings;
}

/** The admission webhooks of the cluster. */
export interface WebhooksView {
  readonly complete: boolean;
  readonly all: readonly Webhook[];
  /** Whether a webhook is asked about objects of a namespace; null where the labels of the namespace were not seen. */
  isAskedAbout(webhook: Webhook, namespace: string): boolean | null;
  /** Whether a webhook is asked about a pod, in a namespace that it is asked about. */
  isAskedAboutPod(webhook: Webhook, pod: Pod): boolean | null;
  /** Of webhooks and namespaces, those that were not seen whole. */
  readonly missing: readonly string[];
}

/** Stores as the nodes of the cluster see them: by address, inside their VPC or not. */
export interface StoresByPlace {
  /** Doors that lie, or may lie, outside the IPv4 blocks of the cluster's VPC. */
  outsideDoors(): readonly OutsideDoor[];
}

/** A door of a store, or of an RDS Proxy in front of stores. */
export interface OutsideDoor {
  readonly arn: StoreArn;
  readonly name: string;
  readonly port: number;
  readonly ingress: DoorIngress;
  readonly outside: OutsideAddresses;
  /** Who of the cluster gets through, or may. */
  entries(): readonly Entry[];
}
