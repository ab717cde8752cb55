import {
  formatPrefix,
  type IpAddress,
  IpSet,
  parseAddress,
  parsePrefix,
  type Prefix,
  type Protocol,
} from '../../shared/core/net/index.ts';
import {
  type AccountId,
  type Direction,
  type GroupId,
  type InterfaceId,
  type Nacl,
  type NaclEntry,
  type Peering,
  type PeeringId,
  type PrefixListId,
  type Route,
  type RouteTable,
  type Rule,
  type RulePeer,
  sortedUnique,
  type SubnetId,
  type UnknownReason,
  type VpcId,
} from '../../shared/core/model/index.ts';
import type {
  GroupFacts,
  Network,
  Place,
  PrefixListFacts,
  Source,
  SourceAddresses,
  SubnetFacts,
  Target,
  VpcFacts,
} from '../../shared/core/reach/index.ts';
import { SeededRandom } from './seeded-random.ts';

/** A random network with sources that stand in it and targets that may be asked for. */
export interface RandomNetwork {
  readonly network: Network;
  readonly sources: readonly { readonly source: Source; readonly addresses: SourceAddresses }[];
  readonly targets: readonly Target[];
}

const id = <T extends string>(text: string): T => text as T;

function prefix(text: string): Prefix {
  const parsed = parsePrefix(text);
  if (parsed === null) throw new Error(`not a prefix: ${text}`);
  return parsed;
}

function address(text: string): IpAddress {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(`not an address: ${text}`);
  return parsed;
}

const HERE = id<VpcId>('vpc-here');
const THERE = id<VpcId>('vpc-there');
const ELSEWHERE = id<VpcId>('vpc-elsewhere');
const PEERING = id<PeeringId>('pcx-1');
const PORTS = [3306, 5432, 6379] as const;

/** Small on purpose: sixteen addresses in every subnet and family, so that all of them can be tried. */
interface Plan {
  readonly id: SubnetId;
  readonly vpcId: VpcId;
  readonly v4: string;
  readonly v6: string;
  /** The part before the last number of its addresses. */
  readonly v4Base: readonly [text: string, last: number];
  readonly v6Base: string;
}

function planSubnets(vpcId: VpcId, net: string, v6Net: string, count: number): readonly Plan[] {
  return Array.from({ length: count }, (_, index) => ({
    id: id<SubnetId>(`subnet-${vpcId.slice(4)}-${index}`),
    vpcId,
    v4: `${net}.${index * 16}/28`,
    v6: `${v6Net}::${index.toString(16)}0/124`,
    v4Base: [net, index * 16] as const,
    v6Base: `${v6Net}::${index.toString(16)}`,
  }));
}

const v4In = ({ v4Base: [net, first] }: Plan, host: number): IpAddress =>
  address(`${net}.${first + host}`);
const v6In = ({ v6Base }: Plan, host: number): IpAddress =>
  address(`${v6Base}${host.toString(16)}`);

class NetworkMaker {
  private readonly random: SeededRandom;
  private readonly plans: readonly Plan[];
  private readonly groupIds: readonly GroupId[];
  private readonly listIds: readonly PrefixListId[];
  private readonly prefixes: readonly string[];
  private readonly farNet: string;
  /** How much of the network could not be seen. */
  private readonly fog: number;
  private rules = 0;

  constructor(random: SeededRandom) {
    this.random = random;
    this.fog = random.pick([0, 0, 0.03, 0.12]);
    this.farNet = random.chance(0.1) ? '10.0.0' : '10.0.1';
    this.plans = [
      ...planSubnets(HERE, '10.0.0', '2001:db8:a', 4),
      ...planSubnets(THERE, this.farNet, '2001:db8:b', 2),
    ];
    this.groupIds = Array.from({ length: 7 }, (_, index) => id<GroupId>(`sg-${index}`));
    this.listIds = ['pl-0', 'pl-1', 'pl-2', 'pl-3'].map((text) => id<PrefixListId>(text));
    this.prefixes = this.randomPrefixes();
  }

  /** Wide, exact, narrow and foreign ones; many overlap. */
  private randomPrefixes(): readonly string[] {
    const narrow = this.plans.flatMap((plan) => {
      const host = this.random.below(16);
      const part = this.random.pick([29, 30, 31]);
      return [
        plan.v4,
        plan.v6,
        `${plan.v4Base[0]}.${plan.v4Base[1] + host}/32`,
        `${plan.v4Base[0]}.${plan.v4Base[1] + host}/${part}`,
        `${plan.v6Base}${host.toString(16)}/128`,
        `${plan.v6Base}${host.toString(16)}/${part + 96}`,
      ];
    });
    const wide = [
      '0.0.0.0/0',
      '::/0',
      '10.0.0.0/8',
      '10.0.0.0/24',
      '10.0.0.0/27',
      '2001:db8:a::/120',
    ];
    return [...narrow, ...wide, ...wide, '192.0.2.0/24', '2001:db8:f::/64'];
  }

