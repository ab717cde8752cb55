import type { Policy } from '../../model/index.ts';
import { compileSelector } from '../../policy/index.ts';

const SELECTORS = ['podSelector', 'serviceAccountSelector'] as const;

/**
 * The names of the policy's selectors when all of them are empty, so that it selects its whole namespace. Both must
 * match where both are given: one with labels bounds the other.
 */
export function emptySelectors(policy: Policy): readonly string[] {
  const present = SELECTORS.filter((name) => policy[name] !== null);
  const isEmpty = (name: (typeof SELECTORS)[number]): boolean =>
    compileSelector(policy[name]).kind === 'everything';
  return present.every(isEmpty) ? present : [];
}
