import type { CniAgent, PolicyView } from '../../estate/index.ts';
import type { Evidence } from '../../model/index.ts';
import { firstOf, policyEvidence } from '../pods/evidence.ts';
import { printable } from '../../text/index.ts';

/** The DaemonSet of the VPC CNI, with what of its settings matters here. */
export const daemonSetEvidence = (
  settings: Readonly<Record<string, string | boolean | null>>,
): Evidence => ({ ...settings, kind: 'cni', id: 'kube-system/DaemonSet/aws-node' });

/** The nodes on which these aws-node pods run. */
export function agentEvidence([first, ...others]: readonly [CniAgent, ...CniAgent[]]): readonly [
  Evidence,
  ...Evidence[],
] {
  const all = [nodeEvidence(first), ...others.map(nodeEvidence)];
  return [nodeEvidence(first), ...firstOf('nodes', all).slice(1)];
}

const nodeEvidence = ({ nodeName, pod }: CniAgent): Evidence => ({
  kind: 'node',
  id: printable(nodeName),
  agent: printable(pod.name),
});

export const policiesEvidence = (policies: readonly PolicyView[]): readonly Evidence[] =>
  firstOf(
    'policies',
    policies.map(({ policy }) => policyEvidence(policy)),
  );
