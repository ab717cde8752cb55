import { IpSet, type Prefix } from '../../../shared/core/net/index.ts';
import {
  type Nacl,
  type NaclEntry,
  type Peering,
  type PeeringSide,
  type PrefixListEntries,
  type Route,
  type RouteTable,
  type Rule,
  toPeeringId,
} from '../../../shared/core/model/index.ts';
import {
  type Answer,
  explainFlow,
  type GroupFacts,
  type Network,
  type Place,
  ReachEngine,
  type Source,
  type SourceAddresses,
  type SubnetFacts,
  type Target,
} from '../../../shared/core/reach/index.ts';
import { must } from '../../support/counter.ts';
import {
  ACCOUNT,
  address,
  groupId,
  groupIds,
  interfaceId,
  prefix,
  ruleId,
  subnetId,
  vpcId,
} from '../../support/identifiers.ts';
import { aNacl, aRoute, aRouteTable, peerOf } from '../../support/network.ts';

export const peeringId = (text: string) => must(toPeeringId(text));

/** `ingress tcp 3306 sg-pods`, `egress all 10.0.0.0/16`, `ingress tcp 1-65535 pl-1`. The rule's id is its text. */
export function rule(group: string, text: string, peer: Partial<Rule['peer']> = {}): Rule {
  const words = text.split(' ');
  const [direction, protocol = 'all'] = words;
  const range = words.length > 3 ? (words[2] ?? '') : '0-65535';
  const [from = 0, to = from] = range.split('-').map(Number);
  return {
    id: ruleId(`${group} ${text}`),
    groupId: groupId(group),
    direction: direction === 'egress' ? 'egress' : 'ingress',
    protocol: protocol === 'all' ? 'all' : ({ tcp: 6, udp: 17 }[protocol] ?? Number(protocol)),
    ports: { from, to },
    peer: Object.assign(peerOf(words.at(-1) ?? ''), peer),
    nested: false,
  };
}

export function aGroupOf(
  id: string,
  rules: readonly (string | Rule)[],
  complete = true,
): GroupFacts {
  const all = rules.map((one) => (typeof one === 'string' ? rule(id, one) : one));
  return {
    id: groupId(id),
    vpcId: vpcId('vpc-main'),
    ownerId: ACCOUNT,
    ingress: all.filter((one) => one.direction === 'ingress'),
    egress: all.filter((one) => one.direction === 'egress'),
    complete,
  };
}

/** `in 90 deny tcp 3306 10.0.1.0/24`, `out 100 allow all 0.0.0.0/0`. */
export function entry(text: string): NaclEntry {
  const words = text.split(' ');
  const [way, number, action, protocol] = words;
  const range = words.length > 5 ? (words[4] ?? '') : '0-65535';
  const [from = 0, to = from] = range.split('-').map(Number);
  return {
    egress: way === 'out',
    ruleNumber: Number(number),
    protocol: protocol === 'all' ? 'all' : 6,
    ports: { from, to },
    prefix: prefix(words.at(-1) ?? ''),
    action: action === 'deny' ? 'deny' : 'allow',
  };
}

export const aNaclOf = (...texts: readonly string[]): Nacl =>
  aNacl([], { entries: texts.map(entry).toSorted((a, b) => a.ruleNumber - b.ruleNumber) });

export const OPEN_NACL = aNacl([]);

const GATEWAYS = [
  'appliance',
  'transit-gateway',
  'nat-gateway',
  'internet-gateway',
  'other',
] as const;

function targetOf(kind: string | undefined, id: string): Route['target'] {
  if (kind === 'peering') return { kind, id: peeringId(id) };
  const gateway = GATEWAYS.find((one) => one === kind);
  return gateway === undefined ? { kind: 'local' } : { kind: gateway, id };
}

/** `10.0.0.0/16` (local), `10.1.0.0/16 peering pcx-1`, `10.0.2.0/24 appliance eni-1 blackhole`. */
export function route(text: string): Route {
  const [destination = '', kind, id = '', state] = text.split(' ');
  return aRoute(destination, targetOf(kind, id), state === 'blackhole' ? 'blackhole' : 'active');
}

export const aTableOf = (vpc: string, ...texts: readonly string[]): RouteTable =>
  aRouteTable({ vpcId: vpcId(vpc), routes: texts.map(route) });

export function aSubnetOf(
  id: string,
  cidrs: readonly string[],
  overrides: Partial<SubnetFacts> = {},
): SubnetFacts {
  return {
    id: subnetId(id),
    vpcId: vpcId('vpc-main'),
    cidrs: IpSet.fromPrefixes(cidrs.map(prefix)),
    nacl: OPEN_NACL,
    routeTable: aTableOf('vpc-main', '10.0.0.0/16', '2001:db8::/56'),
    ...overrides,
  };
}

