import { describe, expect, it } from '@jest/globals';
import { routeTables } from '../../../shared/decode/ec2/index.ts';
import { itemOf, listingOf } from '../listing-of.ts';
import { routeTable } from '../raw-items.ts';

const targetOf = (target: object) =>
  itemOf(routeTables, {
    ...routeTable,
    Routes: [{ DestinationCidrBlock: '10.9.0.0/16', State: 'active', ...target }],
  }).routes[0]?.target;

describe('route tables', () => {
  it('knows its subnets, whether it is the main one, and what its routes mean', () => {
    const table = itemOf(routeTables, routeTable);
    expect(table).toMatchObject({
      isMain: true,
      subnetIds: ['subnet-0aaaaaaaaaaaaaaa1'],
      complete: true,
    });
    expect(table.routes.map(({ destination, state }) => [destination.kind, state])).toEqual([
      ['cidr', 'active'],
      ['cidr', 'active'],
      ['cidr', 'blackhole'],
      ['prefix-list', 'active'],
    ]);
  });

  it.each([
    [{ GatewayId: 'local' }, { kind: 'local' }],
    [{ GatewayId: 'igw-1' }, { kind: 'internet-gateway', id: 'igw-1' }],
    [{ GatewayId: 'vgw-1' }, { kind: 'vpn-gateway', id: 'vgw-1' }],
    [{ GatewayId: 'vpce-1' }, { kind: 'appliance', id: 'vpce-1' }],
    [{ GatewayId: 'new-1' }, { kind: 'other', id: 'new-1' }],
    [{ VpcPeeringConnectionId: 'pcx-1' }, { kind: 'peering', id: 'pcx-1' }],
    [{ TransitGatewayId: 'tgw-1' }, { kind: 'transit-gateway', id: 'tgw-1' }],
    [{ NatGatewayId: 'nat-1' }, { kind: 'nat-gateway', id: 'nat-1' }],
    [{ EgressOnlyInternetGatewayId: 'eigw-1' }, { kind: 'egress-only-gateway', id: 'eigw-1' }],
    [
      { InstanceId: 'i-1', NetworkInterfaceId: 'eni-1' },
      { kind: 'appliance', id: 'eni-1' },
    ],
    [{ InstanceId: 'i-1' }, { kind: 'appliance', id: 'i-1' }],
    [{ LocalGatewayId: 'lgw-1' }, { kind: 'other', id: 'lgw-1' }],
    [{ CarrierGatewayId: 'cagw-1' }, { kind: 'other', id: 'cagw-1' }],
    [{ CoreNetworkArn: 'arn:1' }, { kind: 'other', id: 'arn:1' }],
  ])('reads the target of %j', (target, expected) => {
    expect(targetOf(target)).toEqual(expected);
  });

  it.each([
    [{ GatewayId: 'local', DestinationCidrBlock: undefined }, 'it names no destination'],
    [{ GatewayId: undefined }, 'it names no target that podfence knows'],
    [{ GatewayId: 'local', State: 'filtered' }, 'its state is filtered'],
    [{ GatewayId: 7 }, 'GatewayId is number, not text'],
  ])('keeps a table whose route is %j, and knows that it may lead elsewhere', (damage, detail) => {
    const route = { DestinationCidrBlock: '10.9.0.0/16', State: 'active', ...damage };
    const { items, gaps } = listingOf(routeTables, [{ ...routeTable, Routes: [route] }]);
    expect(items).toMatchObject([{ complete: false, routes: [] }]);
    expect(gaps).toMatchObject([{ detail: `Routes[0]: ${detail}` }]);
  });
});
