import { describe, expect, it } from '@jest/globals';
import { formatPrefix } from '../../../shared/core/net/index.ts';
import { securityGroupRules, UnreadRules } from '../../../shared/decode/ec2/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { securityGroupRule } from '../raw-items.ts';

const rules = () => securityGroupRules(new UnreadRules());
const peer = { ReferencedGroupInfo: undefined };

describe('security group rules', () => {
  it('reads a rule that names a group', () => {
    expect(itemOf(rules(), securityGroupRule)).toEqual({
      id: 'sgr-0123456789abcdef0',
      groupId: 'sg-0aaaaaaaaaaaaaaa1',
      direction: 'ingress',
      protocol: 6,
      ports: { from: 3306, to: 3306 },
      peer: {
        kind: 'group',
        groupId: 'sg-0bbbbbbbbbbbbbbb2',
        ownerId: '111122223333',
        vpcId: null,
        peeringId: null,
        peeringStatus: null,
      },
      nested: false,
    });
  });

  it.each([
    [{ CidrIpv4: '10.1.2.3/16' }, '10.1.0.0/16'],
    [{ CidrIpv6: '2001:DB8::1/64' }, '2001:db8::/64'],
  ])('canonicalises the block in %j', (block, canonical) => {
    const rule = itemOf(rules(), { ...securityGroupRule, ...peer, ...block, IsEgress: true });
    expect(rule.direction).toBe('egress');
    expect(rule.peer.kind === 'cidr' && formatPrefix(rule.peer.prefix)).toBe(canonical);
  });

  it('keeps what AWS says of a group behind a peering', () => {
    const info = {
      GroupId: 'sg-1',
      VpcId: 'vpc-2',
      VpcPeeringConnectionId: 'pcx-3',
      PeeringStatus: 'deleted',
    };
    expect(itemOf(rules(), { ...securityGroupRule, ReferencedGroupInfo: info }).peer).toEqual({
      kind: 'group',
      groupId: 'sg-1',
      ownerId: null,
      vpcId: 'vpc-2',
      peeringId: 'pcx-3',
      peeringStatus: 'deleted',
    });
  });

  it.each([
    [peer, 'it names no peer'],
    [{ CidrIpv4: '0.0.0.0/0' }, 'it names 2 peers: CidrIpv4, ReferencedGroupInfo'],
    [{ ...peer, CidrIpv4: '10.0.0.0/33' }, 'CidrIpv4 is not an IPv4 block: 10.0.0.0/33'],
    [{ ...peer, CidrIpv4: '::/0' }, 'CidrIpv4 is not an IPv4 block: ::/0'],
    [{ IsEgress: undefined }, 'IsEgress is missing'],
    [{ IpProtocol: 'tpc' }, 'IpProtocol is not a protocol: tpc'],
    [{ FromPort: [] }, 'FromPort is an array, not a whole number'],
  ])('names the rule and its group when it cannot read %j', (damage, detail) => {
    expect(faultOf(rules(), { ...securityGroupRule, ...damage })).toBe(
      `malformed sgr-0123456789abcdef0: In sg-0aaaaaaaaaaaaaaa1: ${detail}`,
    );
  });

  it('remembers whose rules it could not read, and that it may be anybody', () => {
    const unread = new UnreadRules();
    const spec = securityGroupRules(unread);
    listingOf(spec, [securityGroupRule, { ...securityGroupRule, IpProtocol: 5000 }]);
    expect([...unread.groups]).toEqual(['sg-0aaaaaaaaaaaaaaa1']);
    expect(unread.all).toBe(false);
    listingOf(spec, [{ ...securityGroupRule, GroupId: 7 }]);
    expect(unread.all).toBe(true);
  });
});
