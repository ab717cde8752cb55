import { compileSelector } from '../policy/index.ts';
import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, violated } from './contract/outcome.ts';
import { policyEvidence, policyName } from './pods/evidence.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { emptySelectors } from './policies/empty-selectors.ts';
import { unlessApplied } from './policies/unless-applied.ts';

export const serviceAccountSelectorLostNoNames = defineCheck({
  id: 'service-account-selector-lost-no-names',
  reference: 'B-13',
  title: 'A policy was not written with serviceAccountSelector.matchNames',
  severity: 'high',
  over: 'policy',
  needs: ['policies'],
  uses: ['rules'],
  messages: {
    protected: {
      severity: 'critical',
      text: 'Policy {policy} was written with serviceAccountSelector.matchNames, which the API server drops: it selects every pod of its namespace, and gives it {groups}, which opens or guards a data store.',
    },
    everyone: {
      severity: 'high',
      text: 'Policy {policy} was written with serviceAccountSelector.matchNames, which the API server drops: it selects every service account of its namespace.',
    },
    wider: {
      severity: 'medium',
      text: 'Policy {policy} was written with serviceAccountSelector.matchNames, which the API server drops: it selects service accounts by their labels alone.',
    },
  },
  judge(view, { rules }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy } = view;
    // Whoever edits the object itself leaves the annotation as it is.
    if (policy.lastAppliedMatchNames === null || policy.serviceAccountSelector === null)
      return NOT_APPLICABLE;
    if (!policy.lastAppliedMatchNames) return COMPLIANT;
    const named = { policy: policyName(policy) };
    const isEmpty = compileSelector(policy.serviceAccountSelector).kind === 'everything';
    const isWhole = emptySelectors(policy).length > 0;
    const groups = view.groups.filter((group) => rules.protectedGroups.has(group));
    return violated({
      said: [
        isWhole && groups.length > 0
          ? say('protected', { ...named, groups })
          : say(isEmpty ? 'everyone' : 'wider', named),
      ],
      expected: ['a serviceAccountSelector of labels'],
      observed: ['matchNames in the last applied configuration, and not in the stored selector'],
      evidence: [policyEvidence(policy)],
      fix: editPolicy(
        policy,
        'Label the service accounts that are meant, and select them by the label, where the policy is written.',
      ),
    });
  },
  rationale:
    'The first versions of the resource knew matchNames. Today the API server drops the unknown field without a word, and an empty selector is left, which matches every service account.',
  unknownWhen:
    'A selector of the policy could not be read. A policy that was not written by kubectl apply keeps no trace of what was dropped, and is not judged.',
  remediation: {
    summary: 'Select service accounts by labels.',
    commands: ['kubectl label serviceaccount NAME KEY=VALUE --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/aws/amazon-vpc-resource-controller-k8s/blob/master/apis/vpcresources/v1beta1/securitygrouppolicy_types.go',
    'https://kubernetes.io/docs/tasks/extend-kubernetes/custom-resources/custom-resource-definitions/#field-pruning',
  ],
  since: '0.1.0',
});
