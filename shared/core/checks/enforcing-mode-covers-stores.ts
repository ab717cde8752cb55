import type { CniAgent, CniSettings, PolicyView } from '../estate/index.ts';
import type { Fix } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import type { Said, Say } from './contract/message.ts';
import {
  COMPLIANT,
  IDLE,
  NOT_JUDGED,
  type Outcome,
  unknown,
  violated,
} from './contract/outcome.ts';
import type { CniView } from './contract/platform-views.ts';
import { agentEvidence, cniEvidence, policiesEvidence } from './platform/cni-evidence.ts';
import { type Failing, inForce } from './platform/in-force.ts';
import { doorEvidence, modeSettings, namesOf } from './platform/mode-evidence.ts';
import type { ModeFaults } from './platform/mode-faults.ts';
import { faultReader, holdingOf, modeScene, needsNoMode } from './platform/mode-scene.ts';
import { policyPods } from './platform/policy-pods.ts';

const MESSAGES = {
  closed: {
    severity: 'high',
    text: 'Groups that policies give to pods are meant to open {stores}, outside the VPC, where the CNI in standard mode puts the node in the place of every pod ({where}): they are never presented there.',
  },
  open: {
    severity: 'medium',
    text: 'Pods with branch ENIs reach {stores}, outside the VPC, as their nodes, because the CNI runs in standard mode ({where}): what policies declare for them does not hold there.',
  },
} as const;

const FIX: Fix = {
  summary:
    'Run the CNI in strict mode, or keep the addresses of these stores out of source NAT (AWS_VPC_K8S_CNI_EXCLUDE_SNAT_CIDRS, or AWS_VPC_K8S_CNI_EXTERNALSNAT with NAT gateways), then replace the pods. Before that see that probes and node-local services work in strict mode. If standard mode is meant to be, approve the cluster in the configuration.',
  commands: [
    'kubectl set env daemonset/aws-node --namespace kube-system POD_SECURITY_GROUP_ENFORCING_MODE=strict',
  ],
};

function tell(
  { closed, open }: ModeFaults,
  where: string | readonly string[],
  say: Say<typeof MESSAGES>,
): readonly Said[] {
  return [
    ...(closed.length > 0 ? [say('closed', { stores: namesOf(closed), where })] : []),
    ...(open.length > 0 ? [say('open', { stores: namesOf(open), where })] : []),
  ];
}

interface Where {
  readonly nodes: readonly CniAgent[];
  readonly settings: CniSettings;
}

/** Where it fails, and what the CNI runs with there; null where no CNI runs. */
function whereOf(found: Failing, { daemonSet }: CniView): Where | null {
  if (found.state === 'lagging') {
    return { nodes: found.agents, settings: found.agents[0].settings };
  }
  if (found.state === 'absent' || daemonSet.state !== 'seen') return null;
  return { nodes: [], settings: daemonSet.settings };
}

function breach(
  { nodes, settings }: Where,
  faults: ModeFaults,
  policies: readonly PolicyView[],
  say: Say<typeof MESSAGES>,
): Outcome {
  const names = nodes.map(({ nodeName }) => nodeName);
  const [first, ...others] = tell(faults, names.length > 0 ? names : 'on every node', say);
  if (first === undefined) return NOT_JUDGED;
  const running = modeSettings(settings);
  return violated({
    said: [first, ...others],
    expected: ['pods that present their own groups to every store'],
    observed: Object.entries(running).map(([name, value]) => `${name}=${value}`),
    evidence: [
      cniEvidence(running, nodes[0]),
      ...agentEvidence(nodes),
      ...doorEvidence([...faults.closed, ...faults.open]),
      ...policiesEvidence(policies),
    ],
    fix: FIX,
  });
}

export const enforcingModeCoversStores = defineCheck({
  id: 'enforcing-mode-covers-stores',
  reference: 'A-03',
  title: 'The enforcing mode applies pod groups toward every protected store',
  severity: 'medium',
  over: 'cluster',
  needs: ['policies'],
  uses: ['pods', 'nodes', 'interfaces', 'cni', 'stores', 'cluster'],
  messages: MESSAGES,
  judge(item, views, say) {
    const { cni, cluster, settings } = views;
    const approved = settings.allow.standardMode;
    if (approved.includes(cluster.arn) || approved.includes(cluster.name)) return IDLE;
    const concerned = policyPods(views);
    // Addresses of IPv6 are never translated.
    if (item.ipFamily === 'ipv6' || needsNoMode(item, concerned, views)) return IDLE;
    const faultsOf = faultReader(modeScene(item, concerned, views));
    const found = inForce(cni, cluster.now, (one) => holdingOf(faultsOf(one)));
    if (found.state === 'holds') return COMPLIANT;
    if (found.state === 'unknown') return unknown(found.reasons, 'cni-config-unseen');
    if (found.state === 'rolling') return NOT_JUDGED;
    const where = whereOf(found, cni);
    return where === null
      ? NOT_JUDGED
      : breach(where, faultsOf(where.settings), concerned.policies, say);
  },
  rationale:
    'In standard mode a packet that leaves the VPC’s own address ranges takes the primary interface and address of its node, unless source NAT is off or the range is excluded. A data store in a peered VPC then sees the node: a rule for the group of the pods admits nobody, and one that admits the node admits every pod on it. Stores inside the VPC are not concerned.',
  unknownWhen:
    'The settings of aws-node, the address ranges, the rules or the stores were not all seen, and the settings do not rule the fault out by themselves. While a change of aws-node is being rolled out nothing is decided. This is about the settings alone: pods that are wired by earlier ones are told by R-14 and A-04.',
  remediation: {
    summary:
      'Run the CNI in strict mode or leave the stores out of source NAT, and replace the pods.',
    commands: FIX.commands,
  },
  references: [
    'https://github.com/aws/amazon-vpc-cni-k8s#pod_security_group_enforcing_mode-v1110',
    'https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html',
  ],
  since: '0.1.0',
});
