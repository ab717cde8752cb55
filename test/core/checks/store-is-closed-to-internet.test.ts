import { describe, expect, it } from '@jest/globals';
import { completeListing, type Route } from '../../../shared/core/model/index.ts';
import { CHECK_EXAMPLES } from '../../support/check-examples.ts';
import { briefly, judgeSnapshot, undecidedBriefly } from '../../support/judged.ts';
import { aLab, type LabParts } from '../../support/lab.ts';
import { anIngress, aPrefixList, aRoute, aRouteTable, aVpc } from '../../support/network.ts';
import { lost } from '../../support/snapshot.ts';
import { aDatabase, type DatabaseOverrides } from '../../support/stores.ts';
import { NOW } from '../../support/times.ts';

const ID = 'store-is-closed-to-internet';

const gateway = aRoute('0.0.0.0/0', { kind: 'internet-gateway', id: 'igw-1' });

interface Openness {
  readonly peer?: string;
  readonly routes?: readonly Route[];
  readonly database?: DatabaseOverrides;
  readonly scope?: NonNullable<LabParts['scope']>;
}

function judgeOpenness({ peer = '0.0.0.0/0', routes = [gateway], database, scope }: Openness) {
  return judgeSnapshot(
    aLab({
      rules: [anIngress('sg-db', peer)],
      databases: [aDatabase({ publiclyAccessible: true, ...database })],
      scope: {
        routeTables: completeListing(
          [aRouteTable({ routes })],
          'ec2/describe-route-tables.json',
          NOW,
        ),
        ...scope,
      },
    }),
  ).of(ID);
}

describe('a store is not open to the internet', () => {
  it('is violated in its example', () => {
    const { violations } = judgeSnapshot(CHECK_EXAMPLES[ID]?.snapshot() ?? aLab()).of(ID);
    expect(violations.map(briefly)).toEqual([
      'store-rule arn:aws:rds:us-west-2:111122223333:db:orders sg-db/ingress/tcp/3306-3306/0.0.0.0/0 critical',
    ]);
    expect(violations[0]?.evidence).toContainEqual({ kind: 'route', id: 'rtb-main' });
  });

  it('is violated by any public address', () => {
    expect(judgeOpenness({ peer: '203.0.113.7/32' }).violations).toHaveLength(1);
    expect(judgeOpenness({ peer: '0.0.0.0/1' }).violations).toHaveLength(1);
  });

  it('is compliant when one of the three is lacking', () => {
    expect(judgeOpenness({ database: { publiclyAccessible: false } }).population.compliant).toBe(1);
    expect(judgeOpenness({ peer: '10.0.0.0/8' }).population.compliant).toBe(1);
    expect(judgeOpenness({ peer: '100.64.0.0/10' }).population.compliant).toBe(1);
    const blackhole = aRoute('0.0.0.0/0', { kind: 'internet-gateway', id: 'igw-1' }, 'blackhole');
    const nat = aRoute('0.0.0.0/0', { kind: 'nat-gateway', id: 'nat-1' });
    for (const routes of [[blackhole], [nat], []]) {
      expect(judgeOpenness({ routes }).population.compliant).toBe(1);
    }
  });

  it('takes the blocks of the VPC for no internet, whatever their numbers', () => {
    const vpcs = completeListing(
      [aVpc('vpc-main', ['10.0.0.0/16', '198.51.100.0/24'])],
      'ec2/describe-vpcs.json',
      NOW,
    );
    expect(judgeOpenness({ peer: '198.51.100.0/25', scope: { vpcs } }).violations).toEqual([]);
    expect(judgeOpenness({ peer: '198.51.100.0/23', scope: { vpcs } }).violations).toHaveLength(1);
  });

  it('counts IPv6 only where the store answers over IPv6 and a route leads there', () => {
    expect(judgeOpenness({ peer: '::/0' }).violations).toEqual([]);
    const dual = { networkType: 'DUAL' };
    expect(judgeOpenness({ peer: '::/0', database: dual }).violations).toEqual([]);
    const v6 = aRoute('::/0', { kind: 'internet-gateway', id: 'igw-1' });
    expect(judgeOpenness({ peer: '::/0', database: dual, routes: [v6] }).violations).toHaveLength(
      1,
    );
  });

  it('is unknown without routes or subnets, or with a list that cannot be read', () => {
    const reasons = (openness: Openness) => judgeOpenness(openness).undecided.map(undecidedBriefly);
    const named =
      'store-rule arn:aws:rds:us-west-2:111122223333:db:orders sg-db/ingress/tcp/3306-3306/';
    expect(reasons({ scope: { routeTables: lost('ec2/describe-route-tables.json') } })).toEqual([
      `${named}0.0.0.0/0 routes-unseen`,
    ]);
    expect(reasons({ database: { subnetGroup: null } })).toEqual([
      `${named}0.0.0.0/0 store-address-unseen`,
    ]);
    const lists = completeListing([aPrefixList('pl-1', ['10.0.0.0/8'], false)], 'ec2/lists', NOW);
    expect(reasons({ peer: 'pl-1', scope: { prefixListEntries: lists } })).toEqual([
      `${named}pl-1 prefix-list-unreadable`,
    ]);
  });

  it('does not apply to groups', () => {
    expect(judgeOpenness({ peer: 'sg-pods' }).population.notApplicable).toBe(1);
  });
});
