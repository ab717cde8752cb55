import type { Direction, GroupId, Rule, RuleId, UnknownReason } from '../model/index.ts';
import { sortedUnique } from '../model/index.ts';
import type { Network, Spot } from './flow.ts';
import { deny, type LayerVerdict, pass, unknown } from './layer.ts';
import { type Contains, listHolds, prefixHolds } from './spot.ts';

/** Whether a rule that names a group matches on this path: it does inside a VPC and across an active peering of one Region. */
export type References = 'match' | 'lost' | 'unknown';

/** The other end of the packet, as a security-group rule sees it. */
export interface Peer {
  readonly address: Spot;
  readonly groups: readonly GroupId[] | UnknownReason;
  readonly references: References;
}

export interface Service {
  readonly protocol: number;
  readonly port: number;
}

/** The rule concerns this protocol and port, whoever its peer is. */
export function ruleServes(rule: Rule, { protocol, port }: Service): boolean {
  const { from, to } = rule.ports;
  return (rule.protocol === 'all' || rule.protocol === protocol) && from <= port && port <= to;
}

/** A reference through a peering that is not active matches nobody (EC2 calls the rule stale). */
export function isStale(rule: Rule): boolean {
  const { peer } = rule;
  return (
    peer.kind === 'group' &&
    peer.peeringId !== null &&
    (peer.peeringStatus ?? 'active') !== 'active'
  );
}

/** `lost`: the rule names a group of the other end, and that counts for nothing on this way. */
type Match = 'yes' | 'no' | 'lost' | UnknownReason;

function peerMatches(network: Network, rule: Rule, other: Peer): Match {
  const { peer } = rule;
  switch (peer.kind) {
    case 'cidr':
      return matchOf(prefixHolds(peer.prefix, other.address), 'store-address-unseen');
    case 'prefix-list': {
      const list = network.prefixLists.get(peer.id);
      const why = list?.complete ? 'store-address-unseen' : 'prefix-list-unreadable';
      return matchOf(listHolds(list, other.address), why);
    }
    case 'group':
      if (isStale(rule)) return 'no';
      if (typeof other.groups === 'string')
        return other.references === 'lost' ? 'no' : other.groups;
      if (!other.groups.includes(peer.groupId)) return 'no';
      return REFERENCE_MATCH[other.references];
  }
}

const REFERENCE_MATCH = { match: 'yes', lost: 'lost', unknown: 'unsupported' } as const;

const matchOf = (contains: Contains, why: UnknownReason): Match =>
  contains === 'unclear' ? why : contains;

/**
 * Do the groups of one interface admit the packet? All rules of all groups are pooled and only allow (VPC User Guide,
 * "Security group rules"); replies are never asked, groups are stateful.
 */
export function groupLayer(
  network: Network,
  groups: readonly GroupId[] | UnknownReason,
  direction: Direction,
  service: Service,
  other: Peer,
): LayerVerdict {
  if (typeof groups === 'string') return unknown('', groups);
  const component = groups.join(',');
  if (groups.length === 0) return unknown(component, 'groups-unseen');
  const admitting: RuleId[] = [];
  const reasons: UnknownReason[] = [];
  let ruleCount = 0;
  let isLost = false;
  for (const id of groups) {
    const facts = network.groups.get(id);
    if (facts === undefined) reasons.push('groups-unseen');
    else if (!facts.complete) reasons.push('rules-unseen');
    const rules = facts?.[direction] ?? [];
    ruleCount += rules.length;
    for (const rule of rules) {
      if (!ruleServes(rule, service)) continue;
      const match = peerMatches(network, rule, other);
      if (match === 'yes') admitting.push(rule.id);
      else if (match === 'lost') isLost = true;
      else if (match !== 'no') reasons.push(match);
    }
  }
  if (admitting.length > 0) return pass(component, sortedUnique(admitting));
  const [first, ...rest] = sortedUnique(reasons);
  if (first !== undefined) return unknown(component, first, ...rest);
  if (isLost) return deny(component, 'SG_REFERENCES_NOT_PRESERVED');
  return deny(component, ruleCount === 0 ? 'SG_HAS_NO_RULES' : 'ENI_SG_RULES_MISMATCH');
}
