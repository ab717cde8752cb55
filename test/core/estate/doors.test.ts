import { describe, expect, it } from '@jest/globals';

import { compileDoors } from '../../../shared/core/estate/compile-doors.ts';
import type { DoorView, Estate } from '../../../shared/core/estate/index.ts';
import type { NetworkInterface, Rule, Store } from '../../../shared/core/model/index.ts';
import { completeListing, toAccountId } from '../../../shared/core/model/index.ts';
import { must } from '../../support/counter.ts';
import { ACCOUNT, databaseArn, groupIds, subnetId, vpcId } from '../../support/identifiers.ts';
import { labels } from '../../support/kubernetes.ts';
import type { LabParts } from '../../support/lab.ts';
import { anIngress, anInterface, aSubnet } from '../../support/network.ts';
import { truncated } from '../../support/snapshot.ts';
import { aDatabase } from '../../support/stores.ts';
import { compileNetwork } from '../../../shared/core/estate/compile-network.ts';
import { aScope } from '../../support/snapshot.ts';
import { estateOf } from './estate-fixtures.ts';

const aStore = (overrides: Partial<Store> = {}): Store => ({
  arn: databaseArn('orders'),
  kind: 'rds-instance',
  name: 'orders',
  engine: 'mysql',
  accountId: ACCOUNT,
  region: 'us-west-2',
  vpcId: vpcId('vpc-main'),
  subnetIds: [subnetId('subnet-a'), subnetId('subnet-b')],
  families: [4],
  doors: [{ port: 3306, groups: groupIds('sg-db'), note: null }],
  publiclyAccessible: false,
  status: 'available',
  tags: labels({}),
  tagsSeen: true,
  candidateInterfaces: [],
  ...overrides,
});

const NETWORK = compileNetwork([
  aScope({
    subnets: completeListing(
      [
        aSubnet('subnet-a', ['10.0.2.0/24', '2001:db8:0:2::/64']),
        aSubnet('subnet-b', ['10.0.3.0/24']),
      ],
      '',
    ),
  }),
]);

/** `subnet-a 10.0.2.0/24 by eni-1` for every place; null when the VPC was not seen. */
function places(
  overrides: Partial<Store>,
  enis: readonly NetworkInterface[] = [],
): readonly string[] | null {
  const store = aStore({ candidateInterfaces: enis.map(({ id }) => id), ...overrides });
  const byId = new Map(enis.map((eni) => [eni.id, eni]));
  const [door] = compileDoors(store, byId, NETWORK, () => 'living', []);
  const all = must(door).target.places;
  return (
    all?.map(({ subnetId: subnet, addresses, interfaceIds }) =>
      [subnet ?? 'somewhere', addresses?.toString() ?? 'anywhere', ...interfaceIds].join(' '),
    ) ?? null
  );
}

const eni = (id: string, subnet: string | null, ...ips: readonly string[]): NetworkInterface =>
  anInterface({ id, subnet, ips });

describe('the places of a store', () => {
  it('are whole subnets while no interface of it was seen', () => {
    expect(places({})).toEqual(['subnet-a 10.0.2.0/24, 2001:db8:0:2::/64', 'subnet-b 10.0.3.0/24']);
  });
  it('are its interfaces where these were seen, and whole subnets where not', () => {
    expect(places({}, [eni('eni-1', 'subnet-a', '10.0.2.9')])).toEqual([
      'subnet-a 10.0.2.9/32 eni-1',
      'subnet-b 10.0.3.0/24',
    ]);
  });
  it('are all of several interfaces that may be its own', () => {
    const enis = [eni('eni-1', 'subnet-a', '10.0.2.9'), eni('eni-2', 'subnet-a', '10.0.2.10')];
    expect(places({}, enis)).toEqual([
      'subnet-a 10.0.2.9-10.0.2.10 eni-1 eni-2',
      'subnet-b 10.0.3.0/24',
    ]);
  });
  it('are any address of a subnet that was not seen', () => {
    expect(places({ subnetIds: [subnetId('subnet-x')] })).toEqual(['subnet-x anywhere']);
  });
  it('are its interfaces where its subnets were not seen', () => {
    expect(places({ subnetIds: null }, [eni('eni-1', 'subnet-b', '10.0.3.9')])).toEqual([
      'subnet-b 10.0.3.9/32 eni-1',
    ]);
  });
  it('are somewhere in its VPC where nothing else was seen', () => {
    expect(places({ subnetIds: null })).toEqual(['somewhere anywhere']);
  });
  it('are unknown where not even its VPC was seen', () => {
    expect(places({ subnetIds: null, vpcId: null })).toBeNull();
  });
  it('are in the VPC of its interface where its own was not seen', () => {
    expect(
      places({ subnetIds: null, vpcId: null }, [eni('eni-1', 'subnet-b', '10.0.3.9')]),
    ).toEqual(['subnet-b 10.0.3.9/32 eni-1']);
  });
  it('are the whole subnet in a family in which its interface shows no address', () => {
    expect(
      places({ families: [4, 6], subnetIds: [subnetId('subnet-a')] }, [
        eni('eni-1', 'subnet-a', '10.0.2.9'),
      ]),
    ).toEqual(['subnet-a 10.0.2.9/32, 2001:db8:0:2::/64 eni-1']);
    expect(places({ subnetIds: [subnetId('subnet-a')] }, [eni('eni-1', 'subnet-a')])).toEqual([
      'subnet-a 10.0.2.0/24 eni-1',
    ]);
  });
  it('are any address where neither interface nor subnet shows one', () => {
    expect(places({ subnetIds: null }, [eni('eni-1', null)])).toEqual(['somewhere anywhere eni-1']);
  });
});

