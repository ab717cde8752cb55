import { IpSet } from '../../shared/core/net/index.ts';
import type { Nacl, Rule } from '../../shared/core/model/index.ts';
import type { GroupFacts, Network, SubnetFacts } from '../../shared/core/reach/index.ts';
import type { RandomNetwork } from './random-network.ts';
import { randomRule } from './random-rules.ts';
import type { SeededRandom } from './seeded-random.ts';

type Facts<K, V> = ReadonlyMap<K, V>;

function changed<K, V>(facts: Facts<K, V>, key: K, value: V | null): Map<K, V> {
  const copy = new Map(facts);
  if (value === null) copy.delete(key);
  else copy.set(key, value);
  return copy;
}

/** One of the entries, changed or (null) forgotten; the same map when there is none. */
function withOne<K, V>(
  facts: Facts<K, V>,
  random: SeededRandom,
  change: (value: V) => V | null,
): Facts<K, V> {
  if (facts.size === 0) return facts;
  const [key, value] = random.pick([...facts]);
  return changed(facts, key, change(value));
}

const half = <T>(items: readonly T[], random: SeededRandom): readonly T[] =>
  items.filter(() => random.chance(0.5));

/** A network in which one more rule admits something. */
export function withAnotherRule({ plan, network }: RandomNetwork): Network {
  const direction = plan.random.chance(0.7) ? 'ingress' : 'egress';
  const groups = withOne(network.groups, plan.random, (group: GroupFacts) => {
    const added: Rule = randomRule(plan, group.id, direction);
    return { ...group, [direction]: [...group[direction], added] };
  });
  return { ...network, groups };
}

export interface Loss {
  readonly what: string;
  readonly after: Network;
}

const inSubnet = (
  network: Network,
  random: SeededRandom,
  change: (subnet: SubnetFacts) => SubnetFacts,
): Network => ({ ...network, subnets: withOne(network.subnets, random, change) });

/** Facts are forgotten whole, or cut while the listing says that it is incomplete. */
const LOSSES: Readonly<Record<string, (network: Network, random: SeededRandom) => Network>> = {
  'a group': (network, random) => ({
    ...network,
    groups: withOne(network.groups, random, () => null),
  }),
  'rules of a group': (network, random) => ({
    ...network,
    groups: withOne(network.groups, random, (group) => ({
      ...group,
      ingress: half(group.ingress, random),
      egress: half(group.egress, random),
      complete: false,
    })),
  }),
  'a prefix list': (network, random) => ({
    ...network,
    prefixLists: withOne(network.prefixLists, random, () => null),
  }),
  'entries of a prefix list': (network, random) => ({
    ...network,
    prefixLists: withOne(network.prefixLists, random, (list) => {
      const prefixes = half(list.prefixes, random);
      return { prefixes, addresses: IpSet.fromPrefixes(prefixes), complete: false };
    }),
  }),
  'a NACL': (network, random) => inSubnet(network, random, (subnet) => ({ ...subnet, nacl: null })),
  'entries of a NACL': (network, random) =>
    inSubnet(network, random, (subnet) => ({ ...subnet, nacl: cutNacl(subnet.nacl, random) })),
  'a route table': (network, random) =>
    inSubnet(network, random, (subnet) => ({ ...subnet, routeTable: null })),
  'routes of a table': (network, random) =>
    inSubnet(network, random, (subnet) => ({
      ...subnet,
      routeTable: subnet.routeTable && {
        ...subnet.routeTable,
        routes: half(subnet.routeTable.routes, random),
        complete: false,
      },
    })),
  'a subnet': (network, random) => ({
    ...network,
    subnets: withOne(network.subnets, random, () => null),
  }),
  'a VPC': (network, random) => ({ ...network, vpcs: withOne(network.vpcs, random, () => null) }),
  'a peering': (network, random) => ({
    ...network,
    peerings: withOne(network.peerings, random, () => null),
    peeringsComplete: false,
  }),
};

const cutNacl = (nacl: Nacl | null, random: SeededRandom): Nacl | null =>
  nacl && { ...nacl, entries: half(nacl.entries, random), complete: false };

/** Networks of which less was seen: each kind of fact is lost once. */
export const withoutSomething = ({ plan, network }: RandomNetwork): readonly Loss[] =>
  Object.entries(LOSSES).map(([what, lose]) => ({ what, after: lose(network, plan.random) }));