export const peeringSide = (
  vpc: string,
  cidrs: readonly string[],
  region: string | null = 'us-west-2',
): PeeringSide => ({ vpcId: vpcId(vpc), ownerId: ACCOUNT, region, cidrs: cidrs.map(prefix) });

export const aPeering = (overrides: Partial<Peering> = {}): Peering => ({
  id: peeringId('pcx-1'),
  status: 'active',
  requester: peeringSide('vpc-main', ['10.0.0.0/16']),
  accepter: peeringSide('vpc-data', ['10.1.0.0/16']),
  ...overrides,
});

interface NetworkParts {
  readonly groups?: readonly GroupFacts[];
  readonly subnets?: readonly SubnetFacts[];
  readonly prefixLists?: readonly PrefixListEntries[];
  readonly peerings?: readonly Peering[];
  readonly blocks?: Readonly<Record<string, readonly string[]>>;
}

const PODS = ['10.0.1.0/24', '2001:db8:0:1::/64'];
const STORES = ['10.0.2.0/24', '2001:db8:0:2::/64'];

/** Pods in `subnet-pods`, stores in `subnet-data`, one VPC. */
export function aNetwork(parts: NetworkParts = {}): Network {
  const {
    groups = [],
    prefixLists = [],
    peerings = [],
    blocks = { 'vpc-main': ['10.0.0.0/16', '2001:db8::/56'] },
  } = parts;
  const usual = [aSubnetOf('subnet-pods', PODS), aSubnetOf('subnet-data', STORES)];
  const facts = (prefixes: readonly Prefix[], complete: boolean) => ({
    prefixes,
    addresses: IpSet.fromPrefixes(prefixes),
    complete,
  });
  return {
    groups: new Map(groups.map((one) => [one.id, one])),
    prefixLists: new Map(
      prefixLists.map(({ id, prefixes, complete }) => [id, facts(prefixes, complete)]),
    ),
    subnets: new Map([...usual, ...(parts.subnets ?? [])].map((one) => [one.id, one])),
    vpcs: new Map(
      Object.entries(blocks).map(([name, texts]) => [
        vpcId(name),
        { id: vpcId(name), ownerId: ACCOUNT, region: 'us-west-2', blocks: texts.map(prefix) },
      ]),
    ),
    peerings: new Map(peerings.map((one) => [one.id, one])),
    peeringsComplete: true,
  };
}

export const aSource = (
  groups: readonly string[] = ['sg-pods'],
  subnet = 'subnet-pods',
): Source => ({
  vpcId: vpcId('vpc-main'),
  subnetId: subnetId(subnet),
  groups: groupIds(...groups),
});

export const at = (v4: string | null, v6: string | null = null): SourceAddresses => ({
  v4: v4 === null ? null : address(v4),
  v6: v6 === null ? null : address(v6),
});

/** The store's interface at an address of a subnet. */
export const aPlace = (ip: string, subnet = 'subnet-data', vpc = 'vpc-main'): Place => ({
  subnetId: subnetId(subnet),
  vpcId: vpcId(vpc),
  addresses: IpSet.fromAddresses(ip.split(' ').map(address)),
  interfaceIds: [interfaceId('eni-db')],
});

export const aTarget = (overrides: Partial<Target> = {}): Target => ({
  port: 3306,
  protocol: 6,
  groups: groupIds('sg-db'),
  families: [4],
  places: [aPlace('10.0.2.20')],
  uncertain: [],
  ...overrides,
});

interface Question {
  readonly source?: Source;
  readonly from?: SourceAddresses;
  readonly target?: Target;
}

/** The answer, from the explanation and from the set engine: they have to agree. */
export function ask(network: Network, question: Question = {}): Answer {
  const { source = aSource(), from = at('10.0.1.5'), target = aTarget() } = question;
  const { answer } = explainFlow(network, source, from, target);
  const other = new ReachEngine(network).answerPair(source, from, target);
  if (other.reach !== answer.reach) throw new Error(`the engine says ${other.reach}`);
  return answer;
}

/** `blocked store-group ENI_SG_RULES_MISMATCH`, `unknown nacl-unseen`, `partial some-subnets`. */
export const briefly = ({ reach, denials, unknown, partialBecause }: Answer): string =>
  [
    reach,
    ...(reach === 'blocked'
      ? denials.slice(0, 1).map(({ layer, code }) => `${layer} ${code}`)
      : []),
    ...(reach === 'unknown' ? unknown : partialBecause),
  ].join(' ');
