import { formatAddress, type IpAddress, type IpSet, PortSet } from '../../shared/core/net/index.ts';
import { type SubnetId, type UnknownReason } from '../../shared/core/model/index.ts';
import {
  LAYERS,
  type Layer,
  type Network,
  type Place,
  type Reach,
  type Source,
  type SourceAddresses,
  type SubnetFacts,
  type Target,
} from '../../shared/core/reach/flow.ts';
import { type Where, type Said, YES, NO, because, type End } from './oracle-said.ts';
import { type Other, groupsAdmit } from './oracle-groups.ts';
import { naclAdmits, naclReturns, CLIENT } from './oracle-nacls.ts';
import { wayOf, referencesOf } from './oracle-routes.ts';

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
  const denying = LAYERS.filter((name) => layers[name].passes === 'no');
  const open = LAYERS.map((name) => layers[name]).filter(({ passes }) => passes === 'unknown');
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
    reasons: open.flatMap((layer) => layer.reasons),
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
  const open = [best, ...answers].find((answer) => answer.opens === 'yes');
  return {
    ...best,
    opens: open?.opens ?? best.opens,
    returnPorts: open?.returnPorts ?? PortSet.empty,
    denying: new Set(answers.flatMap((answer) => [...answer.denying])),
    reasons: new Set(best.reach === 'reachable' ? [] : answers.flatMap((one) => [...one.reasons])),
    egressRules: new Set(answers.flatMap((answer) => [...answer.egressRules])),
    ingressRules: new Set(answers.flatMap((answer) => [...answer.ingressRules])),
  };
}

export const describeAddresses = ({ v4, v6 }: SourceAddresses): string =>
  [v4, v6].map((address) => (address === null ? '-' : formatAddress(address))).join(' ');
