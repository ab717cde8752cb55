import type { UnknownReason } from '../model/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, unknown, violated } from './contract/outcome.ts';
import { policyEvidence, policyName } from './pods/evidence.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { unlessApplied } from './policies/unless-applied.ts';

export const policyMatchesSomething = defineCheck({
  id: 'policy-matches-something',
  reference: 'B-08',
  title: 'A policy matches a pod or the template of a workload',
  severity: 'low',
  over: 'policy',
  needs: ['policies'],
  uses: ['pods', 'templates'],
  messages: {
    nothing: {
      severity: 'low',
      text: 'Policy {policy} matches no pod of its namespace, nor the template of a workload that makes pods.',
    },
  },
  judge(view, { pods, templates }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy, undecidedPods, undecidedTemplates } = view;
    if (view.pods.length + view.templates.length > 0) return COMPLIANT;
    const unseen: UnknownReason[] = [];
    if (!pods.complete) unseen.push('pods-unseen');
    if (!templates.complete) unseen.push('templates-unseen');
    if (undecidedPods.length + undecidedTemplates.length > 0)
      unseen.push('service-accounts-unseen');
    const [first] = unseen;
    if (first !== undefined) return unknown(unseen, first);
    return violated({
      said: [say('nothing', { policy: policyName(policy) })],
      expected: ['a pod, or the template of a workload'],
      observed: ['nothing'],
      evidence: [policyEvidence(policy)],
      fix: editPolicy(
        policy,
        'Correct the selector, or delete the policy if what it was for is gone.',
      ),
    });
  },
  rationale:
    'A selector that matches nothing is often a label that was renamed: the pods that were meant run with the groups of their nodes.',
  unknownWhen:
    'No pod matches, and pods, templates of workloads or service accounts were not all seen.',
  remediation: {
    summary: 'Correct the selector, or delete the policy.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: ['https://docs.aws.amazon.com/eks/latest/userguide/sg-pods-example-deployment.html'],
  since: '0.1.0',
});
