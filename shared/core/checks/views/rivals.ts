import { formatAddress, type IpAddress, prefixContains, sameAddress } from '../../net/index.ts';
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
    push(byName, entry.eniId, pod);
    for (const address of entry.addresses) push(byName, formatAddress(address), pod);
  }
  return (pod) => {
    const entry = entryOf(pod);
    if (entry === null) return NO_RIVALS;
    const names = [entry.eniId, ...entry.addresses.map(formatAddress)];
    const others = new Set(names.flatMap((name) => byName.get(name) ?? []));
    others.delete(pod);
    if (others.size === 0) return NO_RIVALS;
    const answers = [...others].map((other) => ({ other, shared: mayShare(pod, other) }));
    return {
      pods: answers.filter(({ shared }) => shared === false).map(({ other }) => other),
      isUnclear: answers.some(({ shared }) => shared === null),
    };
  };
}
