import {
  formatAddress,
  type IpAddress,
  type IpSet,
  PortSet,
  type Prefix,
  prefixContains,
  type Protocol,
} from '../../shared/core/net/index.ts';
import type {
  GroupId,
  Nacl,
  Peering,
  PeeringId,
  PeeringSide,
  PrefixListId,
  Route,
  Rule,
  SubnetId,
  UnknownReason,
  VpcId,
} from '../../shared/core/model/index.ts';
import type {
  Layer,
  Network,
  Place,
  Reach,
  Source,
  SourceAddresses,
  SubnetFacts,
  Target,
} from '../../shared/core/reach/flow.ts';

/**
 * A slow evaluator of one pair: one packet to every single address at which the store may answer. It shares nothing with
 * the engine but the types, so that both being wrong in the same way is unlikely.
 */
export interface OracleAnswer {
  readonly reach: Reach;
  readonly opens: 'yes' | 'no' | 'unknown';
  /** Layers that deny some packet, in any family. */
  readonly denying: ReadonlySet<Layer>;
  readonly reasons: ReadonlySet<UnknownReason>;
  readonly returnPorts: PortSet;
  readonly egressRules: ReadonlySet<string>;
  readonly ingressRules: ReadonlySet<string>;
}

type Known = 'yes' | 'no' | 'unknown';
/** A destination address; null where it was not seen. */
type Where = IpAddress | null;

/** What one layer says of one packet. Reasons are those of what could not be seen. */
interface Said {
  readonly passes: Known;
  readonly reasons: readonly UnknownReason[];
  readonly rules: readonly string[];
}
const said = (
  passes: Known,
  reasons: readonly UnknownReason[] = [],
  rules: readonly string[] = [],
): Said => ({ passes, reasons, rules });
const YES = said('yes');
const NO = said('no');
const because = (...reasons: UnknownReason[]): Said => said('unknown', reasons);

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

// ---------------------------------------------------------------------------------------------- groups

/** Whether a rule that names a group recognises it on this way. */
type References = 'kept' | 'lost' | 'unclear';

