import { type GroupId, sortedUnique } from '../model/index.ts';
import { parseFargateGroups } from '../policy/index.ts';
import { interfaceEvidence, policyName } from './pods/evidence.ts';
import { FARGATE, unlessJudgeable } from './pods/judgeable.ts';
import { definePodCheck } from './pods/pod-check.ts';
import {
  compareGroups,
  isDeclarationExact,
  namesOf,
  type PodFacts,
  sameGroups,
} from './pods/pod-facts.ts';
import { POD_COMPLIANT, type PodOutcome, podUnknown, podViolation } from './pods/pod-outcome.ts';

/** What the webhook wrote when the pod was made; null without an annotation. */
const writtenGroups = ({ view }: PodFacts): readonly GroupId[] | null | 'malformed' =>
  view.pod.fargatePodSg === null
    ? null
    : (parseFargateGroups(view.pod.fargatePodSg) ?? 'malformed');

/** As the annotation would spell what is declared: an id with a comma inside reads as two. */
const spelledOut = (groups: readonly GroupId[]): readonly GroupId[] =>
  groups.length === 0 ? [] : (parseFargateGroups(groups.join(',')) ?? groups);

/** The annotation against what is declared now. Null when both say the same. */
type Comparison = 'same' | 'differs' | 'unclear';

function compareWithDeclared(written: readonly GroupId[] | null, pod: PodFacts): Comparison {
  const declared = spelledOut(pod.declared);
  const has = written ?? [];
  if (isDeclarationExact(pod)) return sameGroups(sortedUnique(has), declared) ? 'same' : 'differs';
  const { missing, extra } = compareGroups(has, { ...pod, declared });
  return missing.length > 0 || extra.length > 0 ? 'differs' : 'unclear';
}

export const fargatePodCarriesDeclaredGroups = definePodCheck({
  id: 'fargate-pod-carries-declared-groups',
  reference: 'C-07',
  title: 'A Fargate pod wears the groups its policies declare, else the cluster security group',
  severity: 'high',
  needs: ['pods', 'policies'],
  uses: ['cluster', 'interfaces'],
  settles: 'start',
  messages: {
    worn: {
      severity: 'high',
      text: '{eni} of Fargate pod {pod} carries {worn}; when the pod was made it was to carry {written}.',
    },
    missed: {
      severity: 'high',
      text: 'Fargate pod {pod} was made without the groups {groups} that {policies} declare: it has the cluster security group.',
    },
    stale: {
      severity: 'medium',
      text: 'Fargate pod {pod} was made for {written}; its policies now declare {groups}.',
    },
  },
  judgePod(pod, { cluster }, say) {
    const { view, declared } = pod;
    const other = unlessJudgeable(pod, FARGATE, true);
    if (other !== null) return other;
    const written = writtenGroups(pod);
    if (written === 'malformed') return podUnknown([], 'malformed');
    const { clusterGroupId } = cluster;
    const given = written ?? (clusterGroupId === null ? null : [clusterGroupId]);
    const eni = view.worn.state === 'known' ? view.worn.interface : null;
    const evidence = eni === null ? [] : [interfaceEvidence(eni)];
    const name = namesOf(pod);
    if (eni !== null && given !== null && !sameGroups(eni.groups, given)) {
      const said = say('worn', { eni: eni.id, pod: name, worn: eni.groups, written: given });
      return podViolation({ said, expected: given, observed: eni.groups, evidence });
    }
    const comparison = compareWithDeclared(written, pod);
    if (comparison === 'differs') {
      const policies = view.declaration.matched.map(policyName);
      const said =
        written === null
          ? say('missed', { pod: name, groups: declared, policies })
          : say('stale', { pod: name, written, groups: declared });
      return podViolation({
        said,
        expected: declared,
        observed: eni?.groups ?? given ?? [],
        evidence,
      });
    }
    return settle(pod, comparison, given !== null && eni !== null);
  },
  rationale:
    'On Fargate the webhook writes the groups into an annotation when the pod is made, and nobody may change it later: a policy that changes afterwards is not followed. Without a policy the pod has the cluster security group.',
  unknownWhen:
    'The interface of the pod, the policies, or (for a pod without a policy) the cluster security group were not seen.',
  remediation: {
    summary: 'Replace the pods of the workload.',
    commands: ['kubectl rollout restart deployment/NAME --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/webhooks/core/pod_webhook.go',
    'https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html',
  ],
  since: '0.1.0',
});

function settle(pod: PodFacts, comparison: Comparison, isSeen: boolean): PodOutcome {
  const { worn } = pod.view;
  const reasons = [
    ...(comparison === 'unclear' ? pod.declarationReasons : []),
    ...(worn.state === 'unknown' ? worn.reasons : []),
  ];
  return comparison === 'same' && isSeen ? POD_COMPLIANT : podUnknown(reasons, 'identity-unknown');
}
