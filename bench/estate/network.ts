import { SubnetSpace, cidrOf, type Cidr } from './addresses.ts';
import { ACCOUNT_ID, REGION } from './cluster.ts';
import type { Ids } from './ids.ts';
import type { Network, PrefixList, Subnet, SubnetTier, Zone } from './plan.ts';
import { at } from './random.ts';

const ZONES: readonly Zone[] = ['a', 'b', 'c'].map((letter, index) => ({
  name: `${REGION}${letter}`,
  id: `usw2-az${index + 1}`,
}));

/** The tiers beside the nodes' in the upper quarter of 10.42.0.0/16: one subnet in each zone. */
const FIXED_TIERS: readonly { tier: SubnetTier; third: number; step: number; length: number }[] = [
  { tier: 'data', third: 192, step: 4, length: 22 },
  { tier: 'restricted', third: 204, step: 4, length: 22 },
  { tier: 'partial', third: 216, step: 4, length: 22 },
  { tier: 'service', third: 228, step: 1, length: 24 },
  { tier: 'public', third: 231, step: 1, length: 24 },
];

/** Secondary blocks come from 100.64.0.0/10, which EKS recommends for pods. */
const SECONDARY_BLOCKS = 64;
const PRIMARY: Cidr = cidrOf(10, 42, 0, 0, 16);

/** A VPC over three zones. It takes secondary blocks as the nodes need addresses. */
export function planNetwork(ids: Ids): Network {
  const cidrs: Cidr[] = [PRIMARY];
  const subnets: Subnet[] = [];
  const addSubnet = (tier: SubnetTier, zone: Zone, cidr: Cidr): void => {
    const index = subnets.length;
    subnets.push({
      id: ids.resource('subnet', index),
      name: `bench-${tier}-${zone.name}${index >= 18 ? `-${index}` : ''}`,
      tier,
      zone,
      cidr,
      ipv6Base: `2001:db8:42:42${index.toString(16).padStart(2, '0')}::`,
      space: new SubnetSpace(cidr),
    });
  };
  const addNodeSubnets = (block: Cidr): void => {
    for (const [index, zone] of ZONES.entries()) {
      addSubnet('node', zone, { base: block.base + index * 2 ** 14, length: 18 });
    }
  };
  addNodeSubnets(PRIMARY);
  for (const { tier, third, step, length } of FIXED_TIERS) {
    for (const [index, zone] of ZONES.entries()) {
      addSubnet(tier, zone, cidrOf(10, 42, third + index * step, 0, length));
    }
  }
  const growth = (): void => {
    const block = cidrs.length - 1;
    if (block >= SECONDARY_BLOCKS) throw new RangeError('100.64.0.0/10 is full');
    const cidr = cidrOf(100, 64 + block, 0, 0, 16);
    cidrs.push(cidr);
    addNodeSubnets(cidr);
  };
  return {
    vpcId: ids.resource('vpc', 0),
    ipv6Cidr: '2001:db8:42:4200::/56',
    zones: ZONES,
    cidrs,
    subnets,
    prefixLists: planPrefixLists(ids),
    peeringId: ids.resource('pcx', 0),
    gonePeeringId: ids.resource('pcx', 1),
    tier: (tier) => subnets.filter((subnet) => subnet.tier === tier),
    nodeSubnet: (zone, prefixes, singles) => {
      const ofZone = (): Subnet[] =>
        subnets.filter((subnet) => subnet.tier === 'node' && subnet.zone === zone);
      const room = (): Subnet | undefined =>
        ofZone().find((subnet) => subnet.space.fits(prefixes, singles));
      if (room() === undefined) growth();
      return room() ?? at(ofZone(), 0);
    },
  };
}

function planPrefixLists(ids: Ids): readonly PrefixList[] {
  const list = (
    index: number,
    name: string,
    family: 'IPv4' | 'IPv6',
    cidrs: readonly string[],
    ownerId = ACCOUNT_ID,
  ): PrefixList => ({
    id: ids.resource('pl', index),
    name,
    ownerId,
    family,
    entries: cidrs.map((cidr, entry) => ({ cidr, description: `${name} ${entry + 1}` })),
  });
  return [
    list(0, 'offices', 'IPv4', ['203.0.113.0/24', '198.51.100.0/25', '192.0.2.128/25']),
    list(1, 'data-subnets', 'IPv4', ['10.42.192.0/19', '10.42.224.0/22']),
    list(2, 'all-internal', 'IPv4', ['10.0.0.0/8', '100.64.0.0/10', '172.16.0.0/12']),
    list(3, 'offices-v6', 'IPv6', ['2001:db8:0:1::/64', '2001:db8:f00::/48']),
    list(4, `com.amazonaws.${REGION}.s3`, 'IPv4', ['198.18.0.0/17', '198.19.64.0/18'], 'AWS'),
  ];
}

/** The prefix list of this name, which `planPrefixLists` makes. */
export function prefixList(network: Network, name: string): PrefixList {
  const found = network.prefixLists.find((list) => list.name === name);
  if (found === undefined) throw new RangeError(`no prefix list ${name}`);
  return found;
}
