import type { CniAgent, PolicyView } from '../../estate/index.ts';
import type { Evidence } from '../../model/index.ts';
import { firstOf, policyEvidence } from '../pods/evidence.ts';
import { printable } from '../../text/index.ts';

/** What of the settings of the VPC CNI matters here: those of its DaemonSet, or of one pod of it. */
export const cniEvidence = (
  settings: Readonly<Record<string, string | boolean | null>>,
  agent?: CniAgent,
): Evidence => ({
  ...settings,
  kind: 'cni',
  id:
    agent === undefined
      ? 'kube-system/DaemonSet/aws-node'
      : printable(`${agent.pod.namespace}/Pod/${agent.pod.name}`),
});

/** The nodes on which these aws-node pods run. */
export const agentEvidence = (agents: readonly CniAgent[]): readonly Evidence[] =>
  firstOf(
    'nodes',
    agents.map(({ nodeName, pod }): Evidence => ({
      kind: 'node',
      id: printable(nodeName),
      agent: printable(pod.name),
    })),
  );

export const policiesEvidence = (policies: readonly PolicyView[]): readonly Evidence[] =>
  firstOf(
    'policies',
    policies.map(({ policy }) => policyEvidence(policy)),
  );
