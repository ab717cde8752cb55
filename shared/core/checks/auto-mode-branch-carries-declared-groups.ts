import { LINUX, unlessJudgeable } from './pods/judgeable.ts';
import { definePodCheck } from './pods/pod-check.ts';
import { hasAnnotation, mayBeDeclared, type PodFacts } from './pods/pod-facts.ts';
import { POD_IDLE, POD_NOT_JUDGED, podUnknown } from './pods/pod-outcome.ts';
import { judgeWorn, WORN_MESSAGES } from './pods/worn-groups.ts';

const mayStandOnBranch = ({ view: { worn } }: PodFacts): boolean =>
  worn.state === 'unknown' || (worn.state === 'known' && worn.via === 'branch');

/**
 * Auto Mode annotates nothing: a pod whose annotation names an interface is another controller's, and judged by it. On a
 * node that was not seen, a pod may be Auto Mode's if its address stands on a branch, or on what was not seen.
 */
function isConcerned(pod: PodFacts): boolean {
  if (hasAnnotation(pod)) return false;
  if (pod.isAutoMode === 'yes') return mayStandOnBranch(pod) || mayBeDeclared(pod);
  return pod.view.node === null && mayStandOnBranch(pod);
}

export const autoModeBranchCarriesDeclaredGroups = definePodCheck({
  id: 'auto-mode-branch-carries-declared-groups',
  reference: 'C-14',
  title: 'A branch ENI of EKS Auto Mode carries the groups that policies declare',
  severity: 'high',
  needs: ['pods', 'policies', 'interfaces'],
  uses: ['rules'],
  settles: 'start',
  messages: WORN_MESSAGES,
  judgePod(pod, { rules }, say) {
    const other = unlessJudgeable(pod, LINUX, isConcerned(pod));
    if (other !== null) return other;
    const { worn } = pod.view;
    if (worn.state === 'unknown') {
      return mayBeDeclared(pod) ? podUnknown(worn.reasons, 'identity-unknown') : POD_NOT_JUDGED;
    }
    if (pod.view.node === null) return podUnknown([], 'identity-unknown');
    // Whether it should have a branch ENI is asked by another check.
    const eni = pod.branch?.interface ?? null;
    if (eni === null) return POD_IDLE;
    // What gives a pod one that no policy matches is not published.
    if (!mayBeDeclared(pod)) return podUnknown([], 'unsupported');
    return judgeWorn(pod, eni, rules.protectedGroups, say);
  },
  rationale:
    'EKS Auto Mode gives a pod that a SecurityGroupPolicy matches a branch ENI with the groups of its policies and no others. Policies and labels that change later change nothing about it until the pod is replaced.',
  unknownWhen:
    'The node of the pod was not seen, or the interface on which it stands is in no listing, or service-managed interfaces are hidden; the policies or ServiceAccounts were not all seen; or the pod stands on a branch ENI and no policy matches it: how Auto Mode comes to that is not published.',
  remediation: {
    summary: 'Replace the pods of the workload; if the ENI was changed by hand, find out by whom.',
    commands: ['kubectl rollout restart deployment/NAME --namespace NAMESPACE'],
  },
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/auto-sgp.html'],
  since: '0.1.0',
});
