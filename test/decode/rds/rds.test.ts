import { describe, expect, it } from '@jest/globals';
import {
  dbClusters,
  dbInstances,
  dbProxies,
  dbProxyEndpoints,
  dbProxyTargets,
  dbSubnetGroups,
  optionGroups,
} from '../../../shared/decode/rds/index.ts';
import { faultOf, itemOf, listingOf } from '../listing-of.ts';
import { dbCluster, dbInstance, RAW_ITEMS } from '../raw-items.ts';

const rawOf = (file: string): object => RAW_ITEMS[file]?.[0] as object;

describe('RDS', () => {
  it('reads an instance with its second listener, subnet group and option groups', () => {
    const { tags, ...instance } = itemOf(dbInstances, dbInstance);
    expect(instance).toEqual({
      arn: 'arn:aws:rds:us-west-2:111122223333:db:catalog',
      id: 'catalog',
      engine: 'sqlserver-ee',
      status: 'available',
      clusterId: null,
      port: 1433,
      address: 'catalog.abc.us-west-2.rds.amazonaws.com',
      listenerPort: 1434,
      groups: [{ id: 'sg-0aaaaaaaaaaaaaaa1', status: 'active' }],
      subnetGroup: {
        name: 'db',
        vpcId: 'vpc-0a1b2c3d4e5f60718',
        subnetIds: ['subnet-0aaaaaaaaaaaaaaa1'],
      },
      publiclyAccessible: true,
      networkType: 'DUAL',
      optionGroups: ['oem'],
      readReplicaOf: 'catalog-main',
    });
    expect([...(tags ?? [])]).toEqual([['team', 'shop']]);
  });

  it('tells tags that are not shown from there being none', () => {
    const tagsOf = (TagList: unknown) => itemOf(dbInstances, { ...dbInstance, TagList }).tags;
    expect([tagsOf([]), tagsOf(undefined), tagsOf(null)]).toEqual([new Map(), null, null]);
    const hidden = itemOf(dbClusters, { ...dbCluster, TagList: undefined });
    expect(hidden.tags).toBeNull();
  });

  it('has no port for an instance that is being created, whatever DbInstancePort says', () => {
    const creating = {
      ...dbInstance,
      Endpoint: undefined,
      ListenerEndpoint: undefined,
      DbInstancePort: 3306,
    };
    expect(itemOf(dbInstances, creating)).toMatchObject({
      port: null,
      listenerPort: null,
      address: null,
    });
  });

  it('reads a cluster, whose subnet group is a name only', () => {
    expect(itemOf(dbClusters, dbCluster)).toMatchObject({
      arn: 'arn:aws:rds:us-west-2:111122223333:cluster:orders',
      port: 5432,
      subnetGroupName: 'db',
      memberIds: ['orders-1'],
      dataApi: true,
      publiclyAccessible: false,
    });
  });

  it('does not take a store whose groups are unreadable for one without groups', () => {
    const instance = { ...dbInstance, VpcSecurityGroups: undefined };
    const cluster = { ...dbCluster, VpcSecurityGroups: {} };
    expect(faultOf(dbInstances, instance)).toBe('malformed catalog: VpcSecurityGroups is missing');
    expect(faultOf(dbClusters, cluster)).toBe(
      'malformed orders: VpcSecurityGroups is object, not an array',
    );
  });

  it.each([
    [{ DBInstanceArn: undefined }, 'DBInstanceArn is missing'],
    [{ Engine: 7 }, 'Engine is number, not text'],
    [{ Endpoint: { Port: 70000 } }, 'Port is 70000, not a port'],
    [{ DBSubnetGroup: { DBSubnetGroupName: 'x' } }, 'Subnets is missing'],
  ])('names an instance with %j', (damage, detail) => {
    expect(faultOf(dbInstances, { ...dbInstance, ...damage })).toBe(`malformed catalog: ${detail}`);
  });

  it('reads subnet groups, option groups and the groups of options', () => {
    expect(itemOf(dbSubnetGroups, rawOf('rds/describe-db-subnet-groups')).subnetIds).toEqual([
      'subnet-0aaaaaaaaaaaaaaa1',
    ]);
    expect(itemOf(optionGroups, rawOf('rds/describe-option-groups'))).toEqual({
      name: 'oem',
      options: [
        { name: 'OEM', port: 5500, groups: [{ id: 'sg-0aaaaaaaaaaaaaaa1', status: 'active' }] },
        { name: 'TIMEZONE', port: null, groups: [] },
      ],
    });
  });

  it('reads proxies, their endpoints and targets', () => {
    expect(itemOf(dbProxies, rawOf('rds/describe-db-proxies'))).toMatchObject({
      name: 'orders-proxy',
      engineFamily: 'POSTGRESQL',
      groupIds: ['sg-0aaaaaaaaaaaaaaa1'],
      subnetIds: ['subnet-0aaaaaaaaaaaaaaa1'],
    });
    expect(itemOf(dbProxyEndpoints, rawOf('rds/describe-db-proxy-endpoints'))).toMatchObject({
      proxyName: 'orders-proxy',
      isDefault: false,
    });
    expect(
      listingOf(dbProxyTargets, RAW_ITEMS['rds/describe-db-proxy-targets'] ?? []).items,
    ).toEqual([
      {
        type: 'TRACKED_CLUSTER',
        resourceId: 'orders',
        arn: null,
        trackedClusterId: 'orders',
        port: 5432,
      },
      {
        type: 'RDS_INSTANCE',
        resourceId: 'orders-1',
        arn: 'arn:aws:rds:us-west-2:111122223333:db:orders-1',
        trackedClusterId: null,
        port: 5432,
      },
    ]);
  });
});
