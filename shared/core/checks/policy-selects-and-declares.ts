import { defineCheck } from './contract/check.ts';
import { COMPLIANT, type Outcome, violated } from './contract/outcome.ts';
import { printable } from './contract/message.ts';
import { policyEvidence, policyName } from './pods/evidence.ts';
import { shellWord } from '../text/index.ts';

export const policySelectsAndDeclares = defineCheck({
  id: 'policy-selects-and-declares',
  reference: 'B-01',
  title: 'A policy has a selector and names at least one security group',
  severity: 'high',
  over: 'policy',
  needs: ['policies'],
  messages: {
    inert: { severity: 'high', text: 'Policy {policy} does nothing: {reason}.' },
  },
  judge({ policy, status, reason }, _views, say): Outcome {
    if (status !== 'inert') return COMPLIANT;
    return violated({
      said: [say('inert', { policy: policyName(policy), reason: reason ?? 'it is ignored' })],
      expected: ['a podSelector or a serviceAccountSelector, and a security group'],
      observed: [printable(reason ?? 'ignored by the controller')],
      evidence: [policyEvidence(policy)],
      fix: {
        summary:
          'Give the policy a selector and the groups that it is meant to declare, or delete it.',
        commands: [
          `kubectl edit securitygrouppolicy ${shellWord(policy.name)} --namespace ${shellWord(policy.namespace)}`,
        ],
      },
    });
  },
  rationale:
    'The controller skips a policy without selectors or groups and says so in its own log only. Whoever wrote it believes that it protects something.',
  unknownWhen:
    'Never for a policy that was read; policies that were not read are told in one row for the cluster.',
  remediation: {
    summary: 'Complete the specification of the policy, or delete it.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/pkg/utils/helper.go',
  ],
  since: '0.1.0',
});
