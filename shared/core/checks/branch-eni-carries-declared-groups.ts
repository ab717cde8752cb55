import { interfaceEvidence } from './pods/evidence.ts';
import { definePodCheck } from './pods/pod-check.ts';
import {
  compareGroups,
  hasAnnotation,
  mayBeDeclared,
  mayDeclareMore,
  namesOf,
} from './pods/pod-facts.ts';
import { POD_COMPLIANT, POD_NOT_JUDGED, podUnknown, podViolation } from './pods/pod-outcome.ts';
import { LINUX, unlessJudgeable } from './pods/judgeable.ts';

export const branchEniCarriesDeclaredGroups = definePodCheck({
  id: 'branch-eni-carries-declared-groups',
  reference: 'C-01',
  title: 'A branch ENI carries exactly the security groups its policies declare',
  severity: 'high',
  needs: ['pods', 'policies', 'interfaces'],
  uses: ['rules'],
  settles: 'start',
  messages: {
    protected: {
      severity: 'critical',
      text: '{eni} of pod {pod} carries {groups}, which no policy declares and which opens or guards a data store.',
    },
    extra: {
      severity: 'high',
      text: '{eni} of pod {pod} carries {groups}, which no policy declares.',
    },
    missing: {
      severity: 'medium',
      text: '{eni} of pod {pod} lacks {groups}, declared by {policies}.',
    },
  },
  judgePod(pod, { rules }, say) {
    const { branch, declared, declarationReasons } = pod;
    const other = unlessJudgeable(pod, LINUX, hasAnnotation(pod));
    if (other !== null) return other;
    // Told by the check on branch ENIs without a policy.
    if (!mayBeDeclared(pod)) return POD_NOT_JUDGED;
    if (branch === null) return podUnknown([], 'malformed');
    if (branch.interface === null) return podUnknown([], 'interfaces-unseen');
    const { groups } = branch.interface;
    const { missing, extra } = compareGroups(groups, pod);
    const named = { eni: branch.id, pod: namesOf(pod) };
    const shared = {
      expected: declared,
      observed: groups,
      evidence: [interfaceEvidence(branch.interface)],
    };
    if (declared.length > 0 && extra.length > 0) {
      const guarding = extra.filter((group) => rules.protectedGroups.has(group));
      const said =
        guarding.length > 0
          ? say('protected', { ...named, groups: guarding })
          : say('extra', { ...named, groups: extra });
      return podViolation({ said, ...shared });
    }
    if (missing.length > 0) {
      const policies = pod.view.declaration.matched.map((policy) => policy.name);
      return podViolation({
        said: say('missing', { ...named, groups: missing, policies }),
        ...shared,
      });
    }
    return mayDeclareMore(pod) || declared.length === 0
      ? podUnknown(declarationReasons, 'policies-unseen')
      : POD_COMPLIANT;
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
