import {
  type AwsScope,
  type Listing,
  type Nacl,
  type NaclEntry,
  type Peering,
  type RouteTable,
  toNaclId,
} from '../../shared/core/model/index.ts';
import { ACCOUNT, prefix, REGION, routeTableId, subnetId, vpcId } from './identifiers.ts';
import { must } from './counter.ts';
import { aNacl, aRoute, aRouteTable } from './network.ts';
import { peeringId } from './random-plan.ts';
import type { SeededRandom } from './seeded-random.ts';

const NEAR = ['10.0.0.0/16', '2001:db8::/48'] as const;
const FAR = ['10.1.0.0/16', '2001:db8:1::/48'] as const;

function denial(random: SeededRandom): NaclEntry {
  return {
    egress: random.chance(0.5),
    ruleNumber: 90,
    protocol: random.pick(['all', 6] as const),
    ports: random.pick([
      { from: 0, to: 65535 },
      { from: 3306, to: 3306 },
      { from: 1024, to: 40000 },
    ]),
    prefix: prefix(random.pick(['0.0.0.0/0', '10.0.1.0/28', '10.0.2.4/30', '10.0.3.0/29', '::/0'])),
    action: 'deny',
  };
}

function randomNacl(random: SeededRandom, name: string, subnets: readonly string[]): Nacl {
  const open = aNacl(subnets, { id: must(toNaclId(name)), isDefault: false });
  return random.chance(0.7) ? open : { ...open, entries: [denial(random), ...open.entries] };
}

function randomTable(random: SeededRandom, vpc: string): RouteTable {
  const [own, other] = vpc === 'vpc-main' ? [NEAR, FAR] : [FAR, NEAR];
  const across = random.weighted<RouteTable['routes'][number]['target'] | null>(
    [6, { kind: 'peering', id: peeringId('pcx-1') }],
    [1, { kind: 'transit-gateway', id: 'tgw-1' }],
    [1, null],
  );
  const narrow = random.chance(0.15)
    ? [
        aRoute(random.pick(['10.0.3.0/28', '10.0.1.0/28', '10.0.3.8/29']), {
          kind: 'appliance',
          id: 'vpce-1',
        }),
      ]
    : [];
  return aRouteTable({
    id: routeTableId(`rtb-${vpc}`),
    vpcId: vpcId(vpc),
    routes: [
      ...own.map((text) => aRoute(text, { kind: 'local' })),
      ...(across === null ? [] : other.map((text) => aRoute(text, across))),
      ...narrow,
    ],
  });
}

function randomPeering(random: SeededRandom): Peering {
  const side = (vpc: string, cidrs: readonly string[], region: string) => ({
    vpcId: vpcId(vpc),
    ownerId: ACCOUNT,
    region,
    cidrs: cidrs.map(prefix),
  });
  return {
    id: peeringId('pcx-1'),
    status: random.weighted([8, 'active'], [1, 'deleted']),
    requester: side('vpc-main', NEAR, REGION),
    accepter: side('vpc-data', FAR, random.weighted([4, REGION], [1, 'eu-west-1'])),
  };
}

/** NACLs, route tables and the peering of a random estate. */
export function randomBorders(
  random: SeededRandom,
  listing: <T>(items: readonly T[], source: string) => Listing<T>,
): Pick<AwsScope, 'nacls' | 'routeTables' | 'peerings'> {
  const far = randomNacl(random, 'acl-far', ['subnet-far']);
  const nacls = [
    randomNacl(random, 'acl-pods', ['subnet-pods-a', 'subnet-pods-b']),
    randomNacl(random, 'acl-db', ['subnet-db-a', 'subnet-db-b']),
    { ...far, vpcId: vpcId('vpc-data') },
  ];
  const tables = ['vpc-main', 'vpc-data'].map((vpc) => randomTable(random, vpc));
  const own = {
    ...randomTable(random, 'vpc-main'),
    id: routeTableId('rtb-pods-b'),
    isMain: false,
    subnetIds: [subnetId('subnet-pods-b')],
  };
  return {
    nacls: listing(nacls, 'ec2/describe-network-acls.json'),
    routeTables: listing([...tables, own], 'ec2/describe-route-tables.json'),
    peerings: listing([randomPeering(random)], 'ec2/describe-vpc-peering-connections.json'),
  };
}
