import type { CniAgent, CniSettings, CniStage } from '../../estate/index.ts';

/** What a check may read of the platform: the VPC CNI and the resource controller. */
export interface PlatformViews {
  readonly cni: CniView;
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
}
