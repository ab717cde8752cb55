import type { PolicyView } from '../estate/index.ts';
import type { Evidence, Fix } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import type { Said, Say } from './contract/message.ts';
import { COMPLIANT, IDLE, NOT_JUDGED, unknown, violated } from './contract/outcome.ts';
import { agentEvidence, cniEvidence, policiesEvidence } from './platform/cni-evidence.ts';
import { type Failing, type Holding, inForce } from './platform/in-force.ts';
import { policyPods } from './platform/policy-pods.ts';
import { policyName } from './pods/evidence.ts';

const holding = ({ podEni }: { readonly podEni: boolean | null }): Holding =>
  podEni === null ? ['cni-config-unseen'] : podEni ? 'holds' : 'fails';

const MESSAGES = {
  off: {
    severity: 'high',
    text: 'The VPC CNI runs without ENABLE_POD_ENI: what {policies} declare for pods of {namespaces} is attached to none of them.',
  },
  lagging: {
    severity: 'high',
    text: 'The VPC CNI still runs without ENABLE_POD_ENI on {nodes}: what {policies} declare for pods of {namespaces} is attached to none that start there.',
  },
  absent: {
    severity: 'high',
    text: 'The VPC CNI (aws-node) does not run: what {policies} declare for pods of {namespaces} is attached to none of them.',
  },
} as const;

const FIX: Fix = {
  summary:
    'Turn ENABLE_POD_ENI on (in the configuration of the add-on, if EKS manages the CNI), let aws-node come to every node, then replace the pods.',
  commands: [
    'kubectl set env daemonset/aws-node --namespace kube-system ENABLE_POD_ENI=true',
    'kubectl rollout status daemonset/aws-node --namespace kube-system',
  ],
};

function tell(
  found: Failing,
  policies: readonly PolicyView[],
  namespaces: readonly string[],
  say: Say<typeof MESSAGES>,
): readonly [Said, observed: string, evidence: readonly [Evidence, ...Evidence[]]] {
  const where = { policies: policies.map(({ policy }) => policyName(policy)), namespaces };
  switch (found.state) {
    case 'fails':
      return [say('off', where), 'ENABLE_POD_ENI is off', [cniEvidence({ ENABLE_POD_ENI: false })]];
    case 'absent':
      return [say('absent', where), 'no aws-node', [{ kind: 'note', id: 'no aws-node' }]];
    case 'lagging':
      return [
        say('lagging', { ...where, nodes: found.agents.map(({ nodeName }) => nodeName) }),
        `nodes where ENABLE_POD_ENI is off: ${found.agents.length}`,
        [cniEvidence({ ENABLE_POD_ENI: false }, found.agents[0]), ...agentEvidence(found.agents)],
      ];
  }
}

export const podEniIsEnabled = defineCheck({
  id: 'pod-eni-is-enabled',
  reference: 'A-01',
  title: 'ENABLE_POD_ENI is on where policies declare groups',
  severity: 'high',
  over: 'cluster',
  needs: ['policies'],
  uses: ['pods', 'nodes', 'cni', 'cluster'],
  messages: MESSAGES,
  judge(_item, views, say) {
    const { policies, namespaces, unseen } = policyPods(views);
    if (policies.length === 0 && unseen.length === 0) return IDLE;
    const found = inForce(views.cni, views.cluster.now, holding);
    if (found.state === 'holds') return COMPLIANT;
    if (found.state === 'rolling') return NOT_JUDGED;
    if (found.state === 'unknown') return unknown(found.reasons, 'cni-config-unseen');
    if (policies.length === 0) return unknown(unseen, 'policies-unseen');
    const [said, observed, evidence] = tell(found, policies, namespaces, say);
    return violated({
      said: [said],
      expected: ['ENABLE_POD_ENI=true on every node'],
      observed: [observed],
      evidence: [...evidence, ...policiesEvidence(policies)],
      fix: FIX,
    });
  },
  rationale:
    'Without ENABLE_POD_ENI the VPC CNI ignores policies: every pod gets an address of its node and wears the groups of the node, whatever the controller has made for it. Nothing else says so.',
  unknownWhen:
    'The settings of aws-node were not seen or cannot be resolved, or pods or nodes were not all seen and the feature is off. While a change of aws-node is being rolled out nothing is decided.',
  remediation: {
    summary: 'Turn ENABLE_POD_ENI on, and replace the pods that ran without it.',
    commands: ['kubectl set env daemonset/aws-node --namespace kube-system ENABLE_POD_ENI=true'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-pods-deployment.html',
    'https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/ipamd/rpc_handler.go',
  ],
  since: '0.1.0',
});
