import type { Evidence, Fix, UnknownReason } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, IDLE, unknown, violated } from './contract/outcome.ts';
import type { PodsView } from './contract/views.ts';
import { type WiredMode, wiredMode } from './platform/wired-mode.ts';
import { firstOf, LISTED, podEvidence } from './pods/evidence.ts';
import { hasAnnotation, namesOf, type PodFacts } from './pods/pod-facts.ts';
import { replacePods } from './pods/restart.ts';

/** Running pods that the VPC CNI has wired to a branch ENI. */
function* branchPods(pods: PodsView): Generator<PodFacts> {
  for (const workload of pods.workloads) {
    for (const facts of pods.factsIn(workload)) {
      const { view, stage, branch, isAutoMode } = facts;
      const isServed = view.class === 'linux' && stage === 'running' && isAutoMode !== 'yes';
      if (isServed && (branch !== null || hasAnnotation(facts))) yield facts;
    }
  }
}

interface OldPod {
  readonly pod: PodFacts;
  readonly wired: Extract<WiredMode, { state: 'other' }>;
}

function fixOf(old: readonly OldPod[]): Fix {
  const byWorkload = Map.groupBy(old, ({ pod }) => pod.view.workload);
  const fixes = [...byWorkload].slice(0, LISTED).map(([workload, own]) =>
    replacePods(
      workload,
      own.slice(0, LISTED).map(({ pod }) => pod.view.pod.name),
    ),
  );
  return {
    summary: 'Replace these pods: a pod keeps the mode that it was wired with.',
    commands: fixes.flatMap(({ commands }) => commands),
  };
}

const evidenceOf = ({ pod, wired }: OldPod): Evidence => ({
  ...podEvidence(pod.view),
  wiredIn: wired.was,
  nodeRuns: wired.now,
});

export const enforcingModeOfPodsIsCertain = defineCheck({
  id: 'enforcing-mode-of-pods-is-certain',
  reference: 'A-04',
  title: 'No pod with a policy is older than the CNI settings of its node',
  severity: 'low',
  over: 'cluster',
  needs: ['pods'],
  uses: ['cni'],
  messages: {
    old: {
      severity: 'low',
      text: 'The enforcing mode changed after these pods had started, and they keep the earlier one ({count} in all): {pods}.',
    },
  },
  judge(_item, { pods, cni }, say) {
    const old: OldPod[] = [];
    const reasons: UnknownReason[] = pods.complete ? [] : ['pods-unseen'];
    let isAny = false;
    for (const pod of branchPods(pods)) {
      isAny = true;
      const wired = wiredMode(pod, cni);
      if (wired.state === 'other') old.push({ pod, wired });
      if (wired.state === 'unknown') reasons.push(wired.reason);
    }
    const [first, ...others] = old.map(evidenceOf);
    if (first === undefined) {
      if (reasons.length > 0) return unknown(reasons, 'mode-unknown');
      return isAny ? COMPLIANT : IDLE;
    }
    const modes = [...new Set(old.map(({ wired }) => wired.now))].toSorted();
    return violated({
      said: [say('old', { count: old.length, pods: old.map(({ pod }) => namesOf(pod)) })],
      expected: modes.map((mode) => `pods wired in ${mode} mode, as their nodes run`),
      observed: [...new Set(old.map(({ wired }) => `wired in ${wired.was} mode`))].toSorted(),
      evidence: [first, ...firstOf('pods', [first, ...others]).slice(1)],
      fix: fixOf(old),
    });
  },
  rationale:
    'The mode is read when aws-node starts on a node and wired into each pod that starts there afterwards. After a change of the mode older pods go on as before, so that what the settings say is not what they do: toward addresses outside the VPC and on their own node they are judged by other groups.',
  unknownWhen:
    'A pod is older than the aws-node pod of its node, and the revisions of the DaemonSet were not seen, or do not tell which of them wired it.',
  remediation: {
    summary: 'Replace the pods that started before the mode changed.',
    commands: ['kubectl rollout restart deployment/NAME --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-cni-k8s#pod_security_group_enforcing_mode-v1110',
    'https://docs.aws.amazon.com/eks/latest/best-practices/sgpp.html',
  ],
  since: '0.1.0',
});
