import { formatAddress } from '../net/index.ts';
import type { Evidence } from '../model/index.ts';
import { interfaceEvidence } from './pods/evidence.ts';
import { LINUX, unlessJudgeable } from './pods/judgeable.ts';
import { isOnItsBranch } from './pods/pod-address.ts';
import { definePodCheck } from './pods/pod-check.ts';
import { hasAnnotation, namesOf, type PodFacts } from './pods/pod-facts.ts';
import { POD_COMPLIANT, podUnknown, podViolation } from './pods/pod-outcome.ts';

const interfacesOf = ({ view }: PodFacts): readonly Evidence[] => {
  const worn = view.worn.state === 'known' ? [view.worn.interface] : [];
  const claimed = view.claim?.interface ? [view.claim.interface] : [];
  return [...new Set([...claimed, ...worn])].map(interfaceEvidence);
};

export const podUsesItsBranchEni = definePodCheck({
  id: 'pod-uses-its-branch-eni',
  reference: 'C-04',
  title: 'A pod with a branch ENI has the address of that ENI',
  severity: 'high',
  needs: ['pods'],
  uses: ['interfaces'],
  settles: 'start',
  before:
    'See that ENABLE_POD_ENI is true on aws-node, and that the first container carries the limit vpc.amazonaws.com/pod-eni.',
  messages: {
    elsewhere: {
      severity: 'high',
      text: 'Pod {pod} answers on {addresses}, not on its branch ENI {eni} ({named}): its real groups are {worn}.',
    },
  },
  judgePod(pod, _views, say) {
    const { view } = pod;
    const other = unlessJudgeable(pod, LINUX, hasAnnotation(pod));
    if (other !== null) return other;
    if (view.claim === null) return podUnknown([], 'malformed');
    const standing = isOnItsBranch(pod);
    if (standing === 'yes') return POD_COMPLIANT;
    if (standing !== 'no') return podUnknown([], 'interfaces-unseen');
    const { entry } = view.claim;
    const addresses = view.pod.ips.map(formatAddress);
    const worn = view.worn.state === 'known' ? view.worn.interface : null;
    const said = say('elsewhere', {
      pod: namesOf(pod),
      addresses,
      eni: entry.eniId,
      named: entry.addresses.map(formatAddress),
      worn: worn === null ? 'not known' : worn.groups,
    });
    return podViolation({
      said,
      expected: [entry.eniId, ...entry.addresses.map(formatAddress)],
      observed: [...(worn === null ? [] : [worn.id]), ...addresses],
      evidence: interfacesOf(pod),
    });
  },
  rationale:
    'The controller makes and annotates a branch ENI, and the CNI may still give the pod an ordinary address: when ENABLE_POD_ENI is false, or when another webhook puts a container before the one that carries the limit. The groups of the branch ENI then filter nothing.',
  unknownWhen:
    'The annotation cannot be read, or annotation and pod agree on an address and no listing shows the ENI.',
  remediation: {
    summary:
      'See that ENABLE_POD_ENI is true on aws-node and that the first container carries the limit vpc.amazonaws.com/pod-eni, then replace the pods.',
    commands: [
      'kubectl set env daemonset/aws-node --namespace kube-system --list',
      'kubectl rollout restart deployment/NAME --namespace NAMESPACE',
    ],
  },
  references: ['https://github.com/aws/amazon-vpc-cni-k8s/blob/master/pkg/ipamd/rpc_handler.go'],
  since: '0.1.0',
});
