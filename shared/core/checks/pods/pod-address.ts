import { type IpAddress, prefixContains, sameAddress } from '../../net/index.ts';
import type { NetworkInterface } from '../../model/index.ts';
import type { PodFacts } from './pod-facts.ts';

/** Delegated prefixes count as addresses of the interface. */
export const holdsAddress = (eni: NetworkInterface, address: IpAddress): boolean =>
  eni.addresses.some((one) => sameAddress(one, address)) ||
  eni.prefixes.some((prefix) => prefixContains(prefix, address));

/**
 * Whether the pod answers on the branch interface that its annotation names: the annotation, the pod's status and EC2
 * must agree. `no` needs only two of them to differ.
 */
export function isOnItsBranch({ view }: PodFacts): 'yes' | 'no' | 'unseen' | 'no-claim' {
  const { claim, pod, worn } = view;
  if (claim === null) return 'no-claim';
  const named = claim.entry.addresses;
  const isNamed = pod.ips.some((ip) => named.some((address) => sameAddress(address, ip)));
  if (named.length > 0 && pod.ips.length > 0 && !isNamed) return 'no';
  if (claim.interface !== null) {
    const { interface: eni } = claim;
    return pod.ips.some((ip) => holdsAddress(eni, ip)) ? 'yes' : 'no';
  }
  return worn.state === 'known' && worn.interface.id !== claim.entry.eniId ? 'no' : 'unseen';
}
