import type { Evidence, GroupId } from '../model/index.ts';
import { interfaceEvidence, policyName } from './pods/evidence.ts';
import { LINUX, unlessJudgeable } from './pods/judgeable.ts';
import { definePodCheck } from './pods/pod-check.ts';
import {
  isDeclarationExact,
  mayBeDeclared,
  namesOf,
  type PodFacts,
  sameGroups,
} from './pods/pod-facts.ts';
import { POD_COMPLIANT, podUnknown, podViolation } from './pods/pod-outcome.ts';

const wornGroups = ({ view }: PodFacts): readonly GroupId[] | null =>
  view.worn.state === 'known' ? view.worn.interface.groups : null;

const wornEvidence = ({ view }: PodFacts): readonly Evidence[] =>
  view.worn.state === 'known' ? [interfaceEvidence(view.worn.interface)] : [];

export const matchedPodHasBranchEni = definePodCheck({
  id: 'matched-pod-has-branch-eni',
  reference: 'C-02',
  title: 'A pod that a policy matches has a branch ENI',
  severity: 'high',
  needs: ['pods', 'policies'],
  settles: 'start',
  messages: {
    none: {
      severity: 'high',
      text: 'Pod {pod} has no branch ENI for {groups}, declared by {policies}: it wears {worn}.',
    },
  },
  judgePod(pod, _views, say) {
    const { view, branch, declared, declarationReasons } = pod;
    const other = unlessJudgeable(pod, LINUX, mayBeDeclared(pod));
    if (other !== null) return other;
    if (branch !== null && declared.length > 0) return POD_COMPLIANT;
    if (view.pod.podEni.state === 'malformed') return podUnknown([], 'malformed');
    const worn = wornGroups(pod);
    // Auto Mode wires pods in another way, without limit and annotation; only the result can be seen.
    if (pod.isAutoMode !== 'no') {
      const isWorn = worn !== null && isDeclarationExact(pod) && sameGroups(worn, declared);
      return isWorn && pod.isAutoMode === 'yes'
        ? POD_COMPLIANT
        : podUnknown(declarationReasons, 'unsupported');
    }
    if (declared.length === 0) return podUnknown(declarationReasons, 'policies-unseen');
    const said = say('none', {
      pod: namesOf(pod),
      policies: view.declaration.matched.map(policyName),
      groups: declared,
      worn: worn ?? 'groups that were not seen',
    });
    return podViolation({
      said,
      expected: declared,
      observed: worn ?? [],
      evidence: wornEvidence(pod),
    });
  },
  rationale:
    'The webhook that requests the branch ENI fails open, and it looks at a pod only when the pod is made. A pod that it missed runs with the groups of its node, which are usually wider.',
  unknownWhen:
    'A policy may match and its ServiceAccount was not seen, the policies were not all seen, the annotation cannot be read, or the pod runs on EKS Auto Mode, has no branch ENI and wears other groups than declared: when Auto Mode gives a pod one is not published.',
  remediation: {
    summary: 'Replace the pods of the workload while the policy exists and the webhook answers.',
    commands: ['kubectl rollout restart deployment/NAME --namespace NAMESPACE'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/webhooks/core/pod_webhook.go',
  ],
  since: '0.1.0',
});
