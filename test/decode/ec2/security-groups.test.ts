import { describe, expect, it } from '@jest/globals';
import type { Rule } from '../../../shared/core/model/index.ts';
import { formatPrefix } from '../../../shared/core/net/index.ts';
import { securityGroups } from '../../../shared/decode/ec2/index.ts';
import { itemOf, listingOf } from '../listing-of.ts';
import { securityGroup } from '../raw-items.ts';

const peerOf = ({ peer }: Rule): string => {
  if (peer.kind === 'cidr') return formatPrefix(peer.prefix);
  return peer.kind === 'group' ? peer.groupId : peer.id;
};
const shown = (rules: readonly Rule[]): readonly string[] =>
  rules.map((rule) => `${rule.id} ${rule.ports.from}-${rule.ports.to} ${peerOf(rule)}`);

describe('security groups', () => {
  it('makes one rule of each peer, all under the name of their permission', () => {
    const { group, rules } = itemOf(securityGroups, securityGroup);
    expect(shown(rules)).toEqual([
      'sg-0aaaaaaaaaaaaaaa1#ingress[0] 3306-3306 10.1.0.0/16',
      'sg-0aaaaaaaaaaaaaaa1#ingress[0] 3306-3306 pl-0123456789abcdef0',
      'sg-0aaaaaaaaaaaaaaa1#ingress[0] 3306-3306 sg-0bbbbbbbbbbbbbbb2',
      'sg-0aaaaaaaaaaaaaaa1#egress[0] 0-65535 0.0.0.0/0',
      'sg-0aaaaaaaaaaaaaaa1#egress[0] 0-65535 ::/0',
    ]);
    expect(rules.every((rule) => rule.nested)).toBe(true);
    expect(group).toMatchObject({ name: 'db', ownerId: '111122223333', rulesKnown: true });
  });

  it('keeps the index of a permission that follows an unreadable one, and knows that a rule is missing', () => {
    const [first] = securityGroup['IpPermissions'] as readonly unknown[];
    const broken = {
      ...securityGroup,
      IpPermissions: [{ IpProtocol: 'tcp', FromPort: 'x' }, first],
    };
    const { items, complete, gaps } = listingOf(securityGroups, [broken]);
    expect(items[0]?.group.rulesKnown).toBe(false);
    expect(shown(items[0]?.rules ?? [])[0]).toContain('#ingress[1]');
    expect(complete).toBe(true);
    expect(gaps).toMatchObject([
      {
        item: 'sg-0aaaaaaaaaaaaaaa1',
        reason: 'malformed',
        detail: 'IpPermissions[0]: FromPort is string, not a whole number',
      },
    ]);
  });

  it.each(['IpPermissions', 'IpPermissionsEgress'])(
    'does not take a group that came without %s for one without rules',
    (key) => {
      const { group } = itemOf(securityGroups, { ...securityGroup, [key]: undefined });
      expect(group.rulesKnown).toBe(false);
    },
  );

  it('reads a group without any rule, and one that another account shares without its name', () => {
    const bare = {
      ...securityGroup,
      IpPermissions: [],
      IpPermissionsEgress: [],
      GroupName: undefined,
    };
    expect(itemOf(securityGroups, bare)).toMatchObject({
      rules: [],
      group: { name: null, rulesKnown: true },
    });
  });
});
