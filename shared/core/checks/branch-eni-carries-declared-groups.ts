import { LINUX, unlessJudgeable } from './pods/judgeable.ts';
import { definePodCheck } from './pods/pod-check.ts';
import { hasAnnotation, mayBeDeclared } from './pods/pod-facts.ts';
import { POD_NOT_JUDGED, podUnknown } from './pods/pod-outcome.ts';
import { judgeWorn, WORN_MESSAGES } from './pods/worn-groups.ts';

export const branchEniCarriesDeclaredGroups = definePodCheck({
  id: 'branch-eni-carries-declared-groups',
  reference: 'C-01',
  title: 'A branch ENI carries exactly the security groups its policies declare',
  severity: 'high',
  needs: ['pods', 'policies', 'interfaces'],
  uses: ['rules'],
  settles: 'start',
  messages: WORN_MESSAGES,
  judgePod(pod, { rules }, say) {
    const { branch } = pod;
    const other = unlessJudgeable(pod, LINUX, hasAnnotation(pod));
    if (other !== null) return other;
    // Told by the check on branch ENIs without a policy.
    if (!mayBeDeclared(pod)) return POD_NOT_JUDGED;
    if (branch === null) return podUnknown([], 'malformed');
    if (branch.interface === null) return podUnknown([], 'interfaces-unseen');
    return judgeWorn(pod, branch.interface, rules.protectedGroups, say);
  },
  rationale:
    'A branch ENI gets its groups once, when it is made. Policies that change, labels that change and groups that somebody attaches by hand leave the pod with other access than is declared, until the pod is replaced.',
  unknownWhen:
    'The ENI is in no listing, the policies or ServiceAccounts were not all seen and the ENI wears a group that they may declare, or pods are missing from the list.',
  remediation: {
    summary: 'Replace the pods of the workload; if the ENI was changed by hand, find out by whom.',
    commands: ['kubectl rollout restart deployment/NAME --namespace NAMESPACE'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/provider/branch/provider.go',
  ],
  since: '0.1.0',
});
