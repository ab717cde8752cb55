import type { WorkloadView } from '../estate/index.ts';
import type { Evidence, Fix } from '../model/index.ts';
import { printable } from './contract/message.ts';
import { definePodCheck } from './pods/pod-check.ts';
import { hasAnnotation, namesOf, type PodFacts } from './pods/pod-facts.ts';
import {
  POD_COMPLIANT,
  POD_IDLE,
  POD_NOT_APPLICABLE,
  POD_NOT_JUDGED,
  podUnknown,
  podViolation,
} from './pods/pod-outcome.ts';
import { shellWord } from '../text/index.ts';

function nodeEvidence({ view: { node, pod } }: PodFacts): readonly Evidence[] {
  if (pod.nodeName === null) return [];
  const seen =
    node === null
      ? {}
      : { trunk: node.trunk?.id ?? null, allocatable: node.node.allocatablePodEni };
  return [{ kind: 'node', id: printable(pod.nodeName), ...seen }];
}

const lookAtEvents = ({ namespace, name }: WorkloadView, podNames: readonly string[]): Fix => ({
  summary: `Look at the events of the pods of ${printable(name)}: BranchAllocationFailed says whether a group does not exist, the quota of groups on an interface is exceeded, the cluster role lacks a permission or the subnet has no address left.`,
  commands: podNames.map(
    (pod) => `kubectl describe pod ${shellWord(pod)} --namespace ${shellWord(namespace)}`,
  ),
});

export const branchEniIsAllocated = definePodCheck({
  id: 'branch-eni-is-allocated',
  reference: 'C-10',
  title: 'A pod that requests a branch ENI gets one in time',
  severity: 'medium',
  needs: ['pods'],
  settles: 'allocation',
  fix: lookAtEvents,
  messages: {
    stuck: {
      severity: 'medium',
      text: 'Pod {pod} waits on node {node} for a branch ENI that it requests and has not got.',
    },
  },
  judgePod(pod, _views, say) {
    const { stage, view } = pod;
    const { eniRequests, nodeName } = view.pod;
    if (view.class !== 'linux' || stage === 'ended') return POD_NOT_APPLICABLE;
    if (stage === 'leaving') return POD_NOT_JUDGED;
    if (eniRequests === 0) return POD_IDLE;
    if (hasAnnotation(pod)) return POD_COMPLIANT;
    // What a pod runs with that never got one is asked by other checks.
    if (stage === 'running') return POD_IDLE;
    if (stage === 'unclear') return podUnknown([], 'identity-unknown');
    // It waits for a node, not for an ENI.
    if (nodeName === null) return POD_NOT_JUDGED;
    if (pod.isAutoMode !== 'no') return podUnknown([], 'unsupported');
    return podViolation({
      said: say('stuck', { pod: namesOf(pod), node: nodeName }),
      expected: ['a branch ENI'],
      observed: ['none'],
      evidence: nodeEvidence(pod),
    });
  },
  rationale:
    'A pod whose branch ENI cannot be made stays in ContainerCreating. The controller tries five times and then every half hour, so that a missing group or an exceeded quota shows as pods that never start.',
  unknownWhen:
    'The phase of the pod is not known, its node is or may be one of EKS Auto Mode, or pods are missing from the list.',
  remediation: {
    summary:
      'Look at the events of the pod: BranchAllocationFailed names the group, quota, permission or subnet.',
    commands: ['kubectl describe pod NAME --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/docs/troubleshooting.md',
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
  ],
  since: '0.1.0',
});