/** The first door of the lab's database. */
const doorOf = (parts: LabParts): DoorView => must(must(estateOf(parts).stores[0]).doors[0]);
const ids = ({ ingress }: DoorView): readonly string[] => ingress.rules.map(({ id }) => id);
const GONE = { groupId: anIngress('sg-gone', '10.0.0.0/8').groupId };

describe('what a door lets in', () => {
  it('is every rule of its groups that admits TCP at its port', () => {
    const rules = [
      anIngress('sg-db', 'sg-pods'),
      anIngress('sg-db', '10.0.0.0/16', { protocol: 'all', ports: { from: 0, to: 65535 } }),
      anIngress('sg-db', 'sg-nodes', { ports: { from: 5432, to: 5432 } }),
      anIngress('sg-db', 'sg-nodes', { protocol: 17 }),
    ];
    const door = doorOf({ rules });
    expect(ids(door)).toEqual([rules[0]?.id, rules[1]?.id]);
    expect([...door.ingress.referencedGroups]).toEqual(['sg-pods']);
    expect(door.ingress).toMatchObject({ complete: true, reasons: [] });
  });

  const referring = (peer: Partial<Rule['peer']>): Rule => {
    const rule = anIngress('sg-db', 'sg-gone');
    return { ...rule, peer: Object.assign(rule.peer, peer) };
  };
  it.each<[string, Partial<Rule['peer']>, LabParts, boolean]>([
    ['of its account', {}, {}, false],
    ['of an owner that the rule does not name', { ownerId: null }, {}, false],
    ['of an account that was not read', { ownerId: must(toAccountId('444455556666')) }, {}, true],
    [
      'that something still wears',
      {},
      { interfaces: [anInterface({ groups: ['sg-gone'] })] },
      true,
    ],
    [
      'where groups were not all seen',
      {},
      { scope: { groups: truncated([], 'ec2/describe-security-groups.json') } },
      true,
    ],
    ['of which a rule was seen', {}, { rules: [anIngress('sg-gone', '10.0.0.0/8')] }, true],
  ])(
    'leaves out a reference to a deleted group, and keeps one %s as it is: %j',
    (_what, peer, parts, isKept) => {
      const rule = referring(peer);
      const door = doorOf({ ...parts, rules: [...(parts.rules ?? []), rule] });
      expect(door.ingress.referencedGroups.has(GONE.groupId)).toBe(isKept);
    },
  );

  it.each([
    ['active', true],
    [null, true],
    ['deleted', false],
    ['pending-acceptance', false],
  ])('counts a reference over a peering with status %j: %s', (peeringStatus, isKept) => {
    const rule = anIngress('sg-db', 'sg-pods');
    const over = { ...rule, peer: Object.assign(rule.peer, { peeringId: 'pcx-1', peeringStatus }) };
    expect(doorOf({ rules: [over] }).ingress.referencedGroups.size).toBe(isKept ? 1 : 0);
  });

  it.each<[string, LabParts, string]>([
    [
      'its groups were not seen',
      { databases: [aDatabase({ groups: ['sg-unseen'] })] },
      'groups-unseen',
    ],
    ['it has none', { databases: [aDatabase({ groups: [] })] }, 'groups-unseen'],
    ['their rules were not seen', { scope: { incompleteRuleGroups: 'any' } }, 'rules-unseen'],
  ])('is not all where %s', (_what, parts, reason) => {
    const { complete, reasons } = doorOf(parts).ingress;
    expect(complete).toBe(false);
    expect(reasons).toContain(reason);
  });
});

describe('an estate', () => {
  const arns = (estate: Estate): readonly string[] => estate.stores.map(({ store }) => store.arn);
  it('lists its stores by ARN and finds each', () => {
    const estate = estateOf({ databases: [aDatabase({ id: 'z' }), aDatabase({ id: 'a' })] });
    expect(arns(estate)).toEqual([databaseArn('a'), databaseArn('z')]);
    expect(estate.storeByArn(databaseArn('z'))).toBe(estate.stores[1]);
    expect(estate.storeByArn(databaseArn('none'))).toBeNull();
  });
  it('protects groups that stores wear or admit', () => {
    expect([...estateOf({}).protectedGroups].toSorted()).toEqual(['sg-db', 'sg-pods']);
  });
  it('knows who wears a group', () => {
    expect(
      estateOf({})
        .wearers.get(must(groupIds('sg-nodes')[0]))
        ?.map(({ id }) => id),
    ).toEqual(['eni-primary-1', 'eni-trunk-1']);
  });
});