  private prefix(): Prefix {
    return prefix(this.random.pick(this.prefixes));
  }

  private get lost(): boolean {
    return this.random.chance(this.fog);
  }

  // ------------------------------------------------------------------------------------------ groups

  private peer(): RulePeer {
    const { random } = this;
    const kind = random.weighted<RulePeer['kind']>([5, 'cidr'], [4, 'group'], [1, 'prefix-list']);
    if (kind === 'cidr') return { kind, prefix: this.prefix() };
    if (kind === 'prefix-list') {
      return { kind, id: random.chance(this.fog) ? id('pl-unread') : random.pick(this.listIds) };
    }
    const peered = random.chance(0.15);
    return {
      kind,
      groupId: random.chance(0.05) ? id('sg-of-nobody') : random.pick(this.groupIds),
      ownerId: null,
      vpcId: null,
      peeringId: peered ? PEERING : null,
      peeringStatus: peered ? random.pick(['active', 'active', 'deleted', null]) : null,
    };
  }

  private rule(groupId: GroupId, direction: Direction): Rule {
    const { random } = this;
    const protocol = random.weighted<Protocol>([3, 'all'], [8, 6], [1, 17]);
    const port = random.pick(PORTS);
    const range = random.weighted(
      [4, { from: port, to: port }],
      [1, { from: port + 1, to: 65535 }],
      [2, { from: 0, to: 65535 }],
      [1, { from: 1000, to: 5432 }],
    );
    this.rules += 1;
    return {
      id: id(`sgr-${this.rules}`),
      groupId,
      direction,
      protocol,
      ports: protocol === 'all' ? { from: 0, to: 65535 } : range,
      peer: this.peer(),
      nested: false,
    };
  }

  private ruleSet(groupId: GroupId, direction: Direction): readonly Rule[] {
    const { random } = this;
    const rules = Array.from({ length: random.below(4) }, () => this.rule(groupId, direction));
    if (direction === 'ingress' || random.chance(0.5)) return rules;
    const everywhere = (text: string): Rule => ({
      ...this.rule(groupId, direction),
      protocol: 'all',
      ports: { from: 0, to: 65535 },
      peer: { kind: 'cidr', prefix: prefix(text) },
    });
    return [...rules, everywhere('0.0.0.0/0'), everywhere('::/0')];
  }

  private groups(): Map<GroupId, GroupFacts> {
    const groups = new Map<GroupId, GroupFacts>();
    for (const groupId of this.groupIds) {
      if (this.lost) continue;
      groups.set(groupId, {
        id: groupId,
        vpcId: HERE,
        ownerId: id<AccountId>('111122223333'),
        ingress: this.ruleSet(groupId, 'ingress'),
        egress: this.ruleSet(groupId, 'egress'),
        complete: !this.lost,
      });
    }
    return groups;
  }

  private prefixLists(): Map<PrefixListId, PrefixListFacts> {
    return new Map(
      this.listIds.map((listId) => {
        const prefixes = Array.from({ length: this.random.below(3) }, () => this.prefix());
        return [
          listId,
          { prefixes, addresses: IpSet.fromPrefixes(prefixes), complete: !this.lost },
        ];
      }),
    );
  }

  // ------------------------------------------------------------------------------------------ NACLs

  private entry(ruleNumber: number, egress: boolean): NaclEntry {
    const { random } = this;
    const protocol = random.weighted<Protocol>([3, 'all'], [5, 6], [1, 17]);
    const from = random.pick([0, 1024, 3306, 32768, 40000]);
    const to = random.pick([3306, 6379, 50000, 65535, 65535]);
    return {
      egress,
      ruleNumber,
      protocol,
      ports: protocol === 'all' ? { from: 0, to: 65535 } : { from, to: Math.max(from, to) },
      prefix: random.chance(0.5) ? prefix(random.pick(['0.0.0.0/0', '::/0'])) : this.prefix(),
      action: random.chance(0.65) ? 'allow' : 'deny',
    };
  }

  private nacl(name: string): Nacl {
    const { random } = this;
    const isStrict = random.chance(0.3);
    const own = Array.from(
      { length: isStrict ? random.between(1, 6) : random.below(2) },
      (_, index) => this.entry(100 + random.below(4) * 10 + index, random.chance(0.5)),
    );
    const open = (egress: boolean, text: string): NaclEntry => ({
      egress,
      ruleNumber: 200,
      protocol: 'all',
      ports: { from: 0, to: 65535 },
      prefix: prefix(text),
      action: 'allow',
    });
    const everything = [true, false].flatMap((egress) => [
      open(egress, '0.0.0.0/0'),
      open(egress, '::/0'),
    ]);
    return {
      id: id(`acl-${name}`),
      vpcId: HERE,
      isDefault: false,
      subnetIds: [],
      entries: [...own, ...(isStrict && random.chance(0.7) ? [] : everything)].toSorted(
        (a, b) => a.ruleNumber - b.ruleNumber,
      ),
      complete: !this.lost,
    };
  }

