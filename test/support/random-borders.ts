import { formatPrefix, IpSet, type PortRange, type Protocol } from '../../shared/core/net/index.ts';
import {
  type Nacl,
  type NaclEntry,
  type NaclId,
  type Route,
  type RouteTable,
  type SubnetId,
  toNaclId,
} from '../../shared/core/model/index.ts';
import type { SubnetFacts } from '../../shared/core/reach/index.ts';
import { must } from './counter.ts';
import { prefix, routeTableId } from './identifiers.ts';
import { HERE, type NetworkPlan, PEERING, peeringId, type PlannedSubnet } from './random-plan.ts';

const naclId = (text: string): NaclId => must(toNaclId(text));
const ALL_PORTS = { from: 0, to: 65535 };

function randomEntry(plan: NetworkPlan, ruleNumber: number): NaclEntry {
  const { random } = plan;
  const protocol = random.weighted<Protocol>([3, 'all'], [5, 6], [1, 17]);
  const from = random.pick([0, 1024, 3306, 32768, 40000]);
  const to = random.pick([3306, 6379, 50000, 65535, 65535]);
  return {
    egress: random.chance(0.5),
    ruleNumber,
    protocol,
    ports: protocol === 'all' ? ALL_PORTS : { from, to: Math.max(from, to) },
    prefix: random.chance(0.5) ? prefix(random.pick(['0.0.0.0/0', '::/0'])) : plan.prefix(),
    action: random.chance(0.65) ? 'allow' : 'deny',
  };
}

const allowAll = (ruleNumber: number, protocol: Protocol, ports: PortRange): readonly NaclEntry[] =>
  [true, false].flatMap((egress) =>
    ['0.0.0.0/0', '::/0'].map((text) => ({
      egress,
      ruleNumber,
      protocol,
      ports,
      prefix: prefix(text),
      action: 'allow' as const,
    })),
  );

const OPEN = allowAll(200, 'all', ALL_PORTS);
const SERVICES = allowAll(200, 6, { from: 3306, to: 6379 });
/** Open for services and for replies to some client ports: not all NACLs name the same ones. */
const REPLIES = [
  { from: 1024, to: 32767 },
  { from: 32768, to: 60999 },
  { from: 49152, to: 65535 },
].map((ports) => [...SERVICES, ...allowAll(210, 6, ports)]);

/** Mostly open with an exception; some of them list what they allow. */
function randomNacl(plan: NetworkPlan, subnet: PlannedSubnet): Nacl {
  const { random } = plan;
  const isStrict = random.chance(0.25);
  const count = isStrict ? random.between(1, 6) : random.below(3);
  const numbers = random.some([100, 110, 120, 130, 140, 150], count);
  const own = numbers.map((ruleNumber) => randomEntry(plan, ruleNumber));
  const rest = isStrict ? random.pick([[], [], OPEN, ...REPLIES]) : OPEN;
  return {
    id: naclId(`acl-${subnet.id}`),
    vpcId: subnet.vpcId,
    isDefault: false,
    subnetIds: [subnet.id],
    entries: [...own, ...rest].toSorted((a, b) => a.ruleNumber - b.ruleNumber),
    complete: !plan.isLost(),
  };
}

const routeTo = (text: string, target: Route['target']): Route => ({
  destination: { kind: 'cidr', prefix: prefix(text) },
  target,
  state: 'active',
});

function exoticRoute(plan: NetworkPlan): Route {
  const { random } = plan;
  const pcx = random.pick([PEERING, peeringId('pcx-2'), peeringId('pcx-unseen')]);
  const target = random.pick<Route['target']>([
    { kind: 'appliance', id: 'eni-firewall' },
    { kind: 'appliance', id: 'vpce-firewall' },
    { kind: 'transit-gateway', id: 'tgw-1' },
    { kind: 'nat-gateway', id: 'nat-1' },
    { kind: 'internet-gateway', id: 'igw-1' },
    { kind: 'egress-only-gateway', id: 'eigw-1' },
    { kind: 'vpn-gateway', id: 'vgw-1' },
    { kind: 'peering', id: pcx },
    { kind: 'other', id: 'cagw-1' },
  ]);
  const state = random.chance(0.15) ? 'blackhole' : 'active';
  const destination: Route['destination'] = random.chance(0.3)
    ? { kind: 'prefix-list', id: plan.listId() }
    : { kind: 'cidr', prefix: plan.prefix() };
  return { destination, target, state };
}

/** EC2 keeps one route for each destination. */
function oncePerDestination(routes: readonly Route[]): readonly Route[] {
  const textOf = ({ destination }: Route): string =>
    destination.kind === 'cidr' ? formatPrefix(destination.prefix) : destination.id;
  return [...new Map(routes.toReversed().map((route) => [textOf(route), route])).values()];
}

function randomRouteTable(plan: NetworkPlan, subnet: PlannedSubnet): RouteTable {
  const { random } = plan;
  const isHere = subnet.vpcId === HERE;
  const [own, other] = isHere
    ? [plan.nearBlocks, plan.farBlocks]
    : [plan.farBlocks, plan.nearBlocks];
  const local: Route['target'] = random.chance(0.05)
    ? { kind: 'appliance', id: 'vpce-firewall' }
    : { kind: 'local' };
  const across = random.weighted<Route['target'] | null>(
    [8, { kind: 'peering', id: PEERING }],
    [1, { kind: 'transit-gateway', id: 'tgw-1' }],
    [2, null],
  );
  const routes = [
    ...own.map((text) => routeTo(text, local)),
    ...(across === null ? [] : other.map((text) => routeTo(text, across))),
    ...(random.chance(0.3) ? [exoticRoute(plan)] : []),
  ];
  return {
    id: routeTableId(`rtb-${subnet.id}`),
    vpcId: subnet.vpcId,
    isMain: false,
    subnetIds: [subnet.id],
    routes: random.shuffled(oncePerDestination(routes)),
    complete: !plan.isLost(),
  };
}

export function randomSubnets(plan: NetworkPlan): Map<SubnetId, SubnetFacts> {
  const subnets = new Map<SubnetId, SubnetFacts>();
  for (const subnet of plan.subnets) {
    if (plan.isLost()) continue;
    const { id, vpcId, v4, v6 } = subnet;
    subnets.set(id, {
      id,
      vpcId,
      cidrs: IpSet.fromPrefixes([v4, v6].map(prefix)),
      nacl: plan.isLost() ? null : randomNacl(plan, subnet),
      routeTable: plan.isLost() ? null : randomRouteTable(plan, subnet),
    });
  }
  return subnets;
}
