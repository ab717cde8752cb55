import { type Evidence, sortedUnique, type UnknownReason } from '../model/index.ts';
import type { PodView } from '../estate/index.ts';
import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import {
  COMPLIANT,
  IDLE,
  NOT_JUDGED,
  type Outcome,
  unknown,
  violated,
} from './contract/outcome.ts';
import { firstOf, podEvidence, policyEvidence, policyName } from './pods/evidence.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { firstLines } from './policies/listed.ts';
import { unlessApplied } from './policies/unless-applied.ts';
import { isNodeUnseen, unsupportedBecause } from './policies/unsupported.ts';

const isUnsupported = (pod: PodView): boolean => unsupportedBecause(pod) !== null;

const evidenceOf = (pod: PodView): Evidence => ({
  ...podEvidence(pod),
  because: unsupportedBecause(pod),
});

const wordsFor = (pods: readonly PodView[]): readonly string[] =>
  sortedUnique(
    pods.map(
      (pod) =>
        `${printable(`${pod.workload.namespace}/${pod.workload.name}`)} ${unsupportedBecause(pod) ?? ''}`,
    ),
  );

/** Why a pod to which policies cannot apply may be among those that the policy matches. */
function doubts(
  matched: readonly PodView[],
  undecided: readonly PodView[],
  areNodesSeen: boolean,
): Outcome | null {
  const reasons: UnknownReason[] = [];
  if (undecided.some(isUnsupported)) reasons.push('service-accounts-unseen');
  if (!areNodesSeen && [...matched, ...undecided].some(isNodeUnseen)) {
    reasons.push('identity-unknown');
  }
  const [first] = reasons;
  return first === undefined ? null : unknown(reasons, first);
}

export const policyTargetsSupportedPods = defineCheck({
  id: 'policy-targets-supported-pods',
  reference: 'B-09',
  title: 'A policy matches no pod to which policies cannot apply',
  severity: 'medium',
  over: 'policy',
  needs: ['policies', 'pods'],
  uses: ['nodes'],
  isWhole: ({ pods }) => pods.complete,
  messages: {
    unsupported: {
      severity: 'medium',
      text: 'Policy {policy} matches pods to which policies do not apply ({pods}): they keep the groups of their nodes.',
    },
  },
  judge(view, { pods, nodes }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy } = view;
    const unsupported = view.pods.filter(isUnsupported);
    const staying = unsupported.filter((pod) => pods.factsOf(pod).stage !== 'leaving');
    if (staying.length === 0) {
      const doubt = doubts(view.pods, view.undecidedPods, nodes.complete);
      if (doubt !== null) return doubt;
      if (unsupported.length > 0) return NOT_JUDGED;
      return view.pods.length > 0 ? COMPLIANT : IDLE;
    }
    return violated({
      said: [
        say('unsupported', {
          policy: policyName(policy),
          pods: wordsFor(staying),
        }),
      ],
      expected: ['pods on Linux nodes or Fargate, with a network of their own'],
      observed: firstLines(wordsFor(staying)),
      evidence: [policyEvidence(policy), ...firstOf('pods', staying.map(evidenceOf))],
      fix: editPolicy(
        policy,
        'Let the selector leave these pods out, and guard them by the groups of their nodes; or give them a network of their own.',
      ),
    });
  },
  rationale:
    'The policy looks as if it guarded these pods too. They present the groups of their nodes, and no event says so.',
  unknownWhen:
    'Pods were not all seen, or the node or service account of a pod was not, which decides whether it is matched and supported.',
  remediation: {
    summary: 'Leave such pods out of the selector.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/webhooks/core/pod_webhook.go',
  ],
  since: '0.1.0',
});
