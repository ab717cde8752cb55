import { describe, expect, it } from '@jest/globals';
import * as fc from 'fast-check';
import { toAccountId, toSubnetId, toVpcId } from '../../../shared/core/model/index.ts';
import { compileStores } from '../../../shared/core/stores/index.ts';
import {
  aCache,
  aCluster,
  anInstance,
  anInterface,
  aProxy,
  aReplicationGroup,
  aScope,
  aServerlessCache,
  attached,
  groupIds,
} from './aws-listings.ts';

const candidates = (
  interfaces: ReturnType<typeof anInterface>[],
  instance: Parameters<typeof anInstance>[1] = {},
) =>
  compileStores([aScope({ interfaces, dbInstances: [anInstance('db', instance)] })]).stores[0]!
    .candidateInterfaces;

describe('the interfaces of a database', () => {
  it('are all those of RDS in its subnets with exactly its groups', () => {
    const interfaces = [
      anInterface('eni-2'),
      anInterface('eni-1', { requesterId: null }),
      anInterface('eni-vpc', { vpcId: toVpcId('vpc-other')! }),
      anInterface('eni-subnet', { subnetId: toSubnetId('subnet-z') }),
      anInterface('eni-more', { groups: groupIds('sg-db', 'sg-more') }),
      anInterface('eni-fewer', { groups: [] }),
      anInterface('eni-detached', { status: 'available' }),
      anInterface('eni-forged', { requesterId: 'AIDAEXAMPLE' }),
      anInterface('eni-else', { description: 'something else' }),
    ];
    expect(candidates(interfaces)).toEqual(['eni-1', 'eni-2']);
  });

  it('may lack a group that is being added and keep one that is being removed', () => {
    const groups = [
      ...attached('sg-db'),
      { id: groupIds('sg-new')[0]!, status: 'adding' },
      { id: groupIds('sg-old')[0]!, status: 'removing' },
    ];
    const interfaces = [
      anInterface('eni-1', { groups: groupIds('sg-db', 'sg-old') }),
      anInterface('eni-2', { groups: groupIds('sg-db', 'sg-new') }),
      anInterface('eni-3', { groups: groupIds('sg-new') }),
    ];
    expect(candidates(interfaces, { groups })).toEqual(['eni-1', 'eni-2']);
  });

  it('are none when its subnets were not seen', () => {
    expect(candidates([anInterface('eni-1')], { subnetGroup: null })).toEqual([]);
  });

  it('may be listed by the owner of a shared VPC, and count once when both list them', () => {
    const own = aScope({ dbInstances: [anInstance('db')], interfaces: [anInterface('eni-1')] });
    const owner = aScope({ interfaces: [anInterface('eni-1'), anInterface('eni-2')] }, [], {
      accountId: toAccountId('444455556666'),
    });
    expect(compileStores([own, owner]).stores[0]!.candidateInterfaces).toEqual(['eni-1', 'eni-2']);
  });

  it('that may not all be listed are a gap', () => {
    const { gaps } = compileStores([aScope({ dbInstances: [anInstance('db')] }, ['interfaces'])]);
    expect(gaps).toEqual([
      {
        store: 'arn:aws:rds:us-west-2:111122223333:db:db',
        aspect: 'interfaces',
        reason: 'interfaces-unseen',
        source: 'ec2/describe-network-interfaces.json',
        detail: expect.any(String),
      },
    ]);
  });
});

describe('listings that are incomplete', () => {
  const listings = [
    'dbInstances',
    'dbClusters',
    'dbProxies',
    'cacheClusters',
    'replicationGroups',
    'serverlessCaches',
  ] as const;

  it.each(listings)('mean that stores may be missing: %s', (name) => {
    const scope = aScope({}, [name]);
    expect(compileStores([scope]).unseen).toEqual([{ source: scope[name].source, scope }]);
  });

  it('of services that are out of scope do not matter, and their stores are left out', () => {
    const scope = aScope({ cacheClusters: [aCache('c')], dbInstances: [anInstance('db')] }, [
      ...listings,
    ]);
    const { stores, unseen } = compileStores([scope], ['rds']);
    expect(stores.map(({ name }) => name)).toEqual(['db']);
    expect(unseen.map(({ source }) => source)).toEqual([
      'rds/describe-db-instances.json',
      'rds/describe-db-clusters.json',
      'rds/describe-db-proxies.json',
    ]);
  });
});

describe('the compiled stores', () => {
  const estate = {
    dbInstances: [anInstance('b'), anInstance('a'), anInstance('m', { clusterId: 'c' })],
    dbClusters: [aCluster('c', { memberIds: ['m'] })],
    dbProxies: [aProxy('p'), aProxy('o')],
    cacheClusters: [aCache('n'), aCache('r-1', { replicationGroupId: 'r' })],
    replicationGroups: [aReplicationGroup('r', { memberClusterIds: ['r-1'] })],
    serverlessCaches: [aServerlessCache('s')],
    interfaces: [anInterface('eni-1'), anInterface('eni-2')],
  };
  const shuffled = fc
    .tuple(
      fc.shuffledSubarray(estate.dbInstances, { minLength: 3 }),
      fc.shuffledSubarray(estate.dbProxies, { minLength: 2 }),
      fc.shuffledSubarray(estate.cacheClusters, { minLength: 2 }),
      fc.shuffledSubarray(estate.interfaces, { minLength: 2 }),
    )
    .map(([dbInstances, dbProxies, cacheClusters, interfaces]) =>
      aScope({ ...estate, dbInstances, dbProxies, cacheClusters, interfaces }),
    );

  it('do not depend on the order of the listings, and come sorted by ARN', () => {
    const expected = compileStores([aScope(estate)]);
    expect(expected.stores.map(({ name }) => name)).toEqual(['n', 'r', 's', 'c', 'a', 'b']);
    fc.assert(
      fc.property(shuffled, (scope) => {
        expect(compileStores([scope])).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  it('come once when two snapshots of one scope are given', () => {
    const once = compileStores([aScope(estate)]);
    const twice = compileStores([aScope(estate), aScope(estate)]);
    expect([twice.stores, twice.proxies, twice.gaps]).toEqual([
      once.stores,
      once.proxies,
      once.gaps,
    ]);
  });
});
