import type { Random } from './random.ts';
import { randomGroup, randomKey, randomOperator, randomValue } from './random-text.ts';
import type { AccountDraft, Pair, PodDraft, PolicyDraft, SelectorDraft, World } from './world.ts';

export const PODS_OF_A_WORLD = 4;

/**
 * A few policies of a few namespaces, and pods that they may select. Selectors are drawn from the labels that are
 * there, or hardly any would match; faults are rare enough that most policies work.
 */
export function randomWorld(random: Random): World {
  const accounts = [randomAccount(random), ...random.some(3, () => randomAccount(random))];
  const pods = Array.from({ length: PODS_OF_A_WORLD }, () => randomPod(random, accounts));
  const podLabels = pods.flatMap(({ labels }) => labels);
  const accountLabels = accounts.flatMap(({ labels }) => labels);
  const names = random.some(5, () => null).map((_, index) => `policy-${index}`);
  const policies = names.map((name) => randomPolicy(random, name, podLabels, accountLabels));
  return { policies, accounts, pods, windowsIpam: random.chance(0.5) };
}

const randomNamespace = (random: Random): string =>
  random.chance(0.9) ? 'shop' : random.pick(['Shop', 'shop-2', '__proto__', 'default']);

const LABEL_STRANGENESS = 0.05;
const SELECTOR_STRANGENESS = 0.02;

const randomLabels = (random: Random): Pair[] =>
  random.some(4, () => ({
    key: randomKey(random, LABEL_STRANGENESS),
    value: randomValue(random, LABEL_STRANGENESS),
  }));

function randomAccount(random: Random): AccountDraft {
  const name = random.pick(['default', 'orders', 'billing']);
  return { namespace: randomNamespace(random), name, labels: randomLabels(random) };
}

function randomPod(random: Random, accounts: readonly AccountDraft[]): PodDraft {
  const account = random.chance(0.9) ? accounts[random.below(accounts.length)] : undefined;
  const labels = randomLabels(random);
  if (random.chance(0.2)) {
    labels.push({ key: 'eks.amazonaws.com/fargate-profile', value: random.pick(['', 'profile']) });
  }
  return {
    namespace: account?.namespace ?? randomNamespace(random),
    labels,
    account: account?.name ?? random.pick([null, '', 'default', 'orders', 'Orders', 'gone']),
    hostNetwork: random.chance(0.1),
    nodeSelector: random.some(2, () => randomNodeSelector(random)),
    fargatePodSg: random.chance(0.3) ? random.pick(['', 'sg-1', 'sg-1,sg-2', 'sg-9']) : null,
    containers: [randomContainer(random), ...random.some(2, () => randomContainer(random))],
  };
}

const randomNodeSelector = (random: Random): Pair => ({
  key: random.pick(['kubernetes.io/os', 'beta.kubernetes.io/os', 'os', 'zone']),
  value: random.pick(['linux', 'linux', 'windows', 'Windows', 'windows ', '']),
});

const randomContainer = (random: Random): PodDraft['containers'][number] => ({
  limit: random.chance(0.8) ? null : random.pick(['1', '2', '0']),
  request: random.chance(0.8) ? null : random.pick(['1', '2', '0']),
});

function randomPolicy(
  random: Random,
  name: string,
  podLabels: readonly Pair[],
  accountLabels: readonly Pair[],
): PolicyDraft {
  return {
    namespace: randomNamespace(random),
    name,
    podSelector: random.chance(0.25) ? null : randomSelector(random, podLabels),
    serviceAccountSelector: random.chance(0.5) ? null : randomSelector(random, accountLabels),
    groupIds: random.chance(0.05) ? null : random.some(4, () => randomGroup(random)),
  };
}

function randomSelector(random: Random, present: readonly Pair[]): SelectorDraft {
  const pairs = () => random.some(random.pick([0, 1, 1, 2]), () => randomPair(random, present));
  const terms = () => random.some(random.pick([0, 1, 1, 3]), () => randomTerm(random, present));
  return {
    matchLabels: random.chance(0.3) ? null : pairs(),
    matchExpressions: random.chance(0.3) ? null : terms(),
  };
}

function randomPair(random: Random, present: readonly Pair[]): Pair {
  const found = present[random.below(present.length)];
  if (found && random.chance(0.8)) return found;
  return {
    key: randomKey(random, SELECTOR_STRANGENESS),
    value: randomValue(random, SELECTOR_STRANGENESS),
  };
}

type Term = NonNullable<SelectorDraft['matchExpressions']>[number];

function randomTerm(random: Random, present: readonly Pair[]): Term {
  const { key } = randomPair(random, present);
  const operator = randomOperator(random, SELECTOR_STRANGENESS);
  const wantsValues = operator === 'In' || operator === 'NotIn';
  if (wantsValues === random.chance(0.02)) {
    return { key, operator, values: random.pick([null, []]) };
  }
  const more = random.some(2, () => randomPair(random, present).value);
  return { key, operator, values: [randomPair(random, present).value, ...more] };
}
