import { describe, expect, it } from '@jest/globals';
import { type AwsScope, completeListing } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { databaseArn } from '../../support/identifiers.ts';
import { briefly, judgeSnapshot, MAIN, undecidedBriefly } from '../../support/judged.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { anIngress, aPrefixList, aSubnet, aVpc } from '../../support/network.ts';
import { lost, truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'ipv6-is-as-closed-as-ipv4';
const ORDERS = databaseArn('orders');
const STORE = { kind: 'store', cluster: MAIN, id: ORDERS } as const;

/** Two dual-stack subnets, in a VPC with a block of each family. */
const DUAL: Partial<AwsScope> = {
  vpcs: completeListing(
    [aVpc('vpc-main', ['10.0.0.0/16', '2001:db8::/56'])],
    'ec2/describe-vpcs.json',
    NOW,
  ),
  subnets: completeListing(
    [
      aSubnet('subnet-pods', ['10.0.1.0/24', '2001:db8:0:1::/64']),
      aSubnet('subnet-db', ['10.0.2.0/24', '2001:db8:0:2::/64']),
    ],
    'ec2/describe-subnets.json',
    NOW,
  ),
};

const judge = (peers: readonly string[], parts: LabParts = {}, networkType = 'DUAL') =>
  judgeSnapshot(
    aLab({
      databases: [aDatabase({ networkType })],
      rules: peers.map((peer) => anIngress('sg-db', peer)),
      ...parts,
      scope: { ...DUAL, ...parts.scope },
    }),
  ).of(ID);
const verdict = (peers: readonly string[], parts: LabParts = {}, networkType = 'DUAL') =>
  judge(peers, parts, networkType).disposition(STORE);

describe('a store is as closed over IPv6 as over IPv4', () => {
  it.each<[string, readonly string[]]>([
    ['groups alone, which count in both', ['sg-pods']],
    ['both open to everybody', ['0.0.0.0/0', '::/0']],
    ['the same subnet in both', ['10.0.1.0/24', '2001:db8:0:1::/64']],
    ['an office in both', ['192.0.2.0/24', '2001:db8:ff::/48']],
    ['a peered VPC in both', ['10.1.0.0/16', '2001:db8:ff::/56']],
    ['more in IPv4', ['10.0.0.0/16', '2001:db8:0:1::/64']],
  ])('is compliant with %s', (_what, peers) => {
    expect(verdict(peers)).toBe('compliant');
  });

  it('is violated in its example', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([`store ${ORDERS} medium`]);
    expect(violations[0]?.message).toBe(
      'orders admits ::/0 over IPv6 on port 3306, and with it the internet, which IPv4 keeps out.',
    );
    expect(violations[0]?.fix.commands).toEqual([
      'aws ec2 revoke-security-group-ingress --group-id sg-db --security-group-rule-ids sgr-0db-from-ipv6 --region us-west-2',
    ]);
  });

  it.each<[string, readonly string[], string]>([
    ['everybody over IPv6 alone', ['::/0'], 'subnet-db, subnet-pods, the internet'],
    [
      'everybody over IPv6, an office over IPv4',
      ['192.0.2.0/24', '::/0'],
      'subnet-db, subnet-pods, the internet',
    ],
    ['a subnet over IPv6 alone', ['2001:db8:0:1::/64'], 'subnet-pods'],
    ['one host of it over IPv4', ['10.0.1.7/32', '2001:db8:0:1::/64'], 'subnet-pods'],
    ['one host over IPv6 alone', ['2001:db8:0:1::7/128'], 'subnet-pods'],
    ['another subnet over IPv4', ['10.0.2.0/24', '2001:db8:0:1::/64'], 'subnet-pods'],
    ['an office over IPv6 alone', ['10.0.1.0/24', '2001:db8:ff::/48'], 'other networks'],
  ])('is violated by %s', (_what, peers, places) => {
    const [violation] = judge(peers).violations;
    expect(violation?.severity).toBe('medium');
    expect(violation?.message).toContain(`and with it ${places}, which`);
  });

  it('names the rules that make the difference, and no others', () => {
    const [violation] = judge(['192.0.2.0/24', '2001:db8:ff::/48', '::/0']).violations;
    expect(violation?.observed).toEqual(['sg-db/ingress/tcp/3306-3306/::/0']);
  });

  it('is without weight for a store that answers over IPv4 alone', () => {
    const [violation] = judge(['::/0'], {}, 'IPV4').violations;
    expect(violation?.severity).toBe('info');
    expect(violation?.message).toContain('once it is dual-stack');
    expect(verdict(['sg-pods'], {}, 'IPV4')).toBe('compliant');
  });

  it('is unknown where the network type of the store is', () => {
    expect(judge(['::/0'], {}, 'ODD').undecided.map(undecidedBriefly)).toEqual([
      `store ${ORDERS} unsupported`,
    ]);
  });

  it('reads prefix lists, and is unknown where one cannot be read', () => {
    const lists = (complete: boolean): LabParts => ({
      scope: {
        prefixListEntries: completeListing(
          [aPrefixList('pl-1', ['2001:db8:0:1::/64'], complete)],
          'ec2/lists.json',
        ),
      },
    });
    expect(verdict(['pl-1'], lists(true))).toBe('violation');
    expect(verdict(['pl-1'], lists(false))).toBe('unknown');
  });

  it.each<[string, LabParts]>([
    ['rules', { scope: { rules: lost('rules.json'), incompleteRuleGroups: 'any' } }],
    ['the blocks of the VPC', { scope: { vpcs: lost('ec2/describe-vpcs.json') } }],
    [
      'subnets',
      {
        scope: {
          subnets: truncated([aSubnet('subnet-db', ['10.0.2.0/24'])], 'ec2/describe-subnets.json'),
        },
      },
    ],
  ])('is unknown where %s were not seen', (_what, parts) => {
    expect(verdict(['2001:db8:0:1::/64', '10.0.1.0/24'], parts)).toBe('unknown');
  });
});
