import { type IpAddress, prefixContains, sameAddress } from '../../net/index.ts';
import type { PodView } from '../../estate/index.ts';
import type { PodEniEntry } from '../../model/index.ts';
import type { Rivals } from '../contract/views.ts';
import type { PodFacts } from '../pods/pod-facts.ts';

const NO_RIVALS: Rivals = { pods: [], isUnclear: false };

const entryOf = (pod: PodView): PodEniEntry | null => pod.claim?.entry ?? null;

const shareAddress = (a: PodEniEntry, b: PodEniEntry): boolean =>
  a.addresses.some((one) => b.addresses.some((other) => sameAddress(one, other)));

/** One pod, one branch interface; with delegated prefixes several pods may share one, each with its own address. */
function mayShare(pod: PodView, other: PodView): boolean | null {
  const [own, others] = [entryOf(pod), entryOf(other)];
  if (own === null || others === null) return true;
  if (shareAddress(own, others)) return false;
  if (own.eniId !== others.eniId) return true;
  const eni = pod.claim?.interface ?? null;
  if (eni === null) return null;
  const isDelegated = (address: IpAddress): boolean =>
    eni.prefixes.some((prefix) => prefixContains(prefix, address));
  return eni.prefixes.length > 0 && [...own.addresses, ...others.addresses].every(isDelegated);
}

const NOBODY: readonly PodView[] = [];

/** What only one pod may name: its interface and its addresses. */
const namesOf = ({ eniId, addresses }: PodEniEntry): readonly string[] => [
  eniId,
  ...addresses.map(addressKey),
];

const addressKey = ({ family, value }: IpAddress): string => `${family}:${value}`;

function push(index: Map<string, PodView[]>, key: string, pod: PodView): void {
  const list = index.get(key);
  if (list === undefined) index.set(key, [pod]);
  else list.push(pod);
}

/** Running pods by what their annotation names; a pod that leaves may still name what its successor has. */
export function rivalFinder(
  pods: readonly PodView[],
  factsOf: (pod: PodView) => PodFacts,
): (pod: PodView) => Rivals {
  const byName = new Map<string, PodView[]>();
  for (const pod of pods) {
    const entry = entryOf(pod);
    if (entry === null || factsOf(pod).stage !== 'running') continue;
    for (const name of namesOf(entry)) push(byName, name, pod);
  }
  return (pod) => {
    const entry = entryOf(pod);
    if (entry === null) return NO_RIVALS;
    const named = namesOf(entry).flatMap((name) => {
      const list = byName.get(name);
      return list === undefined || (list.length === 1 && list[0] === pod) ? NOBODY : list;
    });
    if (named.length === 0) return NO_RIVALS;
    const others = new Set(named);
    others.delete(pod);
    if (others.size === 0) return NO_RIVALS;
    const answers = [...others].map((other) => ({ other, shared: mayShare(pod, other) }));
    return {
      pods: answers.filter(({ shared }) => shared === false).map(({ other }) => other),
      isUnclear: answers.some(({ shared }) => shared === null),
    };
  };
}
