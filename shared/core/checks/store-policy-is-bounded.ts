import type { PodView, StoreView } from '../estate/index.ts';
import type { Rule, UnknownReason } from '../model/index.ts';
import { compileSelector } from '../policy/index.ts';
import { defineCheck } from './contract/check.ts';
import type { Said } from './contract/message.ts';
import { COMPLIANT, unknown, violated } from './contract/outcome.ts';
import type { PolicyStore } from './contract/store-views.ts';
import type { StoresView } from './contract/views.ts';
import { firstOf, policyEvidence, policyName } from './pods/evidence.ts';
import { isApproved } from './policies/approved.ts';
import { editPolicy } from './policies/edit-policy.ts';
import { unlessApplied } from './policies/unless-applied.ts';
import { ruleEvidence, storeEvidence } from './stores/store-evidence.ts';
import { countText, workloadEvidence, workloadsOf } from './stores/unintended.ts';
import { doorsBehind } from './views/doors-behind.ts';

/** Policies apply to these alone: what they select beside them gets no group. */
const isServed = ({ declaration }: PodView): boolean => declaration.groups.length > 0;

type Breadth = 'namespace' | 'account' | 'bounded' | 'unseen';

/** Whether every pod of the namespace gets the groups, or every one that names no account. */
function breadthOf({ policy: { policy }, isDefaultAccount }: PolicyStore): Breadth {
  const pods = compileSelector(policy.podSelector).kind;
  const accounts = compileSelector(policy.serviceAccountSelector).kind;
  if (pods === 'requirements') return 'bounded';
  if (accounts !== 'requirements') return 'namespace';
  if (isDefaultAccount === null) return 'unseen';
  return isDefaultAccount ? 'account' : 'bounded';
}

const unseenWays = (store: StoreView, stores: StoresView): readonly UnknownReason[] => [
  ...stores.intentUnseen(store),
  ...store.unseenPorts,
  ...doorsBehind(store).flatMap(({ ingress }) => ingress.reasons),
];

const rulesNaming = ({ store, groups }: PolicyStore): readonly Rule[] => {
  const rules = store.doors.flatMap(({ ingress }) => ingress.rules);
  return [...new Set(rules)].filter(
    ({ peer }) => peer.kind === 'group' && groups.includes(peer.groupId),
  );
};

export const storePolicyIsBounded = defineCheck({
  id: 'store-policy-is-bounded',
  reference: 'R-08',
  title: 'A policy that opens a data store selects a bounded set of workloads',
  severity: 'medium',
  over: 'policy-store',
  needs: ['policies', 'pods', 'stores', 'rules'],
  // By a way that was not seen any policy may open the store.
  unsettled: { byWorkload: () => [], byStore: (store, stores) => unseenWays(store, stores) },
  messages: {
    namespace: {
      severity: 'medium',
      text: 'Policy {policy} gives every pod of its namespace {groups}, which opens {store}: {workloads} now, and whatever comes.',
    },
    account: {
      severity: 'medium',
      text: 'Policy {policy} gives {groups}, which opens {store}, to the account “default”, which every pod has that names none: {workloads} now.',
    },
    many: {
      severity: 'medium',
      text: 'Policy {policy} gives {groups}, which opens {store}, to {workloads}; more than {limit} are too many to be meant.',
    },
  },
  judge(item, { pods, settings }, say) {
    const other = unlessApplied(item.policy);
    if (other !== null) return other;
    const { policy } = item.policy;
    const { allow, workloadsPerPolicy: limit } = settings;
    const isMany = isApproved(policy, allow.broadPolicies);
    if (isMany) return COMPLIANT;
    const isWhole = isApproved(policy, allow.wholeNamespace);
    const workloads = workloadsOf(item.policy.pods.filter(isServed));
    const breadth = isWhole ? 'bounded' : breadthOf(item);
    const named = {
      policy: policyName(policy),
      groups: item.groups,
      store: item.store.store.name,
      workloads: countText(workloads.length, 'workload'),
    };
    const said: Said[] = [
      ...(breadth === 'namespace' ? [say('namespace', named)] : []),
      ...(breadth === 'account' ? [say('account', named)] : []),
      ...(workloads.length > limit ? [say('many', { ...named, limit })] : []),
    ];
    const [first, ...others] = said;
    if (first === undefined) {
      const unseen: UnknownReason[] = [];
      if (breadth === 'unseen' || item.isUndecided) unseen.push('service-accounts-unseen');
      if (!pods.complete) unseen.push('pods-unseen');
      return unseen.length > 0 ? unknown(unseen, 'pods-unseen') : COMPLIANT;
    }
    if (!item.isLiving) return unknown(['groups-unseen'], 'groups-unseen');
    return violated({
      said: [first, ...others],
      expected: [`labels of at most ${limit} workloads`],
      observed: [countText(workloads.length, 'workload')],
      evidence: [
        policyEvidence(policy),
        storeEvidence(item.store),
        ...firstOf('rules', rulesNaming(item).map(ruleEvidence)),
        ...workloadEvidence(workloads),
      ],
      fix: editPolicy(
        policy,
        'Name the labels of the workloads that are meant to reach the store, in a policy of their own; or list the policy under allow.broadPolicies.',
      ),
    });
  },
  rationale:
    'Whom a policy gives the group of a store’s clients is meant to reach the store: a policy that selects too much declares everybody a client, and nothing else can tell that they are not.',
  unknownWhen:
    'Pods, or the service accounts that the policy selects by, were not all seen, and what was seen is within the limit; or nobody has seen the group.',
  remediation: {
    summary: 'Narrow the selector, or approve the policy in the configuration.',
    commands: ['kubectl edit securitygrouppolicy NAME --namespace NAMESPACE'],
  },
  references: [
    'https://docs.aws.amazon.com/eks/latest/userguide/security-groups-for-pods.html',
    'https://kubernetes.io/docs/concepts/security/service-accounts/',
  ],
  since: '0.1.0',
});
