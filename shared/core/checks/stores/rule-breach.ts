import type { Evidence } from '../../model/index.ts';
import type { Said } from '../contract/message.ts';
import { type Outcome, violated } from '../contract/outcome.ts';
import type { StoreRule } from '../contract/views.ts';
import { revoke } from './revoke.ts';
import { beforeRevoking } from './serving.ts';
import { ruleEvidence, storeEvidence } from './store-evidence.ts';
import { workloadEvidence } from './unintended.ts';

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
    fix: revoke([rule], store.store.region, advice, beforeRevoking(item)),
  });
}
