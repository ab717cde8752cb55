import { describe, expect, it } from '@jest/globals';

import type { Peering, RouteTable } from '../../../shared/core/model/index.ts';
import type { Network } from '../../../shared/core/reach/index.ts';
import { vpcId } from '../../support/identifiers.ts';
import {
  aGroupOf,
  aNetwork,
  aPeering,
  aPlace,
  ask,
  aSubnetOf,
  aTableOf,
  aTarget,
  briefly,
  peeringSide,
  rule,
  peeringId,
} from './flow-fixtures.ts';

const PODS = aGroupOf('sg-pods', ['egress all 0.0.0.0/0']);
const GROUPS = [PODS, aGroupOf('sg-db', ['ingress tcp 3306 sg-pods'])];

describe('inside one VPC', () => {
  const routed = (table: RouteTable | null): Network =>
    aNetwork({
      groups: GROUPS,
      subnets: [aSubnetOf('subnet-pods', ['10.0.1.0/24'], { routeTable: table })],
    });
  const table = (...texts: readonly string[]): RouteTable => aTableOf('vpc-main', ...texts);

  it.each([
    ['the route is local', table('10.0.0.0/16', '0.0.0.0/0 nat-gateway nat-1'), 'reachable'],
    ['it is local though the table was not seen', null, 'reachable'],
    ['it is local though the table was cut off', { ...table(), complete: false }, 'reachable'],
    [
      'a narrower route to an appliance leaves it unknown',
      table('10.0.0.0/16', '10.0.2.0/24 appliance vpce-1'),
      'unknown middlebox',
    ],
    [
      'a narrower route elsewhere changes nothing',
      table('10.0.0.0/16', '10.0.3.0/24 appliance vpce-1'),
      'reachable',
    ],
    [
      'an appliance may stand in the place of the local route',
      table('10.0.0.0/16 appliance eni-1'),
      'unknown middlebox',
    ],
    [
      'a narrower route into nothing drops',
      table('10.0.0.0/16', '10.0.2.0/24 appliance eni-1 blackhole'),
      'blocked route-out BAD_STATE_ROUTE',
    ],
  ])('%s', (_what, routes, expected) => {
    expect(briefly(ask(routed(routes)))).toBe(expected);
  });

  it('the way back counts too', () => {
    const routeTable = table('10.0.0.0/16', '10.0.1.0/24 appliance vpce-1');
    const subnets = [aSubnetOf('subnet-data', ['10.0.2.0/24'], { routeTable })];
    expect(briefly(ask(aNetwork({ groups: GROUPS, subnets })))).toBe('unknown middlebox');
  });
});

interface Peered {
  readonly out?: RouteTable | null;
  readonly back?: RouteTable | null;
  readonly peering?: Peering | null;
  readonly ingress?: Parameters<typeof aGroupOf>[1];
}

const OUT = aTableOf('vpc-main', '10.0.0.0/16', '10.1.0.0/16 peering pcx-1');
const BACK = aTableOf('vpc-data', '10.1.0.0/16', '10.0.0.0/16 peering pcx-1');
const TARGET = aTarget({ places: [aPlace('10.1.2.20', 'subnet-far', 'vpc-data')] });

/** The store in `vpc-data`, behind a peering. */
function across({ out = OUT, back = BACK, peering = aPeering(), ingress }: Peered): string {
  const network = aNetwork({
    groups: [PODS, aGroupOf('sg-db', ingress ?? ['ingress tcp 3306 sg-pods'])],
    blocks: { 'vpc-main': ['10.0.0.0/16'], 'vpc-data': ['10.1.0.0/16'] },
    subnets: [
      aSubnetOf('subnet-pods', ['10.0.1.0/24'], { routeTable: out }),
      aSubnetOf('subnet-far', ['10.1.2.0/24'], { vpcId: vpcId('vpc-data'), routeTable: back }),
    ],
    peerings: peering === null ? [] : [peering],
  });
  return briefly(ask(network, { target: TARGET }));
}

const routes = (...texts: readonly string[]): RouteTable =>
  aTableOf('vpc-main', '10.0.0.0/16', ...texts);

