import { describe, expect, it } from '@jest/globals';
import { formatAddress, formatPrefix } from '../../../shared/core/net/index.ts';
import { networkInterfaces } from '../../../shared/decode/ec2/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { branchInterface, nodeInterface } from '../raw-items.ts';

const decode = (raw: unknown) => itemOf(networkInterfaces, raw);
const without = (key: string) =>
  Object.fromEntries(Object.entries(branchInterface).filter(([name]) => name !== key));

describe('network interfaces', () => {
  it('reads a branch interface, which has no attachment', () => {
    const { addresses, tags, ...rest } = decode(branchInterface);
    expect(rest).toEqual({
      id: 'eni-0123456789abcdef0',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      subnetId: 'subnet-0aaaaaaaaaaaaaaa1',
      ownerId: '111122223333',
      interfaceType: 'branch',
      status: 'in-use',
      description: 'aws-k8s-branch-eni',
      requesterId: '444455556666',
      requesterManaged: false,
      operatorManaged: false,
      mac: '02:0a:0b:0c:0d:0e',
      groups: ['sg-0aaaaaaaaaaaaaaa1', 'sg-0bbbbbbbbbbbbbbb2'],
      primaryIpv4: { family: 4, value: 0x0a000114 },
      prefixes: [],
      publicIp: false,
      attachment: null,
    });
    expect(addresses.map(formatAddress)).toEqual(['10.0.1.20']);
    expect(tags.get('vpcresources.k8s.aws/trunk-eni-id')).toBe('eni-0fedcba9876543210');
  });

  it('counts every private address, IPv6 address and delegated prefix of a node', () => {
    const item = decode(nodeInterface);
    expect(item.addresses.map(formatAddress)).toEqual(['10.0.1.11', '10.0.1.10', '2001:db8:1::5']);
    expect(item.primaryIpv4 && formatAddress(item.primaryIpv4)).toBe('10.0.1.10');
    expect(item.prefixes.map(formatPrefix)).toEqual(['10.0.4.16/28', '2001:db8:1:0:aa::/80']);
    expect(item).toMatchObject({ publicIp: true, operatorManaged: true });
    expect(item.attachment).toEqual({
      instanceId: 'i-0123456789abcdef0',
      instanceOwnerId: '111122223333',
      deviceIndex: 0,
      networkCardIndex: 0,
      status: 'attached',
      attachedAt: Date.UTC(2026, 10, 1, 10),
    });
  });

  it('takes the primary address of a list without PrivateIpAddress, and the other way round', () => {
    const listed = decode({ ...nodeInterface, PrivateIpAddress: undefined });
    expect(listed.primaryIpv4 && formatAddress(listed.primaryIpv4)).toBe('10.0.1.10');
    const alone = decode({ ...branchInterface, PrivateIpAddresses: undefined });
    expect(alone.addresses.map(formatAddress)).toEqual(['10.0.1.20']);
  });

  it('gives interfaces with the same groups, in any order and number, one and the same array', () => {
    const other = {
      ...branchInterface,
      NetworkInterfaceId: 'eni-2',
      Groups: [
        { GroupId: 'sg-0aaaaaaaaaaaaaaa1' },
        { GroupId: 'sg-0bbbbbbbbbbbbbbb2' },
        { GroupId: 'sg-0aaaaaaaaaaaaaaa1' },
      ],
    };
    const [a, b] = listingOf(networkInterfaces, [branchInterface, other]).items;
    expect(a?.groups).toBe(b?.groups);
  });

  it('reads the tags of an SDK that calls them Tags', () => {
    const item = decode({ ...without('TagSet'), Tags: [{ Key: 'a', Value: 'b' }, { Key: 'c' }] });
    expect([...item.tags]).toEqual([
      ['a', 'b'],
      ['c', ''],
    ]);
  });

  it.each([
    ['NetworkInterfaceId', 'malformed NetworkInterfaces[0]: NetworkInterfaceId is missing'],
    ['VpcId', 'malformed eni-0123456789abcdef0: VpcId is missing'],
    ['Groups', 'malformed eni-0123456789abcdef0: Groups is missing'],
  ])('does not take an interface without %s for one that has none', (key, fault) => {
    expect(faultOf(networkInterfaces, without(key))).toBe(fault);
  });

  it.each([
    [{ Groups: [{ GroupId: 7 }] }, 'GroupId is number, not text'],
    [{ Groups: ['sg-1'] }, 'an entry of Groups is not an object'],
    [
      { PrivateIpAddresses: [{ PrivateIpAddress: '10.0.1' }] },
      'PrivateIpAddress is not an address: 10.0.1',
    ],
    [
      { Ipv4Prefixes: [{ Ipv4Prefix: '2001:db8::/80' }] },
      'Ipv4Prefix is not an IPv4 block: 2001:db8::/80',
    ],
    [{ Attachment: 'eni-attach' }, 'Attachment is string, not an object'],
    [{ TagSet: [{ Value: 'x' }] }, 'a tag in TagSet has no key'],
    [{ RequesterManaged: 'maybe' }, 'RequesterManaged is string, not true or false'],
  ])('names an interface in which %j cannot be read', (damage, detail) => {
    expect(faultOf(networkInterfaces, { ...branchInterface, ...damage })).toBe(
      `malformed eni-0123456789abcdef0: ${detail}`,
    );
  });
});
