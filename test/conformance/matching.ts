import { isDeepStrictEqual } from 'node:util';
import { type Policy, sortedUnique } from '../../shared/core/model/index.ts';
import { compilePolicies, type PolicyIndex, policyStatus } from '../../shared/core/policy/index.ts';
import type { Suite } from './differential.ts';
import type { MatchAnswer } from './oracle-client.ts';
import { accountOf, type PodDraft, toLabels, toPolicy, type World } from './world.ts';

/** Our reading of policies against `GetMatchingSecurityGroupForPods` and its log. */
export const matching: Suite<MatchAnswer> = {
  name: 'matching',
  ask: (oracle, worlds) => oracle.match(worlds),
  compare: (world) => {
    const policies = world.policies.map(toPolicy);
    const index = compilePolicies(policies);
    return (pod, answer) => [
      ...differencesOfGroups(index, world, pod, answer),
      ...differencesOfStatus(policies, pod, answer),
    ];
  },
  kindOf: ({ accountMissing, groups, inert, invalid }) => {
    if (accountMissing) return 'account missing';
    if (groups?.length) return groups.length > 1 ? 'several groups' : 'one group';
    return inert?.length || invalid?.length ? 'no group, policies left out' : 'no group';
  },
  kinds: [
    'account missing',
    'several groups',
    'one group',
    'no group, policies left out',
    'no group',
  ],
};

function* differencesOfGroups(
  index: PolicyIndex,
  world: World,
  pod: PodDraft,
  answer: MatchAnswer,
): Generator<string> {
  const labels = toLabels(pod.labels);
  const account = accountOf(world, pod);
  const groups = answer.groups ?? [];
  const ours = index.match(pod.namespace, labels, account);
  const open = index.match(pod.namespace, labels, { kind: 'unseen' });
  if ((account.kind === 'absent') !== answer.accountMissing) yield 'whether the account exists';
  if (account.kind !== 'known') {
    if (ours !== open) yield 'an absent account is not taken as unseen';
    return;
  }
  if (!isDeepStrictEqual(ours.groups, sortedUnique(groups))) {
    yield `groups: ours ${JSON.stringify(ours.groups)}, theirs ${JSON.stringify(groups)}`;
  }
  if (new Set(groups).size < groups.length) yield 'theirs names a group twice';
  if (ours.undecided.length > 0) yield 'undecided although the account is known';

  const theirs = new Set(groups);
  const most = new Set([...open.groups, ...open.undecided.flatMap(({ groupIds }) => groupIds)]);
  const isBetween = open.groups.every((group) => theirs.has(group)) && theirs.isSubsetOf(most);
  if (!isBetween) yield 'theirs is not between what is certain and what is possible';
}

/** The controller reads no policy when it finds no account. */
function* differencesOfStatus(
  policies: readonly Policy[],
  pod: PodDraft,
  answer: MatchAnswer,
): Generator<string> {
  if (answer.accountMissing) return;
  const own = policies.filter(({ namespace }) => namespace === pod.namespace);
  for (const status of ['inert', 'invalid'] as const) {
    const ours = own.filter((policy) => policyStatus(policy).status === status);
    const names = sortedUnique(ours.map(({ name }) => name));
    const theirs = sortedUnique(answer[status] ?? []);
    if (!isDeepStrictEqual(names, theirs)) {
      yield `${status} policies: ours ${JSON.stringify(names)}, theirs ${JSON.stringify(theirs)}`;
    }
  }
}
