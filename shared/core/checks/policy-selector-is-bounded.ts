import { defineCheck } from './contract/check.ts';
import { COMPLIANT, NOT_APPLICABLE, violated } from './contract/outcome.ts';
import { policyEvidence, policyName } from './pods/evidence.ts';
import { isApproved } from './policies/approved.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { emptySelectors } from './policies/empty-selectors.ts';
import { groupsEvidence } from './policies/listed.ts';
import { unlessApplied } from './policies/unless-applied.ts';

export const policySelectorIsBounded = defineCheck({
  id: 'policy-selector-is-bounded',
  reference: 'B-03',
  title: 'A policy does not select a whole namespace',
  severity: 'medium',
  over: 'policy',
  needs: ['policies'],
  uses: ['rules'],
  messages: {
    protected: {
      severity: 'critical',
      text: 'Policy {policy} selects every pod of namespace {namespace} and gives it {groups}, which opens or guards a data store.',
    },
    unbounded: {
      severity: 'medium',
      text: 'Policy {policy} selects every pod of namespace {namespace}: its {selectors} is empty.',
    },
  },
  judge(view, { rules, settings }, say) {
    const other = unlessApplied(view);
    if (other !== null) return other;
    const { policy, groups } = view;
    const selectors = emptySelectors(policy);
    if (selectors.length === 0) return COMPLIANT;
    if (isApproved(policy, settings.allow.wholeNamespace)) return COMPLIANT;
    // The author named service accounts and lost the names: the check on that tells it.
    if (policy.lastAppliedMatchNames === true && policy.serviceAccountSelector !== null)
      return NOT_APPLICABLE;
    const guarding = groups.filter((group) => rules.protectedGroups.has(group));
    const named = { policy: policyName(policy), namespace: policy.namespace };
    return violated({
      said: [
        guarding.length > 0
          ? say('protected', { ...named, groups: guarding })
          : say('unbounded', { ...named, selectors: selectors.join(' and ') }),
      ],
      expected: ['a selector that names labels'],
      observed: selectors.map((name) => `${name}: {}`),
      evidence: [policyEvidence(policy), ...groupsEvidence(guarding)],
      fix: editPolicy(
        policy,
        'Name the labels of the pods, or of the service accounts, that are meant; or list the policy under allow.wholeNamespace.',
      ),
    });
  },
  rationale:
    'An empty selector matches everything. Whoever may create a pod in the namespace gets its groups, and with them what they open.',
  unknownWhen:
    'A selector of the policy could not be read; policies that were not read at all are told in one row for the cluster.',
  remediation: {
    summary: 'Name labels in the selector, or approve the policy in the configuration.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: [
    'https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/helpers.go',
  ],
  since: '0.1.0',
});
