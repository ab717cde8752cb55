import { defineCheck } from './contract/check.ts';
import { printable } from './contract/message.ts';
import { COMPLIANT, NOT_APPLICABLE, type Outcome, unknown, violated } from './contract/outcome.ts';
import { policyEvidence, policyName } from './pods/evidence.ts';
import { shellWord } from '../text/index.ts';

export const policySelectorsConvert = defineCheck({
  id: 'policy-selectors-convert',
  reference: 'B-02',
  title: 'The selectors of a policy are valid label selectors',
  severity: 'high',
  over: 'policy',
  needs: ['policies'],
  messages: {
    invalid: {
      severity: 'high',
      text: 'Policy {policy} never matches a pod, because a selector does not convert: {reason}.',
    },
  },
  judge({ policy, status, reason }, _views, say): Outcome {
    // An inert policy is skipped before its selectors are read: that is said once, by the check on inert policies.
    if (status === 'inert') return NOT_APPLICABLE;
    // The API server stores no selector of a wrong type: it is the snapshot that is damaged.
    if (policy.podSelector === 'malformed' || policy.serviceAccountSelector === 'malformed')
      return unknown(['malformed'], 'malformed');
    if (status !== 'invalid') return COMPLIANT;
    return violated({
      said: [say('invalid', { policy: policyName(policy), reason: reason ?? 'not given' })],
      expected: ['selectors that convert'],
      observed: [printable(reason ?? 'a selector that does not convert')],
      evidence: [policyEvidence(policy)],
      fix: {
        summary: 'Correct the selector; operators are case-sensitive, In and NotIn need values.',
        commands: [
          `kubectl edit securitygrouppolicy ${shellWord(policy.name)} --namespace ${shellWord(policy.namespace)}`,
        ],
      },
    });
  },
  rationale:
    'The API server stores any operator and any values. A selector that does not convert matches nothing, so that the pods keep the groups of their nodes.',
  unknownWhen:
    'A selector of the policy could not be read; policies that were not read at all are told in one row for the cluster.',
  remediation: {
    summary: 'Correct the selector.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/helpers.go',
  ],
  since: '0.1.0',
});
