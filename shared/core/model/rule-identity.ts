import { formatPrefix, formatProtocol } from '../net/index.ts';
import type { Rule, RulePeer } from './network.ts';

function peerText(peer: RulePeer): string {
  switch (peer.kind) {
    case 'cidr':
      return formatPrefix(peer.prefix);
    case 'prefix-list':
      return peer.id;
    case 'group':
      return peer.groupId;
  }
}

/**
 * What a rule is, whatever its id or place in a list: `sg-…/ingress/tcp/3306-3306/sg-…`. Revoking and adding the same
 * rule changes nothing; the ports of a rule for all of them are `all`.
 */
export function ruleIdentity({ groupId, direction, protocol, ports, peer }: Rule): string {
  const range = ports.from === 0 && ports.to === 65535 ? 'all' : `${ports.from}-${ports.to}`;
  return `${groupId}/${direction}/${formatProtocol(protocol)}/${range}/${peerText(peer)}`;
}
