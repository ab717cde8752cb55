import { IpSet, type Prefix } from '../../shared/core/net/index.ts';
import {
  type GroupId,
  type Peering,
  type PeeringId,
  sortedUnique,
  type UnknownReason,
  type VpcId,
} from '../../shared/core/model/index.ts';
import type {
  Network,
  Place,
  Source,
  SourceAddresses,
  Target,
  VpcFacts,
} from '../../shared/core/reach/index.ts';
import { interfaceId, prefix } from './identifiers.ts';
import { randomSubnets } from './random-borders.ts';
import {
  ELSEWHERE,
  HERE,
  NetworkPlan,
  PEERING,
  peeringId,
  type PlannedSubnet,
  PORTS,
  THERE,
  v4In,
  v6In,
} from './random-plan.ts';
import { randomGroups, randomPrefixLists } from './random-rules.ts';
import { SeededRandom } from './seeded-random.ts';

/** A random network with sources that stand in it and targets that may be asked for. */
export interface RandomNetwork {
  readonly plan: NetworkPlan;
  readonly network: Network;
  readonly sources: readonly { readonly source: Source; readonly addresses: SourceAddresses }[];
  readonly targets: readonly Target[];
}

const REGION = 'eu-central-1';

function randomVpcs(plan: NetworkPlan): Map<VpcId, VpcFacts> {
  const vpcs: readonly VpcFacts[] = [
    { id: HERE, ownerId: null, region: REGION, blocks: plan.nearBlocks.map(prefix) },
    { id: THERE, ownerId: null, region: REGION, blocks: plan.reportedFarBlocks },
  ];
  return new Map(vpcs.filter(() => !plan.isLost()).map((vpc) => [vpc.id, vpc]));
}

function randomPeerings(plan: NetworkPlan): Map<PeeringId, Peering> {
  const { random } = plan;
  const side = (vpcId: VpcId, cidrs: readonly Prefix[], region: string | null) =>
    ({ vpcId, ownerId: null, region, cidrs }) satisfies Peering['accepter'];
  const farRegion = random.weighted([8, REGION], [2, 'us-east-1']);
  const here = side(HERE, plan.nearBlocks.map(prefix), plan.isLost() ? null : REGION);
  const there = side(THERE, plan.reportedFarBlocks, farRegion);
  const third = side(ELSEWHERE, [prefix('10.9.0.0/24')], REGION);
  const [requester, accepter] = random.chance(0.5) ? [here, there] : [there, here];
  const status = random.weighted([8, 'active'], [1, 'deleted'], [1, 'pending-acceptance']);
  const peerings: readonly Peering[] = [
    { id: PEERING, status, requester, accepter },
    { id: peeringId('pcx-2'), status: 'active', requester: here, accepter: third },
  ];
  return new Map(peerings.filter(() => !plan.isLost()).map((peering) => [peering.id, peering]));
}

const randomGroupSet = ({ random, groupIds }: NetworkPlan): readonly GroupId[] =>
  sortedUnique(random.some(groupIds, random.between(1, 2)));

function addressesAt({ random, subnets }: NetworkPlan, subnet: PlannedSubnet): SourceAddresses {
  const families = random.weighted<readonly number[]>([4, [4]], [12, [4, 6]], [1, [6]]);
  const at = random.chance(0.03) ? random.pick(subnets) : subnet;
  return {
    v4: families.includes(4) ? v4In(at, random.below(16)) : null,
    v6: families.includes(6) ? v6In(at, random.below(16)) : null,
  };
}

/** Several addresses for each source, so that classes have many members. */
function randomSources(plan: NetworkPlan): RandomNetwork['sources'] {
  const { random, subnets } = plan;
  return Array.from({ length: 14 }, () => {
    const subnet = random.pick(random.chance(0.85) ? subnets.slice(0, 4) : subnets);
    const reason = random.pick<UnknownReason>(['interfaces-unseen', 'identity-unknown']);
    const source: Source = {
      vpcId: subnet.vpcId,
      subnetId: plan.isLost() ? null : subnet.id,
      groups: plan.isLost() ? reason : randomGroupSet(plan),
    };
    return Array.from({ length: 5 }, () => ({ source, addresses: addressesAt(plan, subnet) }));
  }).flat();
}

/** Somewhere in the VPC, anywhere in the subnet, or at the addresses of one or two interfaces. */
function randomPlace(plan: NetworkPlan, subnet: PlannedSubnet): Place {
  const { random } = plan;
  const { vpcId } = subnet;
  if (plan.isLost()) {
    const subnetId = random.chance(0.5) ? subnet.id : null;
    return { subnetId, vpcId, addresses: null, interfaceIds: [] };
  }
  const subnetId = plan.isLost() ? null : subnet.id;
  if (random.chance(0.4)) {
    const cidrs = IpSet.fromPrefixes([subnet.v4, subnet.v6].map(prefix));
    return { subnetId, vpcId, addresses: cidrs, interfaceIds: [] };
  }
  const own = Array.from({ length: random.between(1, 2) }, () => {
    const host = random.below(16);
    return random.chance(0.5) ? [v4In(subnet, host)] : [v4In(subnet, host), v6In(subnet, host)];
  });
  const interfaceIds = own.map((_, index) => interfaceId(`eni-${subnet.id}-${index}`));
  return { subnetId, vpcId, addresses: IpSet.fromAddresses(own.flat()), interfaceIds };
}

function randomTarget(plan: NetworkPlan): Target {
  const { random } = plan;
  const subnets = random.chance(0.75) ? plan.subnets.slice(0, 4) : plan.subnets.slice(4);
  const chosen = random.some(subnets, random.between(1, 3));
  return {
    port: random.pick(PORTS),
    protocol: random.chance(0.1) ? 17 : 6,
    groups: random.chance(0.02) ? [] : randomGroupSet(plan),
    families: random.weighted<readonly (4 | 6)[]>([4, [4]], [4, [4, 6]], [1, [6]]),
    places: plan.isLost() ? null : chosen.map((subnet) => randomPlace(plan, subnet)),
    uncertain: plan.isLost() ? ['stores-unseen'] : [],
  };
}

/**
 * Two VPCs with six small subnets, overlapping prefixes, NACLs with denials, narrow routes, a peering, prefix lists and,
 * in half of the networks, some facts that were not seen. Equal seeds give equal networks.
 */
export function randomNetwork(seed: number): RandomNetwork {
  const plan = new NetworkPlan(new SeededRandom(seed));
  const network: Network = {
    groups: randomGroups(plan),
    prefixLists: randomPrefixLists(plan),
    subnets: randomSubnets(plan),
    vpcs: randomVpcs(plan),
    peerings: randomPeerings(plan),
    peeringsComplete: !plan.isLost(),
  };
  const targets = Array.from({ length: 8 }, () => randomTarget(plan));
  return { plan, network, sources: randomSources(plan), targets };
}
