import type { Evidence, Fix } from '../../model/index.ts';
import type { Said } from '../contract/message.ts';
import { type Outcome, violated } from '../contract/outcome.ts';
import type { StoreRule } from '../contract/views.ts';
import { revoke } from './revoke.ts';
import { beforeRevoking } from './serving.ts';
import { ruleEvidence, storeEvidence } from './store-evidence.ts';
import { workloadEvidence } from './unintended.ts';
import { leaveGroup } from './wear.ts';

/** What of a group that others wear too may be theirs is not revoked. */
function fixOf(item: StoreRule, advice: string): Fix {
  const { rule, store, isShared } = item;
  const before = beforeRevoking(item);
  return isShared
    ? leaveGroup(store, rule.groupId, before)
    : revoke([rule], store.store.region, advice, before);
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
