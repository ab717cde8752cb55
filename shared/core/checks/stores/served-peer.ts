import { type Family, formatPrefix } from '../../net/index.ts';
import type { Rule } from '../../model/index.ts';
import type { PeerAddresses, RulesView, StoreRule } from '../contract/views.ts';

const FAMILIES: readonly Family[] = [4, 6];

/** The addresses that a rule admits, in the families in which the store answers; null where it admits a group. */
export function servedPeer({ rule, store }: StoreRule, rules: RulesView): PeerAddresses | null {
  const peer = rules.addressesOf(rule);
  if (peer === null) return null;
  const closed = FAMILIES.filter((family) => !store.store.families.includes(family));
  const addresses = closed.reduce(
    (left, family) => left.subtract(left.restrictTo(family)),
    peer.addresses,
  );
  return { ...peer, addresses };
}

export function peerName({ peer }: Rule): string {
  switch (peer.kind) {
    case 'cidr':
      return formatPrefix(peer.prefix);
    case 'prefix-list':
      return peer.id;
    case 'group':
      return peer.groupId;
  }
}