describe('across an active peering', () => {
  it('a store is reached, and a group is recognised in one Region', () => {
    expect(across({})).toBe('reachable');
  });

  it('a group of another Region is not recognised, an address is', () => {
    const peering = aPeering({ accepter: peeringSide('vpc-data', ['10.1.0.0/16'], 'eu-west-1') });
    expect(across({ peering })).toBe('blocked store-group SG_REFERENCES_NOT_PRESERVED');
    expect(across({ peering, ingress: ['ingress tcp 3306 10.0.0.0/16'] })).toBe('reachable');
  });

  it('a group is unknown where the Region was not seen', () => {
    const peering = aPeering({ accepter: peeringSide('vpc-data', ['10.1.0.0/16'], null) });
    expect(across({ peering })).toBe('unknown unsupported');
  });

  it.each([
    ['active', 'reachable'],
    ['deleted', 'blocked store-group ENI_SG_RULES_MISMATCH'],
  ])('a rule whose peering is said to be %s', (peeringStatus, expected) => {
    const named = { peeringId: peeringId('pcx-1'), peeringStatus };
    expect(across({ ingress: [rule('sg-db', 'ingress tcp 3306 sg-pods', named)] })).toBe(expected);
  });

  it('a store is reached inside the other VPC’s blocks only', () => {
    const target = { ...TARGET, places: [aPlace('10.2.2.20', 'subnet-far', 'vpc-data')] };
    const network = aNetwork({
      groups: GROUPS,
      subnets: [
        aSubnetOf('subnet-pods', ['10.0.1.0/24'], {
          routeTable: routes('10.0.0.0/8 peering pcx-1'),
        }),
        aSubnetOf('subnet-far', ['10.2.2.0/24'], { vpcId: vpcId('vpc-data'), routeTable: BACK }),
      ],
      peerings: [aPeering()],
    });
    expect(briefly(ask(network, { target }))).toBe(
      'blocked route-out PCX_REQUIRES_ADDRESS_IN_VPC_CIDR',
    );
  });
});

describe('the way to another VPC', () => {
  it.each([
    ['without a route', { out: routes() }, 'blocked route-out NO_ROUTE_TO_DESTINATION'],
    [
      'without a route back',
      { back: aTableOf('vpc-data', '10.1.0.0/16') },
      'blocked route-back NO_ROUTE_TO_DESTINATION',
    ],
    [
      'over a deleted peering',
      { peering: aPeering({ status: 'deleted' }) },
      'blocked route-out BAD_STATE_ROUTE',
    ],
    [
      'into a blackhole, which wins over a wider route',
      { out: routes('10.0.0.0/8 peering pcx-1', '10.1.0.0/16 peering pcx-9 blackhole') },
      'blocked route-out BAD_STATE_ROUTE',
    ],
    [
      'past a blackhole that is wider',
      { out: routes('10.0.0.0/8 peering pcx-9 blackhole', '10.1.0.0/16 peering pcx-1') },
      'reachable',
    ],
    [
      'to its own VPC’s overlapping block',
      { out: aTableOf('vpc-main', '10.0.0.0/8', '0.0.0.0/0 peering pcx-1') },
      'blocked route-out DISCONNECTED_VPCS',
    ],
    [
      'over a peering with a third VPC',
      { peering: aPeering({ accepter: peeringSide('vpc-third', ['10.1.0.0/16']) }) },
      'blocked route-out NO_PATH',
    ],
    [
      'to the internet',
      { out: routes('0.0.0.0/0 internet-gateway igw-1') },
      'blocked route-out NO_ROUTE_TO_DESTINATION',
    ],
    [
      'through the NAT gateway of the default route',
      { out: routes('0.0.0.0/0 nat-gateway nat-1') },
      'blocked route-out NO_ROUTE_TO_DESTINATION',
    ],
  ])('is shut: %s', (_what, parts, expected) => {
    expect(across(parts)).toBe(expected);
  });

  it.each([
    ['the table was not seen', { out: null }, 'routes-unseen'],
    ['the table was cut off', { out: { ...OUT, complete: false } }, 'routes-unseen'],
    ['the table back was not seen', { back: null }, 'routes-unseen'],
    [
      'a transit gateway leads there',
      { out: routes('10.1.0.0/16 transit-gateway tgw-1') },
      'transit-gateway',
    ],
    ['an appliance leads there', { out: routes('10.1.0.0/16 appliance vpce-1') }, 'middlebox'],
    [
      'a private NAT gateway leads there',
      { out: routes('10.1.0.0/16 nat-gateway nat-1') },
      'middlebox',
    ],
    ['something else leads there', { out: routes('10.1.0.0/16 other lgw-1') }, 'unsupported'],
  ])('is unknown: %s', (_what, parts, reason) => {
    expect(across(parts)).toBe(`unknown ${reason}`);
  });

  it('is unknown over a peering that was not seen', () => {
    expect(across({ peering: null })).toBe('unknown routes-unseen unsupported');
  });
});
