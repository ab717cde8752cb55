import type { AccountDraft, PodDraft, PolicyDraft, SelectorDraft, World } from './world.ts';

/** The smallest world found, by taking away one thing after the other, of which `differs` still holds. */
export async function shrink(
  world: World,
  differs: (world: World) => Promise<boolean>,
): Promise<World> {
  for (const less of smallerWorlds(world)) {
    if (await differs(less)) return shrink(less, differs);
  }
  return world;
}

type Smaller<T> = (value: T) => Iterable<T>;

/** A list without one of its members, or with a smaller one. */
function* shorter<T>(list: readonly T[], smaller: Smaller<T> = () => []): Generator<readonly T[]> {
  for (const index of list.keys()) yield list.toSpliced(index, 1);
  for (const [index, member] of list.entries()) {
    for (const less of smaller(member)) yield list.with(index, less);
  }
}

/** Nothing instead of something, before something smaller. */
function* lessOrNone<T>(value: T | null, smaller: Smaller<T>): Generator<T | null> {
  if (value === null) return;
  yield null;
  yield* smaller(value);
}

function* smallerWorlds(world: World): Generator<World> {
  // A question without pods has no answer.
  for (const pods of shorter(world.pods, smallerPods))
    if (pods.length > 0) yield { ...world, pods };
  for (const policies of shorter(world.policies, smallerPolicies)) yield { ...world, policies };
  for (const accounts of shorter(world.accounts, smallerAccounts)) yield { ...world, accounts };
}

function* smallerPods(pod: PodDraft): Generator<PodDraft> {
  for (const labels of shorter(pod.labels)) yield { ...pod, labels };
  for (const nodeSelector of shorter(pod.nodeSelector)) yield { ...pod, nodeSelector };
  if (pod.fargatePodSg !== null) yield { ...pod, fargatePodSg: null };
  for (const containers of shorter(pod.containers)) {
    // The webhook panics over a pod without containers.
    if (containers.length > 0) yield { ...pod, containers };
  }
}

function* smallerAccounts(account: AccountDraft): Generator<AccountDraft> {
  for (const labels of shorter(account.labels)) yield { ...account, labels };
}

function* smallerPolicies(policy: PolicyDraft): Generator<PolicyDraft> {
  for (const podSelector of lessOrNone(policy.podSelector, smallerSelectors)) {
    yield { ...policy, podSelector };
  }
  for (const selector of lessOrNone(policy.serviceAccountSelector, smallerSelectors)) {
    yield { ...policy, serviceAccountSelector: selector };
  }
  for (const groupIds of lessOrNone(policy.groupIds, shorter)) yield { ...policy, groupIds };
}

function* smallerSelectors(selector: SelectorDraft): Generator<SelectorDraft> {
  for (const matchLabels of lessOrNone(selector.matchLabels, shorter)) {
    yield { ...selector, matchLabels };
  }
  for (const matchExpressions of lessOrNone(selector.matchExpressions, smallerTerms)) {
    yield { ...selector, matchExpressions };
  }
}

type Terms = NonNullable<SelectorDraft['matchExpressions']>;

const smallerTerms = (terms: Terms): Iterable<Terms> =>
  shorter(terms, function* smallerTerm(term) {
    for (const values of lessOrNone(term.values, shorter)) yield { ...term, values };
  });
