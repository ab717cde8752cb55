import {
  compareText,
  type GroupId,
  type Labels,
  type Policy,
  sortedUnique,
} from '../model/index.ts';
import { type CompiledPolicy, compilePolicy } from './compiled-policy.ts';
import { keysOf, selectorMatches } from './selector.ts';

/**
 * What is known of a pod's ServiceAccount. `unseen`: it may exist. `absent`: a complete listing shows none of that name.
 */
export type AccountFact =
  | { readonly kind: 'known'; readonly labels: Labels }
  | { readonly kind: 'unseen' }
  | { readonly kind: 'absent' };

/** What the policies of one namespace declare. Labels that no selector tells apart share one object. */
export interface PolicyMatch {
  /** Policies that match for certain, sorted by name. */
  readonly matched: readonly Policy[];
  /** Policies that match or not depending on a ServiceAccount that is not known, sorted by name. */
  readonly undecided: readonly Policy[];
  /** Union of the groups of `matched`, sorted. */
  readonly groups: readonly GroupId[];
}

export interface PolicyIndex {
  /**
   * Applies to a running pod and to a workload's template alike. The class of the pod is not considered
   * (`policiesApply`).
   *
   * An account that is absent is taken as one not seen. At creation the controller refuses a pod whose account it does
   * not find, so a pod that runs had one, with labels that nobody can tell any more. Without an account the
   * controller matches nothing, so that even an empty `serviceAccountSelector` leaves the policy undecided.
   */
  readonly match: (namespace: string, labels: Labels, account: AccountFact) => PolicyMatch;
}

type NamespaceMatch = (labels: Labels, account: AccountFact) => PolicyMatch;

const NO_MATCH: PolicyMatch = { matched: [], undecided: [], groups: [] };

/** A policy sees the pods of its own namespace only (amazon-vpc-resource-controller-k8s pkg/utils/helper.go). */
export function compilePolicies(policies: readonly Policy[]): PolicyIndex {
  const namespaces = new Map<string, NamespaceMatch>();
  for (const [namespace, own] of Map.groupBy(policies, (policy) => policy.namespace)) {
    namespaces.set(namespace, compileNamespace(own));
  }
  return {
    match: (namespace, labels, account) => namespaces.get(namespace)?.(labels, account) ?? NO_MATCH,
  };
}

/**
 * Many pods share few label maps, and of those that are a pod's own (an index, a pod's name) the selectors read little:
 * answers are kept by the values that selectors read, and those by the identity of the label map.
 */
function compileNamespace(policies: readonly Policy[]): NamespaceMatch {
  const active = policies
    .toSorted((a, b) => compareText(a.name, b.name) || compareText(a.uid, b.uid))
    .map(compilePolicy)
    .filter(({ status }) => status.status === 'active');
  const readPod = readerOf(active.flatMap(({ podSelector }) => keysOf(podSelector)));
  const readAccount = readerOf(active.flatMap(({ accountSelector }) => keysOf(accountSelector)));
  const answers = new Map<string, PolicyMatch>();

  return (labels, account) => {
    const read = readPod(labels) + (account.kind === 'known' ? readAccount(account.labels) : '');
    const known = answers.get(read);
    if (known) return known;
    const answer = matchAll(active, labels, account);
    answers.set(read, answer);
    return answer;
  };
}

/** Writes the values of some labels as one text, without ambiguity. */
function readerOf(keys: readonly string[]): (labels: Labels) => string {
  const distinct = [...new Set(keys)];
  const texts = new WeakMap<Labels, string>();
  return (labels) => {
    const known = texts.get(labels);
    if (known !== undefined) return known;
    const text = JSON.stringify(distinct.map((key) => labels.get(key) ?? null));
    texts.set(labels, text);
    return text;
  };
}

function matchAll(
  policies: readonly CompiledPolicy[],
  labels: Labels,
  account: AccountFact,
): PolicyMatch {
  const matched: Policy[] = [];
  const undecided: Policy[] = [];
  for (const compiled of policies) {
    const answer = matchOne(compiled, labels, account);
    if (answer === 'yes') matched.push(compiled.policy);
    if (answer === 'undecided') undecided.push(compiled.policy);
  }
  if (matched.length + undecided.length === 0) return NO_MATCH;
  return { matched, undecided, groups: sortedUnique(matched.flatMap(({ groupIds }) => groupIds)) };
}

/** Both selectors must match where both are given. */
function matchOne(
  { podSelector, accountSelector }: CompiledPolicy,
  labels: Labels,
  account: AccountFact,
): 'yes' | 'no' | 'undecided' {
  if (podSelector.kind !== 'absent' && !selectorMatches(podSelector, labels)) return 'no';
  if (accountSelector.kind === 'absent') return 'yes';
  if (account.kind !== 'known') return 'undecided';
  return selectorMatches(accountSelector, account.labels) ? 'yes' : 'no';
}
