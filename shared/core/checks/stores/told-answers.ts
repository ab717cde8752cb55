import type { StoreView } from '../../estate/index.ts';
import type { CheckJudgement, Rule } from '../../model/index.ts';
import type { Answer } from '../../reach/index.ts';
import type { Judged } from '../contract/check.ts';
import type { PairEntry } from '../contract/views.ts';
import { ruleOfStore } from './store-evidence.ts';

/** Checks that name a rule of the store and list by it everybody who gets in: said once, not for each workload. */
export const TOLD_BY_RULE = [
  'store-admits-no-node-or-cluster-group',
  'store-admits-no-pod-addresses',
  'store-is-closed-to-internet',
] as const;

type DoorRules = PairEntry['doorRules'];

/** Judgements do not change: what they say of the rules of an answer is asked once for all its pods. */
const remembered = new WeakMap<CheckJudgement, Map<DoorRules, Map<Answer, boolean>>>();

/** Which rules of a store, and which answers as a whole, another check tells. */
export interface Told {
  rule(rule: Rule): boolean;
  /** Every rule by which the packets of the answer get in is told. */
  answer(one: PairEntry): boolean;
}

export function toldOf(
  judged: Judged<(typeof TOLD_BY_RULE)[number]>,
  store: StoreView,
  cluster: string,
): Told {
  const judgements = TOLD_BY_RULE.flatMap((id) => judged(id) ?? []);
  const [first] = judgements;
  const rule = (one: Rule): boolean =>
    judgements.some(
      (judgement) => judgement.disposition(ruleOfStore(one, store, cluster)) === 'violation',
    );
  // A nested permission is one name for several peers: which of them lets the pods in is asked pod by pod.
  const areTold = ({ entry, doorRules }: PairEntry): boolean => {
    const rules = entry.answer.ingressRules.flatMap((id) => doorRules.get(id) ?? []);
    return rules.length > 0 && rules.every((one) => !one.nested && rule(one));
  };
  if (first === undefined) return { rule, answer: () => false };
  const byDoor = remembered.get(first) ?? new Map<DoorRules, Map<Answer, boolean>>();
  remembered.set(first, byDoor);
  return {
    rule,
    answer: (one) => {
      const answers = byDoor.get(one.doorRules) ?? new Map<Answer, boolean>();
      byDoor.set(one.doorRules, answers);
      const known = answers.get(one.entry.answer) ?? areTold(one);
      answers.set(one.entry.answer, known);
      return known;
    },
  };
}
