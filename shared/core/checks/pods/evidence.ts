import type { PodView } from '../../estate/index.ts';
import type { Evidence, NetworkInterface, Policy } from '../../model/index.ts';
import { formatAddress } from '../../net/index.ts';
import { printable } from '../contract/message.ts';

/** How many of a kind are listed; the number of all stands beside them. */
export const LISTED = 10;

export const policyName = ({ namespace, name }: Policy): string =>
  printable(`${namespace}/${name}`);

export const policyEvidence = (policy: Policy): Evidence => ({
  kind: 'policy',
  id: policyName(policy),
  generation: policy.generation,
  groups: policy.groupIds.slice(0, LISTED).map(printable),
});

export const interfaceEvidence = (eni: NetworkInterface): Evidence => ({
  kind: 'interface',
  id: eni.id,
  type: eni.interfaceType,
  status: eni.status,
  subnet: eni.subnetId,
  groups: eni.groups,
  addresses: eni.addresses.slice(0, LISTED).map(formatAddress),
});

export const podEvidence = ({ pod }: PodView): Evidence => ({
  kind: 'pod',
  id: printable(`${pod.namespace}/${pod.name}`),
  uid: printable(pod.uid),
  node: pod.nodeName === null ? null : printable(pod.nodeName),
});

/** The first of many, and how many there are. */
export function firstOf(kind: string, items: readonly Evidence[]): readonly Evidence[] {
  if (items.length <= LISTED) return items;
  return [
    ...items.slice(0, LISTED),
    { kind: 'note', id: `${items.length} ${kind}`, listed: LISTED, count: items.length },
  ];
}
