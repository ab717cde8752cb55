import { describe, expect, it } from '@jest/globals';
import { toAccountId, toStoreArn } from '../../../shared/core/model/index.ts';
import { compileStores } from '../../../shared/core/stores/index.ts';
import { aCluster, anInstance, aScope, aSubnetGroup, attached, SUBNETS } from './aws-listings.ts';

const CLUSTER = 'arn:aws:rds:us-west-2:111122223333:cluster:aurora';
const member = (id: string, overrides = {}) =>
  anInstance(id, {
    engine: 'aurora-mysql',
    clusterId: 'aurora',
    groups: attached('sg-mirror'),
    ...overrides,
  });

const compileWith = (publiclyAccessible: boolean) =>
  compileStores([
    aScope(
      {
        dbClusters: [aCluster('aurora', { memberIds: ['writer', 'reader'] })],
        dbInstances: [member('writer', { publiclyAccessible })],
      },
      ['dbInstances'],
    ),
  ]).gaps.map(({ aspect }) => aspect);

describe('a DB cluster', () => {
  it('is one store with its members, by its own groups, port and subnet group', () => {
    const { stores, gaps } = compileStores([
      aScope({
        dbClusters: [aCluster('aurora', { port: 3307, memberIds: ['writer', 'reader'] })],
        dbInstances: [member('writer', { publiclyAccessible: true }), member('reader')],
      }),
    ]);
    expect(stores).toEqual([
      expect.objectContaining({
        arn: CLUSTER,
        kind: 'rds-cluster',
        name: 'aurora',
        subnetIds: SUBNETS,
        publiclyAccessible: true,
        doors: [{ port: 3307, groups: ['sg-db'], note: null }],
      }),
    ]);
    expect(gaps).toEqual([]);
  });

  it.each(['neptune', 'docdb'])('of engine %s is told by its engine', (engine) => {
    const { stores } = compileStores([aScope({ dbClusters: [aCluster('graph', { engine })] })]);
    expect(stores.map(({ kind, name }) => [kind, name])).toEqual([[engine, 'graph']]);
  });

  it('takes a member by its own list too, when the member does not name it', () => {
    const { stores } = compileStores([
      aScope({
        dbClusters: [aCluster('aurora', { memberIds: ['writer'] })],
        dbInstances: [member('writer', { clusterId: null }), anInstance('other')],
      }),
    ]);
    expect(stores.map(({ name }) => name)).toEqual(['aurora', 'other']);
  });

  it('takes the subnets of a member when no subnet group is listed', () => {
    const items = {
      dbClusters: [aCluster('aurora')],
      dbInstances: [member('writer', { subnetGroup: aSubnetGroup({ name: 'data' }) })],
      dbSubnetGroups: [],
    };
    const { stores, gaps } = compileStores([aScope(items)]);
    expect([stores[0]!.subnetIds, gaps]).toEqual([SUBNETS, []]);
  });

  it('has unknown subnets when neither is listed', () => {
    const { stores, gaps } = compileStores([
      aScope({ dbClusters: [aCluster('aurora')], dbSubnetGroups: [] }),
    ]);
    expect([stores[0]!.subnetIds, gaps.map(({ aspect, source }) => [aspect, source])]).toEqual([
      null,
      [['subnets', 'rds/describe-db-subnet-groups.json']],
    ]);
  });

  it('takes groups and port of its members where it has none of its own', () => {
    const { stores, gaps } = compileStores([
      aScope({
        dbClusters: [aCluster('aurora', { groups: [], port: null })],
        dbInstances: [member('writer', { port: 3399 })],
      }),
    ]);
    expect(stores[0]!.doors).toEqual([{ port: 3399, groups: ['sg-mirror'], note: null }]);
    expect(gaps).toEqual([]);
  });

  it('whose members were not all seen may be public, and says so unless one surely is', () => {
    expect([compileWith(false), compileWith(true)]).toEqual([['members'], []]);
  });
});

describe('a member whose cluster is not listed', () => {
  it('is one store with its siblings, under the ARN of the cluster, with a gap', () => {
    const { stores, gaps, unseen } = compileStores([
      aScope({ dbInstances: [member('writer'), member('reader')] }, ['dbClusters']),
    ]);
    expect(stores.map(({ arn, doors }) => [arn, doors[0]!.groups])).toEqual([
      ['arn:aws:rds:us-west-2:111122223333:cluster:aurora', ['sg-mirror']],
    ]);
    expect(gaps.map(({ aspect }) => aspect)).toEqual(['cluster']);
    expect(unseen.map(({ source }) => source)).toEqual(['rds/describe-db-clusters.json']);
  });
});

describe('a cluster that another account shares', () => {
  const shared = aCluster('aurora', {
    arn: toStoreArn('arn:aws:rds:us-west-2:444455556666:cluster:aurora')!,
  });

  it('does not take in the instances of this account, nor its subnet groups of the same name', () => {
    const { stores } = compileStores([
      aScope({ dbClusters: [shared], dbInstances: [member('writer')] }),
    ]);
    expect(stores.map(({ name, accountId, subnetIds }) => [name, accountId, subnetIds])).toEqual([
      ['aurora', '111122223333', SUBNETS],
      ['aurora', '444455556666', null],
    ]);
  });

  it('comes once, from the listing of its own account', () => {
    const home = { accountId: toAccountId('444455556666') };
    const scopes = [aScope({ dbClusters: [shared] }), aScope({ dbClusters: [shared] }, [], home)];
    for (const order of [scopes, scopes.toReversed()]) {
      const { stores, gaps } = compileStores(order);
      expect(stores.map(({ arn, subnetIds }) => [arn, subnetIds])).toEqual([[shared.arn, SUBNETS]]);
      expect(gaps).toEqual([]);
    }
  });
});