interface Other {
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

function groupsAdmit(
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

// ---------------------------------------------------------------------------------------------- NACLs

function firstMatch(
  nacl: Nacl,
  egress: boolean,
  port: number,
  target: Target,
  where: IpAddress,
): boolean {
  const first = nacl.entries
    .filter((entry) => entry.egress === egress)
    .filter((entry) => entry.protocol === 'all' || entry.protocol === target.protocol)
    .filter(
      (entry) => entry.protocol === 'all' || (entry.ports.from <= port && port <= entry.ports.to),
    )
    .filter((entry) => prefixContains(entry.prefix, where))
    .toSorted((a, b) => a.ruleNumber - b.ruleNumber)[0];
  return first?.action === 'allow';
}

function naclAdmits(
  nacl: Nacl | null | undefined,
  egress: boolean,
  port: number,
  target: Target,
  where: Where,
): Said {
  if (!nacl?.complete) return because('nacl-unseen');
  if (where === null) return because('store-address-unseen');
  return firstMatch(nacl, egress, port, target, where) ? YES : NO;
}

/** The client ports at which something in the list may begin or end. */
function portSteps(nacl: Nacl): readonly number[] {
  const edges = nacl.entries.flatMap(({ ports }) => [ports.from, ports.to + 1]);
  return [...new Set([1024, ...edges.filter((port) => port > 1024 && port <= 65535)])].sort(
    (a, b) => a - b,
  );
}

interface Returns {
  readonly said: Said;
  readonly ports: PortSet;
}
const CLIENT = PortSet.of([{ from: 1024, to: 65535 }]);

function naclReturns(
  nacl: Nacl | null | undefined,
  egress: boolean,
  target: Target,
  where: Where,
): Returns {
  if (!nacl?.complete) return { said: because('nacl-unseen'), ports: CLIENT };
  if (where === null) return { said: because('store-address-unseen'), ports: CLIENT };
  const steps = portSteps(nacl);
  const open = steps.flatMap((from, index) => {
    const to = (steps[index + 1] ?? 65536) - 1;
    return firstMatch(nacl, egress, from, target, where) ? [{ from, to }] : [];
  });
  const ports = PortSet.of(open);
  return { said: ports.isEmpty() ? NO : YES, ports };
}

// ---------------------------------------------------------------------------------------------- routes

interface End {
  readonly vpcId: VpcId;
  readonly subnet: SubnetFacts | undefined;
  readonly where: Where;
}

type Choice = Route['target'] | 'blackhole';

/** The route with the longest prefix that holds the address; `unsure` when a list may have a longer one. */
function longestMatch(
  network: Network,
  routes: readonly Route[],
  where: IpAddress,
): { readonly length: number; readonly choice: Choice | null; readonly unsure: boolean } {
  let length = -1;
  let choice: Choice | null = null;
  let unsure = false;
  for (const { destination, target, state } of routes) {
    const list =
      destination.kind === 'prefix-list' ? network.prefixLists.get(destination.id) : undefined;
    const prefixes = destination.kind === 'cidr' ? [destination.prefix] : (list?.prefixes ?? []);
    if (destination.kind === 'prefix-list' && !list?.complete) unsure = true;
    for (const prefix of prefixes) {
      if (!prefixContains(prefix, where) || prefix.length <= length) continue;
      length = prefix.length;
      choice = state === 'blackhole' ? 'blackhole' : target;
    }
  }
  return { length, choice, unsure };
}

/** Inside one VPC: local, unless a known route is more specific (or has taken the local route's place). */
function wayInside(network: Network, from: End, to: End): Said {
  const table = from.subnet?.routeTable;
  const { where } = to;
  if (!table || where === null) return YES;
  const best = longestMatch(network, table.routes, where);
  if (best.choice === null || (best.choice !== 'blackhole' && best.choice.kind === 'local'))
    return YES;
  const blocks = network.vpcs.get(to.vpcId)?.blocks ?? [];
  const locals = table.routes.flatMap(({ destination, target }) =>
    target.kind === 'local' && destination.kind === 'cidr' ? [destination.prefix] : [],
  );
  const known = [...blocks, ...locals].filter((one) => prefixContains(one, where));
  if (known.length === 0 || known.some((one) => one.length > best.length)) return YES;
  return best.choice === 'blackhole' ? NO : because('middlebox');
}

function wayAcross(network: Network, from: End, to: End): Said {
  if (to.where === null) return because('store-address-unseen');
  const table = from.subnet?.routeTable;
  if (!table?.complete) return because('routes-unseen');
  const best = longestMatch(network, table.routes, to.where);
  if (best.unsure) return because('prefix-list-unreadable');
  if (best.choice === null || best.choice === 'blackhole') return NO;
  switch (best.choice.kind) {
    case 'peering':
      return wayOverPeering(network, best.choice.id, from, to, to.where);
    case 'transit-gateway':
      return because('transit-gateway');
    case 'appliance':
      return because('middlebox');
    case 'local':
    case 'internet-gateway':
    case 'egress-only-gateway':
      return NO;
    case 'nat-gateway':
      // The default route through NAT leads to the internet; a narrower one is a private NAT gateway's.
      return best.length === 0 ? NO : because('middlebox');
    case 'vpn-gateway':
    case 'other':
      return because('unsupported');
  }
}

/** Its two sides in the order here, there; null when it joins other VPCs. */
function sidesOf(
  peering: Peering,
  here: VpcId,
  there: VpcId,
): readonly [PeeringSide, PeeringSide] | null {
  const { requester, accepter } = peering;
  if (requester.vpcId === here && accepter.vpcId === there) return [requester, accepter];
  return accepter.vpcId === here && requester.vpcId === there ? [accepter, requester] : null;
}

function wayOverPeering(
  network: Network,
  id: PeeringId,
  from: End,
  to: End,
  where: IpAddress,
): Said {
  const peering = network.peerings.get(id);
  if (peering === undefined) return because('routes-unseen');
  const sides = sidesOf(peering, from.vpcId, to.vpcId);
  if (peering.status !== 'active' || sides === null) return NO;
  const blocks = network.vpcs.get(to.vpcId)?.blocks ?? sides[1].cidrs;
  return blocks.some((block) => prefixContains(block, where)) ? YES : NO;
}

const wayOf = (network: Network, from: End, to: End): Said =>
  from.vpcId === to.vpcId ? wayInside(network, from, to) : wayAcross(network, from, to);

/** Groups are recognised inside a VPC and across an active peering of one Region; no VPC pair has two of them. */
function referencesOf(network: Network, here: VpcId, there: VpcId): References {
  if (here === there) return 'kept';
  const peering = [...network.peerings.values()].find(
    (one) => one.status === 'active' && sidesOf(one, here, there) !== null,
  );
  if (!peering?.requester.region || !peering.accepter.region) return 'unclear';
  return peering.requester.region === peering.accepter.region ? 'kept' : 'lost';
}

// ---------------------------------------------------------------------------------------------- packets

interface Packet {
  readonly verdict: Reach;
  readonly denying: readonly Layer[];
  readonly reasons: readonly UnknownReason[];
  readonly ports: PortSet;
  readonly egressRules: readonly string[];
  readonly ingressRules: readonly string[];
}

/** NACLs are asked only where a packet crosses a subnet's border. Where a subnet was not seen, both ends may share it. */
function crosses(
  source: Source,
  from: IpAddress,
  place: Place,
  there: SubnetFacts | undefined,
): boolean | 'perhaps' {
  if (source.vpcId !== place.vpcId) return true;
  if (source.subnetId !== null && place.subnetId !== null)
    return source.subnetId !== place.subnetId;
  return source.subnetId === null && there && !there.cidrs.has(from) ? true : 'perhaps';
}

type NaclLayer = 'nacl-out' | 'nacl-in' | 'nacl-return-out' | 'nacl-return-in';

interface Border {
  readonly layers: Record<NaclLayer, Said>;
  readonly ports: PortSet;
}

function borderOf(target: Target, here: End, there: End, crossing: boolean | 'perhaps'): Border {
  if (crossing === false) {
    const layers = {
      'nacl-out': YES,
      'nacl-in': YES,
      'nacl-return-out': YES,
      'nacl-return-in': YES,
    };
    return { layers, ports: CLIENT };
  }
  const { port } = target;
  const [near, far] = [here.subnet?.nacl, there.subnet?.nacl];
  const out = naclReturns(far, true, target, here.where);
  const back = naclReturns(near, false, target, there.where);
  const ports = out.ports.intersect(back.ports);
  // Each NACL lets some replies out, but no reply both: the second one denies.
  const isCut = ports.isEmpty() && out.said.passes !== 'no';
  const atBorder = (one: Said): Said =>
    one.passes === 'no' && crossing === 'perhaps' ? because('interfaces-unseen') : one;
  return {
    layers: {
      'nacl-out': atBorder(naclAdmits(near, true, port, target, there.where)),
      'nacl-in': atBorder(naclAdmits(far, false, port, target, here.where)),
      'nacl-return-out': atBorder(out.said),
      'nacl-return-in': atBorder(isCut ? NO : back.said),
    },
    ports,
  };
}

function sendPacket(
  network: Network,
  source: Source,
  from: IpAddress,
  target: Target,
  place: Place,
  to: Where,
): Packet {
  const { family } = from;
  const subnetOf = (id: SubnetId | null): SubnetFacts | undefined =>
    id === null ? undefined : network.subnets.get(id);
  const here: End = { vpcId: source.vpcId, subnet: subnetOf(source.subnetId), where: from };
  const there: End = { vpcId: place.vpcId, subnet: subnetOf(place.subnetId), where: to };
  const references = referencesOf(network, source.vpcId, place.vpcId);
  const store: Other = { where: to, family, groups: target.groups };
  const client: Other = { where: from, family, groups: source.groups };
  const border = borderOf(target, here, there, crosses(source, from, place, there.subnet));
  const layers: Record<Layer, Said> = {
    'source-group': groupsAdmit(network, source.groups, 'egress', target, store, references),
    'route-out': wayOf(network, here, there),
    ...border.layers,
    'store-group': groupsAdmit(network, target.groups, 'ingress', target, client, references),
    'route-back': wayOf(network, there, here),
  };
  return conclude(layers, border.ports);
}

function conclude(layers: Record<Layer, Said>, ports: PortSet): Packet {
  const entries = Object.entries(layers) as readonly (readonly [Layer, Said])[];
  const denying = entries.filter(([, layer]) => layer.passes === 'no').map(([name]) => name);
  const open = entries.filter(([, layer]) => layer.passes === 'unknown');
  const verdict =
    denying.length > 0
      ? 'blocked'
      : open.length > 0
        ? 'unknown'
        : ports.equals(CLIENT)
          ? 'reachable'
          : 'partial';
  return {
    verdict,
    denying,
    reasons: open.flatMap(([, layer]) => layer.reasons),
    ports,
    egressRules: layers['source-group'].rules,
    ingressRules: layers['store-group'].rules,
  };
}

/** One by one; sets of the tests are small. */
export function* addressesIn(set: IpSet, family: 4 | 6): Generator<IpAddress> {
  if (family === 4) {
    for (const [first, last] of set.v4Intervals())
      for (let value = first; value <= last; value += 1) yield { family, value };
  } else {
    for (const [first, last] of set.v6Intervals())
      for (let value = first; value <= last; value += 1n) yield { family, value };
  }
}

interface FamilyAnswer extends OracleAnswer {
  readonly rank: number;
}
const RANK: Readonly<Record<Reach, number>> = { blocked: 0, unknown: 1, partial: 2, reachable: 3 };

function familyVerdict(packets: readonly Packet[]): Reach {
  const verdicts = new Set(packets.map((packet) => packet.verdict));
  if (verdicts.has('unknown')) return 'unknown';
  if (verdicts.size === 1) return [...verdicts][0] ?? 'blocked';
  return 'partial';
}

function inFamily(packets: readonly Packet[]): FamilyAnswer {
  const reach = familyVerdict(packets);
  const passing = packets.filter(({ verdict }) => verdict === 'reachable' || verdict === 'partial');
  return {
    reach,
    rank: RANK[reach],
    opens: passing.length > 0 ? 'yes' : reach === 'blocked' ? 'no' : 'unknown',
    denying: new Set(packets.flatMap((packet) => packet.denying)),
    reasons: new Set(
      packets.filter(({ verdict }) => verdict === 'unknown').flatMap(({ reasons }) => reasons),
    ),
    returnPorts:
      passing.length > 0
        ? passing.reduce((all, { ports }) => all.intersect(ports), CLIENT)
        : PortSet.empty,
    egressRules: new Set(packets.flatMap((packet) => packet.egressRules)),
    ingressRules: new Set(packets.flatMap((packet) => packet.ingressRules)),
  };
}

const BLOCKED: OracleAnswer = {
  reach: 'blocked',
  opens: 'no',
  denying: new Set(),
  reasons: new Set(),
  returnPorts: PortSet.empty,
  egressRules: new Set(),
  ingressRules: new Set(),
};

/** What the packets of one pair meet. The better family counts, and `unknown` beats `blocked` only. */
export function askOracle(
  network: Network,
  source: Source,
  addresses: SourceAddresses,
  target: Target,
): OracleAnswer {
  if (target.places === null) {
    return {
      ...BLOCKED,
      reach: 'unknown',
      opens: 'unknown',
      reasons: new Set(['store-address-unseen']),
    };
  }
  const answers: FamilyAnswer[] = [];
  for (const family of target.families) {
    const from = family === 4 ? addresses.v4 : addresses.v6;
    if (from === null) continue;
    const packets = target.places.flatMap((place) => {
      const wheres: Iterable<Where> =
        place.addresses === null ? [null] : addressesIn(place.addresses, family);
      return Array.from(wheres, (to) => sendPacket(network, source, from, target, place, to));
    });
    if (packets.length > 0) answers.push(inFamily(packets));
  }
  const tempered = (answers.length > 0 ? answers : [{ ...BLOCKED, rank: RANK.blocked }]).map(
    (answer) =>
      answer.reach === 'blocked' && target.uncertain.length > 0 ? doubted(answer, target) : answer,
  );
  return bestFamily(tempered);
}

/** Where not all of a store was seen, no denial is sure. */
const doubted = (answer: FamilyAnswer, { uncertain }: Target): FamilyAnswer => ({
  ...answer,
  reach: 'unknown',
  rank: RANK.unknown,
  opens: 'unknown',
  reasons: new Set(uncertain),
});

function bestFamily(answers: readonly FamilyAnswer[]): OracleAnswer {
  const best = answers.toSorted((a, b) => b.rank - a.rank)[0];
  if (best === undefined) return BLOCKED;
  const opens = answers.some((answer) => answer.opens === 'yes') ? 'yes' : best.opens;
  return {
    ...best,
    opens,
    denying: new Set(answers.flatMap((answer) => [...answer.denying])),
    reasons: new Set(best.reach === 'unknown' ? answers.flatMap((one) => [...one.reasons]) : []),
    egressRules: new Set(answers.flatMap((answer) => [...answer.egressRules])),
    ingressRules: new Set(answers.flatMap((answer) => [...answer.ingressRules])),
  };
}

export const describeAddresses = ({ v4, v6 }: SourceAddresses): string =>
  [v4, v6].map((address) => (address === null ? '-' : formatAddress(address))).join(' ');
