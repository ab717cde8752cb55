import { interfaceEvidence } from './pods/evidence.ts';
import { LINUX, unlessJudgeable } from './pods/judgeable.ts';
import { definePodCheck } from './pods/pod-check.ts';
import { hasAnnotation, isDeclarationExact, namesOf } from './pods/pod-facts.ts';
import { POD_COMPLIANT, podUnknown, podViolation } from './pods/pod-outcome.ts';

export const branchEniHasPolicy = definePodCheck({
  id: 'branch-eni-has-policy',
  reference: 'C-03',
  title: 'A pod with a branch ENI is matched by a policy',
  severity: 'medium',
  needs: ['pods', 'policies'],
  uses: ['rules'],
  settles: 'start',
  messages: {
    protected: {
      severity: 'critical',
      text: 'No policy matches pod {pod}, and its branch ENI {eni} still carries {groups}, which opens or guards a data store.',
    },
    undeclared: {
      severity: 'medium',
      text: 'No policy matches pod {pod}, and it has the branch ENI {eni} with {groups}.',
    },
  },
  judgePod(pod, { rules }, say) {
    const { branch, declared, declarationReasons } = pod;
    const other = unlessJudgeable(pod, LINUX, hasAnnotation(pod));
    if (other !== null) return other;
    if (declared.length > 0) return POD_COMPLIANT;
    if (branch === null) return podUnknown([], 'malformed');
    if (!isDeclarationExact(pod)) return podUnknown(declarationReasons, 'policies-unseen');
    const groups = branch.interface?.groups ?? null;
    const guarding = (groups ?? []).filter((group) => rules.protectedGroups.has(group));
    const named = { pod: namesOf(pod), eni: branch.id };
    const said =
      guarding.length > 0
        ? say('protected', { ...named, groups: guarding })
        : say('undeclared', { ...named, groups: groups ?? 'groups that were not seen' });
    const evidence = branch.interface === null ? [] : [interfaceEvidence(branch.interface)];
    return podViolation({ said, expected: [], observed: groups ?? [], evidence });
  },
  rationale:
    'A policy that is deleted takes nothing away from pods that run: their access stays until they are replaced. A branch ENI that no policy asked for may also wear the groups of its node.',
  unknownWhen:
    'The policies or the pod’s ServiceAccount were not seen, or pods are missing from the list.',
  remediation: {
    summary: 'Replace the pods of the workload, or restore the policy that they were made under.',
    commands: ['kubectl rollout restart deployment/NAME --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/provider/branch/trunk/trunk.go',
  ],
  since: '0.1.0',
});
