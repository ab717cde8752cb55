import type { GroupId, NetworkInterface } from '../../model/index.ts';
import type { Messages, Say } from '../contract/message.ts';
import { interfaceEvidence } from './evidence.ts';
import { compareGroups, mayDeclareMore, namesOf, type PodFacts } from './pod-facts.ts';
import { POD_COMPLIANT, type PodOutcome, podUnknown, podViolation } from './pod-outcome.ts';

/** What is said of a branch ENI that wears other groups than policies declare. */
export const WORN_MESSAGES = {
  protected: {
    severity: 'critical',
    text: '{eni} of pod {pod} carries {groups}, which no policy declares and which opens or guards a data store.',
  },
  extra: {
    severity: 'high',
    text: '{eni} of pod {pod} carries {groups}, which no policy declares.',
  },
  missing: {
    severity: 'medium',
    text: '{eni} of pod {pod} lacks {groups}, declared by {policies}.',
  },
} as const satisfies Messages;

/** Compares what the interface wears with what is declared for the pod; something surely is, or may be. */
export function judgeWorn(
  pod: PodFacts,
  eni: NetworkInterface,
  protectedGroups: ReadonlySet<GroupId>,
  say: Say<typeof WORN_MESSAGES>,
): PodOutcome {
  const { declared, declarationReasons } = pod;
  const { missing, extra } = compareGroups(eni.groups, pod);
  const named = { eni: eni.id, pod: namesOf(pod) };
  const shared = {
    expected: declared,
    observed: eni.groups,
    evidence: [interfaceEvidence(eni)],
  };
  if (declared.length > 0 && extra.length > 0) {
    const guarding = extra.filter((group) => protectedGroups.has(group));
    const said =
      guarding.length > 0
        ? say('protected', { ...named, groups: guarding })
        : say('extra', { ...named, groups: extra });
    return podViolation({ said, ...shared });
  }
  if (missing.length > 0) {
    const policies = pod.view.declaration.matched.map((policy) => policy.name);
    return podViolation({
      said: say('missing', { ...named, groups: missing, policies }),
      ...shared,
    });
  }
  return mayDeclareMore(pod) || declared.length === 0
    ? podUnknown(declarationReasons, 'policies-unseen')
    : POD_COMPLIANT;
}