  // ------------------------------------------------------------------------------------------ routes

  private route(text: string, target: Route['target'], state: Route['state'] = 'active'): Route {
    return { destination: { kind: 'cidr', prefix: prefix(text) }, target, state };
  }

  private otherRoute(): Route {
    const { random } = this;
    const target = random.pick<Route['target']>([
      { kind: 'appliance', id: 'eni-firewall' },
      { kind: 'appliance', id: 'vpce-firewall' },
      { kind: 'transit-gateway', id: 'tgw-1' },
      { kind: 'nat-gateway', id: 'nat-1' },
      { kind: 'internet-gateway', id: 'igw-1' },
      { kind: 'egress-only-gateway', id: 'eigw-1' },
      { kind: 'vpn-gateway', id: 'vgw-1' },
      {
        kind: 'peering',
        id: random.pick([PEERING, id<PeeringId>('pcx-2'), id<PeeringId>('pcx-unseen')]),
      },
      { kind: 'other', id: 'cagw-1' },
    ]);
    const state = random.chance(0.15) ? 'blackhole' : 'active';
    if (random.chance(0.2)) {
      const list = random.chance(this.fog)
        ? id<PrefixListId>('pl-unread')
        : random.pick(this.listIds);
      return { destination: { kind: 'prefix-list', id: list }, target, state };
    }
    return { destination: { kind: 'cidr', prefix: this.prefix() }, target, state };
  }

  private routeTable(vpcId: VpcId, name: string): RouteTable {
    const { random } = this;
    const isHere = vpcId === HERE;
    const [own, other] = isHere
      ? ['10.0.0.0/24', `${this.farNet}.0/24`]
      : [`${this.farNet}.0/24`, '10.0.0.0/24'];
    const [own6, other6] = isHere
      ? ['2001:db8:a::/120', '2001:db8:b::/120']
      : ['2001:db8:b::/120', '2001:db8:a::/120'];
    const replaced: Route['target'] = random.chance(0.05)
      ? { kind: 'appliance', id: 'vpce-firewall' }
      : { kind: 'local' };
    const peered: readonly Route[] = random.chance(0.8)
      ? [other, other6].map((text) => this.route(text, { kind: 'peering', id: PEERING }))
      : [];
    const extra = random.chance(0.25) ? [this.otherRoute()] : [];
    const routes = [this.route(own, replaced), this.route(own6, replaced), ...peered, ...extra];
    return {
      id: id(`rtb-${name}`),
      vpcId,
      isMain: false,
      subnetIds: [],
      routes: random.shuffled(oncePerDestination(routes)),
      complete: !this.lost,
    };
  }

  private subnets(): Map<SubnetId, SubnetFacts> {
    const subnets = new Map<SubnetId, SubnetFacts>();
    for (const plan of this.plans) {
      if (this.lost) continue;
      subnets.set(plan.id, {
        id: plan.id,
        vpcId: plan.vpcId,
        cidrs: IpSet.fromPrefixes([prefix(plan.v4), prefix(plan.v6)]),
        nacl: this.lost ? null : this.nacl(plan.id),
        routeTable: this.lost ? null : this.routeTable(plan.vpcId, plan.id),
      });
    }
    return subnets;
  }

  private vpcs(): Map<VpcId, VpcFacts> {
    const blocks = {
      [HERE]: ['10.0.0.0/24', '2001:db8:a::/120'],
      [THERE]: [`${this.farNet}.0/24`, '2001:db8:b::/120'],
    };
    return new Map(
      Object.entries(blocks).flatMap(([name, texts]) => {
        const vpcId = id<VpcId>(name);
        const region = 'eu-central-1';
        return this.lost
          ? []
          : [[vpcId, { id: vpcId, ownerId: null, region, blocks: texts.map(prefix) }]];
      }),
    );
  }

