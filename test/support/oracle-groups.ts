import { type Prefix, prefixContains, type Protocol } from '../../shared/core/net/index.ts';
import {
  type GroupId,
  type PrefixListId,
  type Rule,
  type UnknownReason,
} from '../../shared/core/model/index.ts';
import { type Network, type Target } from '../../shared/core/reach/flow.ts';
import { type Known, type Where, type Said, said, YES, NO, because } from './oracle-said.ts';

function isIn(prefix: Prefix, where: Where, family: 4 | 6): Known {
  if (prefix.family !== family) return 'no';
  if (prefix.length === 0) return 'yes';
  if (where === null) return 'unknown';
  return prefixContains(prefix, where) ? 'yes' : 'no';
}

const anyOf = (answers: readonly Known[]): Known =>
  answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';

function servesPort(
  ports: { from: number; to: number },
  protocol: Protocol,
  target: Target,
): boolean {
  if (protocol === 'all') return true;
  return protocol === target.protocol && ports.from <= target.port && target.port <= ports.to;
}

/** Whether a rule that names a group recognises it on this way. */
export type References = 'kept' | 'lost' | 'unclear';

export interface Other {
  readonly where: Where;
  readonly family: 4 | 6;
  readonly groups: readonly GroupId[] | UnknownReason;
}

function ruleMatches(network: Network, rule: Rule, other: Other, references: References): Said {
  const { peer } = rule;
  if (peer.kind === 'cidr') {
    const inside = isIn(peer.prefix, other.where, other.family);
    return inside === 'unknown' ? because('store-address-unseen') : said(inside);
  }
  if (peer.kind === 'prefix-list') return listMatches(network, peer.id, other);
  if (peer.peeringId !== null && peer.peeringStatus !== null && peer.peeringStatus !== 'active')
    return NO;
  if (typeof other.groups === 'string') return references === 'lost' ? NO : because(other.groups);
  if (!other.groups.includes(peer.groupId) || references === 'lost') return NO;
  return references === 'kept' ? YES : because('unsupported');
}

function listMatches(network: Network, id: PrefixListId, other: Other): Said {
  const list = network.prefixLists.get(id);
  if (list === undefined) return because('prefix-list-unreadable');
  const inside = anyOf(list.prefixes.map((prefix) => isIn(prefix, other.where, other.family)));
  if (inside === 'yes') return YES;
  if (!list.complete) return because('prefix-list-unreadable');
  return inside === 'no' ? NO : because('store-address-unseen');
}

export function groupsAdmit(
  network: Network,
  groups: readonly GroupId[] | UnknownReason,
  direction: 'ingress' | 'egress',
  target: Target,
  other: Other,
  references: References,
): Said {
  if (typeof groups === 'string') return because(groups);
  if (groups.length === 0) return because('groups-unseen');
  const reasons: UnknownReason[] = [];
  const admitting: string[] = [];
  for (const id of groups) {
    const group = network.groups.get(id);
    if (group === undefined) {
      reasons.push('groups-unseen');
      continue;
    }
    if (!group.complete) reasons.push('rules-unseen');
    for (const rule of direction === 'ingress' ? group.ingress : group.egress) {
      if (!servesPort(rule.ports, rule.protocol, target)) continue;
      const match = ruleMatches(network, rule, other, references);
      if (match.passes === 'yes') admitting.push(rule.id);
      reasons.push(...match.reasons);
    }
  }
  if (admitting.length > 0) return said('yes', [], admitting);
  return reasons.length > 0 ? because(...reasons) : NO;
}
