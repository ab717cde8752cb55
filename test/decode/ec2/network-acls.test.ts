import { describe, expect, it } from '@jest/globals';
import { formatPrefix } from '../../../shared/core/net/index.ts';
import { networkAcls } from '../../../shared/decode/ec2/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { networkAcl } from '../raw-items.ts';

describe('network ACLs', () => {
  it('puts the entries in the order in which EC2 tries them, the implicit ones too', () => {
    const nacl = itemOf(networkAcls, networkAcl);
    expect(
      nacl.entries.map(
        (entry) =>
          `${entry.egress ? 'out' : 'in'} ${entry.ruleNumber} ${entry.action} ${entry.protocol} ` +
          `${entry.ports.from}-${entry.ports.to} ${formatPrefix(entry.prefix)}`,
      ),
    ).toEqual([
      'out 99 allow 1 0-65535 0.0.0.0/0',
      'in 100 allow 6 3306-3306 10.0.0.0/16',
      'out 101 allow all 0-65535 ::/0',
      'in 32767 deny all 0-65535 0.0.0.0/0',
    ]);
    expect(nacl).toMatchObject({
      isDefault: true,
      complete: true,
      subnetIds: ['subnet-0aaaaaaaaaaaaaaa1'],
    });
  });

  it.each([
    [{ RuleAction: 'permit' }, 'RuleAction is permit'],
    [{ RuleNumber: null }, 'RuleNumber is missing'],
    [{ CidrBlock: undefined }, 'it names no block'],
    [{ CidrBlock: '10.0.0.0' }, 'CidrBlock is not an IPv4 block: 10.0.0.0'],
    [{ Protocol: 'x' }, 'Protocol is not a protocol: x'],
    [{ Egress: undefined }, 'Egress is missing'],
  ])(
    'keeps a NACL whose entry has %j, and knows that it may decide otherwise',
    (damage, detail) => {
      const entries = networkAcl['Entries'] as readonly object[];
      const broken = {
        ...networkAcl,
        Entries: [{ ...entries[0], ...damage }, ...entries.slice(1)],
      };
      const { items, gaps } = listingOf(networkAcls, [broken]);
      expect(items).toMatchObject([{ complete: false }]);
      expect(items[0]?.entries).toHaveLength(3);
      expect(gaps).toMatchObject([
        { item: 'acl-0aaaaaaaaaaaaaaa1', detail: `Entries[0]: ${detail}` },
      ]);
    },
  );

  it('gives up a NACL whose subnets cannot be read: each subnet has exactly one', () => {
    expect(faultOf(networkAcls, { ...networkAcl, Associations: [{ SubnetId: 7 }] })).toBe(
      'malformed acl-0aaaaaaaaaaaaaaa1: SubnetId is number, not text',
    );
  });
});