  private peerings(): Map<PeeringId, Peering> {
    const { random } = this;
    const side = (
      vpcId: VpcId,
      texts: readonly string[],
      region: string | null,
    ): Peering['accepter'] => ({
      vpcId,
      ownerId: null,
      region,
      cidrs: texts.map(prefix),
    });
    const [one, two] = random.weighted<readonly [string | null, string | null]>(
      [8, ['eu-central-1', 'eu-central-1']],
      [2, ['eu-central-1', 'us-east-1']],
      [this.fog * 10, [null, 'eu-central-1']],
    );
    const here = side(HERE, ['10.0.0.0/24', '2001:db8:a::/120'], one);
    const there = side(THERE, [`${this.farNet}.0/24`, '2001:db8:b::/120'], two);
    const far = side(ELSEWHERE, ['10.9.0.0/24'], one);
    const [requester, accepter] = random.chance(0.5) ? [here, there] : [there, here];
    const status = random.weighted([8, 'active'], [1, 'deleted'], [1, 'pending-acceptance']);
    const peerings: readonly Peering[] = [
      { id: PEERING, status, requester, accepter },
      { id: id('pcx-2'), status: 'active', requester: here, accepter: far },
    ];
    return new Map(peerings.filter(() => !this.lost).map((peering) => [peering.id, peering]));
  }

  // ------------------------------------------------------------------------------------------ ends

  private groupSet(most: number): readonly GroupId[] {
    return sortedUnique(this.random.some(this.groupIds, this.random.between(1, most)));
  }

  private addressesAt(plan: Plan): SourceAddresses {
    const { random } = this;
    const families = random.weighted<readonly number[]>([4, [4]], [4, [4, 6]], [2, [6]]);
    const at = random.chance(0.03) ? random.pick(this.plans) : plan;
    return {
      v4: families.includes(4) ? v4In(at, random.below(16)) : null,
      v6: families.includes(6) ? v6In(at, random.below(16)) : null,
    };
  }

  /** Several addresses for each source, so that classes have many members. */
  private sources(): RandomNetwork['sources'] {
    const { random } = this;
    return Array.from({ length: 14 }, () => {
      const plan = random.chance(0.85)
        ? random.pick(this.plans.slice(0, 4))
        : random.pick(this.plans);
      const reason = random.pick<UnknownReason>(['interfaces-unseen', 'identity-unknown']);
      const source: Source = {
        vpcId: plan.vpcId,
        subnetId: this.lost ? null : plan.id,
        groups: this.lost ? reason : this.groupSet(2),
      };
      return Array.from({ length: 5 }, () => ({ source, addresses: this.addressesAt(plan) }));
    }).flat();
  }

  private place(plan: Plan): Place {
    const { random } = this;
    const { vpcId } = plan;
    if (this.lost) {
      const subnetId = random.chance(0.5) ? plan.id : null;
      return { subnetId, vpcId, addresses: null, interfaceIds: [] };
    }
    const subnetId = this.lost ? null : plan.id;
    if (random.chance(0.4)) {
      const cidrs = IpSet.fromPrefixes([prefix(plan.v4), prefix(plan.v6)]);
      return { subnetId, vpcId, addresses: cidrs, interfaceIds: [] };
    }
    const own = Array.from({ length: random.between(1, 2) }, () => {
      const host = random.below(16);
      return random.chance(0.5) ? [v4In(plan, host)] : [v4In(plan, host), v6In(plan, host)];
    });
    const interfaceIds = own.map((_, index) => id<InterfaceId>(`eni-${plan.id}-${index}`));
    return { subnetId, vpcId, addresses: IpSet.fromAddresses(own.flat()), interfaceIds };
  }

  private target(): Target {
    const { random } = this;
    const near = random.chance(0.75);
    const plans = near ? this.plans.slice(0, 4) : this.plans.slice(4);
    const places = random.some(plans, random.between(1, 3)).map((plan) => this.place(plan));
    return {
      port: random.pick(PORTS),
      protocol: random.chance(0.1) ? 17 : 6,
      groups: random.chance(0.02) ? [] : this.groupSet(2),
      families: random.weighted<readonly (4 | 6)[]>([4, [4]], [3, [4, 6]], [1, [6]]),
      places: this.lost ? null : places,
      uncertain: this.lost ? ['stores-unseen'] : [],
    };
  }

  make(): RandomNetwork {
    const network: Network = {
      groups: this.groups(),
      prefixLists: this.prefixLists(),
      subnets: this.subnets(),
      vpcs: this.vpcs(),
      peerings: this.peerings(),
      peeringsComplete: !this.lost,
    };
    const targets = Array.from({ length: 8 }, () => this.target());
    return { network, sources: this.sources(), targets };
  }
}

/** EC2 keeps one route for each destination. */
function oncePerDestination(routes: readonly Route[]): readonly Route[] {
  const byText = new Map(
    routes
      .toReversed()
      .map((route) => [
        route.destination.kind === 'cidr'
          ? formatPrefix(route.destination.prefix)
          : route.destination.id,
        route,
      ]),
  );
  return [...byText.values()];
}

/**
 * Two VPCs with six small subnets, overlapping prefixes, NACLs with denials, narrow routes, a peering, prefix lists and,
 * in half of the networks, some facts that were not seen.
 */
export const randomNetwork = (seed: number): RandomNetwork =>
  new NetworkMaker(new SeededRandom(seed)).make();
