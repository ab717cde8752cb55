import { compareText, type Rule, ruleIdentity } from '../../model/index.ts';
import type { Said } from '../contract/message.ts';
import type { BreachParts } from '../contract/outcome.ts';
import type { Pair, PairEntry, PeerAddresses, StoresView } from '../contract/views.ts';
import { firstOf } from '../pods/evidence.ts';
import { admittingRules } from './admitting-rules.ts';
import { documentEvidence } from './document-evidence.ts';
import { egressEvidence, podsEvidence, uniqueRules } from './open-pairs.ts';
import { expel } from './expel.ts';
import { intendedUsers, type Served } from './serving.ts';
import { ruleEvidence, storeEvidence } from './store-evidence.ts';
import type { Told } from './told-answers.ts';
import { workloadEvidence } from './unintended.ts';

/** What closes a door to pods: what is expected of them, and what to do. */
export const AUTHORITIES = {
  policy: {
    expected: 'pods to which a policy gives a group that the store admits',
    declare: 'Give the workload a policy if it is meant to reach the store',
    takeAway: 'take the group off its interface',
    isByPolicy: true,
  },
  document: {
    expected: 'pods that a document allows',
    declare: 'Allow the workload in a document if it is meant to reach the store',
    takeAway: 'take the group from its policy or off its interface',
    isByPolicy: false,
  },
} as const;

/** The rules by which packets get in; `untold` are those that no check of rules tells. */
export interface Opening {
  readonly rules: readonly Rule[];
  readonly untold: readonly Rule[];
}

export function openingOf(
  entries: readonly PairEntry[],
  told: Told,
  addressesOf: (rule: Rule) => PeerAddresses | null,
): Opening {
  if (entries.every((one) => told.answer(one))) return { rules: [], untold: [] };
  const rules = uniqueRules(entries.flatMap((one) => admittingRules(one, addressesOf))).toSorted(
    byIdentity,
  );
  return { rules, untold: rules.filter((rule) => !told.rule(rule)) };
}

export function breachOf(
  pair: Pair,
  entries: readonly PairEntry[],
  { rules, untold }: Opening,
  said: Said,
  authority: (typeof AUTHORITIES)[keyof typeof AUTHORITIES],
  stores: Pick<StoresView, 'rule'>,
): BreachParts {
  const { workload, store } = pair;
  const usersOf = (rule: Rule): readonly Served[] => {
    const item = stores.rule(store.store.arn, ruleIdentity(rule));
    return item === null ? [] : intendedUsers(item);
  };
  const pods = new Set(entries.flatMap(({ entry }) => entry.pods)).size;
  return {
    said: [said],
    expected: [authority.expected],
    observed: rules.map(ruleIdentity),
    evidence: [
      storeEvidence(store),
      ...documentEvidence(entries),
      ...firstOf('rules', rules.map(ruleEvidence)),
      ...egressEvidence(entries),
      ...workloadEvidence([{ workload, pods }]),
      ...podsEvidence(entries),
    ],
    fix: expel(pair, entries, untold, authority, usersOf),
  };
}

const byIdentity = (a: Rule, b: Rule): number => compareText(ruleIdentity(a), ruleIdentity(b));
