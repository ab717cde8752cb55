import { IpSet } from '../../net/index.ts';
import type { Rule } from '../../model/index.ts';
import type { Network } from '../../reach/index.ts';
import type { PeerAddresses } from '../contract/views.ts';

const UNREADABLE: PeerAddresses = { addresses: IpSet.empty, complete: false };

/** The addresses that a rule admits by number; null where it admits a group. */
export function peerAddresses({ peer }: Rule, network: Network): PeerAddresses | null {
  switch (peer.kind) {
    case 'group':
      return null;
    case 'cidr':
      return { addresses: IpSet.fromPrefixes([peer.prefix]), complete: true };
    case 'prefix-list':
      return network.prefixLists.get(peer.id) ?? UNREADABLE;
  }
}
