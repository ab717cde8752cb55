import { describe, expect, it } from '@jest/globals';
import {
  cacheClusters,
  cacheSubnetGroups,
  replicationGroups,
  serverlessCaches,
} from '../../../shared/decode/elasticache/index.ts';
import { faultOf, itemOf } from '../listing-of.ts';
import { cacheCluster, RAW_ITEMS, replicationGroup } from '../raw-items.ts';

const rawOf = (file: string): object => RAW_ITEMS[file]?.[0] as object;

describe('ElastiCache', () => {
  it('reads a cache cluster, whose port is that of its nodes', () => {
    expect(itemOf(cacheClusters, cacheCluster)).toEqual({
      arn: 'arn:aws:elasticache:us-west-2:111122223333:cluster:sessions-001',
      id: 'sessions-001',
      engine: 'redis',
      status: 'available',
      port: 6379,
      groups: [{ id: 'sg-0aaaaaaaaaaaaaaa1', status: 'active' }],
      subnetGroupName: 'cache',
      replicationGroupId: 'sessions',
      networkType: 'ipv4',
    });
  });

  it('prefers the configuration endpoint, and has no port without either', () => {
    const memcached = { ...cacheCluster, ConfigurationEndpoint: { Port: 11211 } };
    expect(itemOf(cacheClusters, memcached).port).toBe(11211);
    expect(itemOf(cacheClusters, { ...cacheCluster, CacheNodes: undefined }).port).toBeNull();
  });

  it('does not take a cache whose groups are unreadable for one without groups', () => {
    expect(faultOf(cacheClusters, { ...cacheCluster, SecurityGroups: undefined })).toBe(
      'malformed sessions-001: SecurityGroups is missing',
    );
  });

  it('collects every port of a replication group, and takes an unnamed engine for Redis', () => {
    expect(itemOf(replicationGroups, replicationGroup)).toMatchObject({
      engine: 'redis',
      ports: [6379, 6380],
      memberClusterIds: ['sessions-001', 'sessions-002'],
    });
  });

  it('reads a serverless cache with its two ports', () => {
    expect(itemOf(serverlessCaches, rawOf('elasticache/describe-serverless-caches'))).toMatchObject(
      {
        name: 'carts',
        port: 6379,
        readerPort: 6380,
        groupIds: ['sg-0aaaaaaaaaaaaaaa1'],
        subnetIds: ['subnet-0aaaaaaaaaaaaaaa1'],
      },
    );
  });

  it('reads cache subnet groups', () => {
    expect(itemOf(cacheSubnetGroups, rawOf('elasticache/describe-cache-subnet-groups'))).toEqual({
      name: 'cache',
      vpcId: 'vpc-0a1b2c3d4e5f60718',
      subnetIds: ['subnet-0aaaaaaaaaaaaaaa1'],
    });
  });
});
