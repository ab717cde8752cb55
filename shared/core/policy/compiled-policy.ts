import type { Policy } from '../model/index.ts';
import { type CompiledSelector, compileSelector, keysOf } from './selector.ts';

/** What a policy can do, and why not more. */
export type PolicyStatus =
  | { readonly status: 'active'; readonly reason: null }
  | { readonly status: 'inert' | 'invalid'; readonly reason: string };

export interface CompiledPolicy {
  readonly policy: Policy;
  readonly podSelector: CompiledSelector;
  readonly accountSelector: CompiledSelector;
  readonly status: PolicyStatus;
}

/** Each pod that differs asks for the keys of its policies: a policy is compiled once. */
const compiled = new WeakMap<Policy, CompiledPolicy>();

export function compilePolicy(policy: Policy): CompiledPolicy {
  const known = compiled.get(policy);
  if (known) return known;
  const podSelector = compileSelector(policy.podSelector);
  const accountSelector = compileSelector(policy.serviceAccountSelector);
  const status = statusOf(policy, podSelector, accountSelector);
  const result = { policy, podSelector, accountSelector, status };
  compiled.set(policy, result);
  return result;
}

/**
 * `inert`: the controller skips it, because it selects nothing or declares nothing. `invalid`: a selector does not
 * convert, so that it never matches. Only its logs say so (amazon-vpc-resource-controller-k8s pkg/utils/helper.go,
 * `filterPodSecurityGroups`), which tests the first before it reads a selector.
 */
export function policyStatus(policy: Policy): PolicyStatus {
  return compilePolicy(policy).status;
}

/** The label keys that the policy's selectors read of a pod and of its ServiceAccount, sorted. */
export function selectorKeys(policy: Policy): {
  readonly pod: readonly string[];
  readonly account: readonly string[];
} {
  const { podSelector, accountSelector } = compilePolicy(policy);
  return { pod: keysOf(podSelector), account: keysOf(accountSelector) };
}

function statusOf(policy: Policy, pod: CompiledSelector, account: CompiledSelector): PolicyStatus {
  const lacks: string[] = [];
  if (pod.kind === 'absent' && account.kind === 'absent') {
    lacks.push('it has neither a podSelector nor a serviceAccountSelector');
  }
  if (policy.groupIds.length === 0) lacks.push('it names no security group');
  if (lacks.length > 0) return { status: 'inert', reason: lacks.join('; ') };

  const faults: string[] = [];
  if (pod.kind === 'invalid') faults.push(`podSelector: ${pod.reason}`);
  if (account.kind === 'invalid') faults.push(`serviceAccountSelector: ${account.reason}`);
  if (faults.length > 0) return { status: 'invalid', reason: faults.join('; ') };
  return { status: 'active', reason: null };
}
