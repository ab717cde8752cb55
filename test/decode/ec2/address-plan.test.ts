import { describe, expect, it } from '@jest/globals';
import { formatPrefix } from '../../../shared/core/net/index.ts';
import {
  groupsForVpc,
  groupVpcAssociations,
  instances,
  peerings,
  prefixListEntries,
  prefixLists,
  subnets,
  vpcs,
} from '../../../shared/decode/ec2/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { RAW_ITEMS } from '../raw-items.ts';

const rawOf = (file: string): object => RAW_ITEMS[file]?.[0] as object;

describe('the address plan', () => {
  it('gives a subnet its IPv4 block and the IPv6 blocks that are associated', () => {
    const subnet = itemOf(subnets, rawOf('ec2/describe-subnets'));
    expect(subnet.cidrs.map(formatPrefix)).toEqual(['10.0.1.0/24', '2001:db8:1::/64']);
    expect(subnet).toMatchObject({
      ownerId: '111122223333',
      availabilityZoneId: 'usw2-az1',
      mapsPublicIp: true,
    });
  });

  it('reads a subnet that has IPv6 only', () => {
    const { cidrs } = itemOf(subnets, { ...rawOf('ec2/describe-subnets'), CidrBlock: undefined });
    expect(cidrs.map(formatPrefix)).toEqual(['2001:db8:1::/64']);
  });

  it('gives a VPC all blocks that are associated, each once', () => {
    const vpc = itemOf(vpcs, rawOf('ec2/describe-vpcs'));
    expect(vpc.cidrs.map(formatPrefix)).toEqual([
      '10.0.0.0/16',
      '100.64.0.0/16',
      '2001:db8:1::/56',
    ]);
  });

  it('tells the default routes of both families apart', () => {
    const entries = [{ Cidr: '0.0.0.0/0' }, { Cidr: '::/0' }, { Cidr: '0.0.0.0/0' }];
    expect(listingOf(prefixListEntries, entries).items.map(formatPrefix)).toEqual([
      '0.0.0.0/0',
      '::/0',
    ]);
    expect(faultOf(prefixListEntries, { Cidr: 'x' })).toBe('malformed x: Cidr is not a block: x');
  });

  it('reads managed prefix lists, those of AWS without a version', () => {
    const listing = listingOf(prefixLists, RAW_ITEMS['ec2/describe-managed-prefix-lists'] ?? []);
    expect(listing.items.map(({ id, ownerId, version }) => [id, ownerId, version])).toEqual([
      ['pl-63a5400a', 'AWS', null],
      ['pl-0123456789abcdef0', '111122223333', 3],
    ]);
  });

  it('reads both sides of a peering, one that is not accepted yet without blocks', () => {
    const raw = rawOf('ec2/describe-vpc-peering-connections');
    const { status, requester, accepter } = itemOf(peerings, raw);
    expect(status).toBe('active');
    expect(requester.cidrs.map(formatPrefix)).toEqual(['10.0.0.0/16']);
    expect(accepter.cidrs.map(formatPrefix)).toEqual([
      '10.9.0.0/16',
      '10.10.0.0/16',
      '2001:db8:9::/56',
    ]);
    const pending = { VpcId: 'vpc-1', OwnerId: '444455556666', Region: 'us-west-2' };
    expect(itemOf(peerings, { ...raw, AccepterVpcInfo: pending }).accepter.cidrs).toEqual([]);
  });

  it('takes instances out of their reservations, and loses only the one that is damaged', () => {
    const reservation = rawOf('ec2/describe-instances') as { Instances: readonly object[] };
    const broken = { ...reservation, Instances: [{ InstanceId: 5 }, ...reservation.Instances] };
    const { items, complete, gaps } = listingOf(instances, [broken]);
    expect(items.map(({ id, state, vpcId }) => [id, state, vpcId])).toEqual([
      ['i-0123456789abcdef0', 'running', 'vpc-0a1b2c3d4e5f60718'],
      ['i-0fedcba9876543210', 'terminated', null],
    ]);
    expect(complete).toBe(false);
    expect(gaps).toMatchObject([
      { item: 'Reservations[0]', detail: 'InstanceId is number, not text' },
    ]);
  });

  it('reads where groups can be worn', () => {
    expect(
      itemOf(groupVpcAssociations, rawOf('ec2/describe-security-group-vpc-associations')),
    ).toEqual({
      groupId: 'sg-0aaaaaaaaaaaaaaa1',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      state: 'associated',
    });
    expect(itemOf(groupsForVpc, rawOf('ec2/get-security-groups-for-vpc'))).toMatchObject({
      id: 'sg-0eeeeeeeeeeeeeee5',
      vpcId: 'vpc-0ffffffffffffffff',
      ownerId: '444455556666',
      rulesKnown: false,
    });
  });
});
