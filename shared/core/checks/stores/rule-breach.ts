import type { Evidence, Fix } from '../../model/index.ts';
import type { Said } from '../contract/message.ts';
import { type Outcome, violated } from '../contract/outcome.ts';
import type { StoreRule } from '../contract/views.ts';
import { leave, revoke } from './revoke.ts';
import { beforeRevoking } from './serving.ts';
import { ruleEvidence, storeEvidence } from './store-evidence.ts';
import { workloadEvidence } from './unintended.ts';
import { wearInstead } from './wear.ts';

/** A rule of a group that others wear too may be theirs: nodes, for instance, rely on the rules of their own group. */
function fixOf(item: StoreRule, advice: string): Fix {
  const { rule, store, isShared } = item;
  const before = beforeRevoking(item);
  if (!isShared) return revoke([rule], store.store.region, advice, before);
  return leave(
    `${rule.groupId} is worn by others than data stores too, and the rule may be theirs: let the store wear a group of its own that admits the intended pods.`,
    wearInstead(store, rule.groupId),
    before,
  );
}

/** A violation by one rule of a store: who gets through by it, and the command that takes it away. */
export function ruleBreach(
  item: StoreRule,
  said: Said,
  expected: string,
  advice: string,
  evidence: readonly Evidence[] = [],
): Outcome {
  const { rule, store, ids, identity } = item;
  return violated({
    said: [said],
    expected: [expected],
    observed: [identity],
    evidence: [
      { ...ruleEvidence(rule), ids },
      storeEvidence(store),
      ...evidence,
      ...workloadEvidence(item.unintended()),
    ],
    fix: fixOf(item, advice),
  });
}
