import { describe, expect, it } from '@jest/globals';
import {
  DescribeCacheClustersCommand,
  DescribeCacheSubnetGroupsCommand,
  DescribeReplicationGroupsCommand,
  DescribeServerlessCachesCommand,
  ElastiCacheClient,
} from '@aws-sdk/client-elasticache';
import {
  DescribeDBClustersCommand,
  DescribeDBInstancesCommand,
  DescribeDBProxiesCommand,
  DescribeDBProxyEndpointsCommand,
  DescribeDBProxyTargetsCommand,
  DescribeDBSubnetGroupsCommand,
  DescribeOptionGroupsCommand,
  RDSClient,
} from '@aws-sdk/client-rds';
import { mockClient } from 'aws-sdk-client-mock';
import { elastiCacheReader, rdsReader } from '../../../shared/adapters/aws/index.ts';
import { drainReader } from '../../support/live.ts';

const OPTIONS = { region: 'us-west-2', profile: null };
const NO_PACE = () => async (): Promise<void> => undefined;

describe('Reading RDS', () => {
  it('reads each listing once, and the targets of each proxy', async () => {
    const client = new RDSClient({ region: 'us-west-2' });
    const rds = mockClient(client);
    rds.on(DescribeDBInstancesCommand).resolves({ DBInstances: [{ DBInstanceIdentifier: 'a' }] });
    rds.on(DescribeDBClustersCommand).resolves({});
    rds.on(DescribeDBSubnetGroupsCommand).resolves({});
    rds.on(DescribeOptionGroupsCommand).resolves({});
    rds.on(DescribeDBProxyEndpointsCommand).resolves({});
    rds
      .on(DescribeDBProxiesCommand)
      .resolvesOnce({ DBProxies: [{ DBProxyName: 'two' }], Marker: 'more' })
      .resolvesOnce({ DBProxies: [{ DBProxyName: 'one' }] });
    rds.on(DescribeDBProxyTargetsCommand).resolves({ Targets: [{ Type: 'RDS_INSTANCE' }] });
    const read = await drainReader(rdsReader(OPTIONS, client, NO_PACE));
    expect(read.map(({ call }) => [call.file, call.argument])).toEqual([
      ['rds/describe-db-instances', null],
      ['rds/describe-db-clusters', null],
      ['rds/describe-db-subnet-groups', null],
      ['rds/describe-option-groups', null],
      ['rds/describe-db-proxies', null],
      ['rds/describe-db-proxy-endpoints', null],
      ['rds/describe-db-proxy-targets', 'one'],
      ['rds/describe-db-proxy-targets', 'two'],
    ]);
    expect(rds.calls()).toHaveLength(9);
    expect(
      rds.calls().every(({ args: [one] }) => Reflect.get(one.input, 'MaxRecords') === 100),
    ).toBe(true);
  });
});

describe('Reading ElastiCache', () => {
  it('reads each listing once, with the nodes that tell the ports', async () => {
    const client = new ElastiCacheClient({ region: 'us-west-2' });
    const caches = mockClient(client);
    caches.on(DescribeCacheClustersCommand).resolves({});
    caches.on(DescribeReplicationGroupsCommand).resolves({});
    caches.on(DescribeServerlessCachesCommand).resolves({});
    caches.on(DescribeCacheSubnetGroupsCommand).resolves({});
    const read = await drainReader(elastiCacheReader(OPTIONS, client, NO_PACE));
    expect(read.map(({ call }) => call.file)).toEqual([
      'elasticache/describe-cache-clusters',
      'elasticache/describe-replication-groups',
      'elasticache/describe-serverless-caches',
      'elasticache/describe-cache-subnet-groups',
    ]);
    const [clusters] = caches.commandCalls(DescribeCacheClustersCommand);
    expect(clusters?.args[0].input).toMatchObject({ ShowCacheNodeInfo: true, MaxRecords: 100 });
  });
});
