import { podEvidence } from './pods/evidence.ts';
import { ANY_CLASS, unlessJudgeable } from './pods/judgeable.ts';
import { definePodCheck } from './pods/pod-check.ts';
import { hasAnnotation, namesOf } from './pods/pod-facts.ts';
import { POD_COMPLIANT, podUnknown, podViolation } from './pods/pod-outcome.ts';

export const branchEniHasOneClaimant = definePodCheck({
  id: 'branch-eni-has-one-claimant',
  reference: 'C-09',
  title: 'A branch ENI is claimed by one running pod, and that pod asked for it',
  severity: 'critical',
  needs: ['pods'],
  uses: ['interfaces'],
  settles: null,
  before:
    'Find out in the Kubernetes audit log who wrote the annotation, and isolate the pods until then.',
  messages: {
    several: {
      severity: 'critical',
      text: '{eni}, which pod {pod} claims, is claimed by {others} too.',
    },
    unrequested: {
      severity: 'critical',
      text: 'Pod {pod} claims {eni} by its annotation and never requested vpc.amazonaws.com/pod-eni.',
    },
  },
  judgePod(pod, { pods }, say) {
    const { view } = pod;
    const other = unlessJudgeable(pod, ANY_CLASS, hasAnnotation(pod));
    if (other !== null) return other;
    if (view.claim === null) return podUnknown([], 'malformed');
    const { eniId } = view.claim.entry;
    const named = { pod: namesOf(pod), eni: eniId };
    const rivals = pods.rivalsOf(view);
    if (rivals.pods.length > 0) {
      const others = rivals.pods.map((rival) => namesOf(pods.factsOf(rival))).toSorted();
      return podViolation({
        said: say('several', { ...named, others }),
        expected: [`${eniId} claimed by one pod`],
        observed: [named.pod, ...others],
        evidence: rivals.pods.map(podEvidence),
      });
    }
    if (view.pod.eniRequests === 0) {
      return podViolation({
        said: say('unrequested', named),
        expected: ['a request for vpc.amazonaws.com/pod-eni'],
        observed: ['none'],
        evidence: [],
      });
    }
    return rivals.isUnclear ? podUnknown([], 'interfaces-unseen') : POD_COMPLIANT;
  },
  rationale:
    'Only the controller may write the annotation that ties a pod to its branch ENI, but the webhook that guards it fails open. A forged or doubled claim hides whose traffic an ENI carries.',
  unknownWhen:
    'Two pods claim one ENI with different addresses and the ENI is in no listing, the annotation cannot be read, or pods are missing from the list: one of them may be a second claimant.',
  remediation: {
    summary:
      'Isolate the pods, find out in the Kubernetes audit log who wrote the annotation, then replace them.',
    commands: ['kubectl get pod NAME --namespace NAMESPACE --output yaml --show-managed-fields'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/webhooks/core/annotation_validation_webhook.go',
  ],
  since: '0.1.0',
});
