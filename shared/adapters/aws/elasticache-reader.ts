import {
  ElastiCacheClient,
  paginateDescribeCacheClusters,
  paginateDescribeCacheSubnetGroups,
  paginateDescribeReplicationGroups,
  paginateDescribeServerlessCaches,
} from '@aws-sdk/client-elasticache';
import type { LiveReader } from '../../audit/index.ts';
import { type AwsOptions, clientOptions } from './client-options.ts';
import { type Paces, pacesOf } from './pace.ts';
import { pagedCall, type PagedRead } from './paged-call.ts';

/** The largest pages (ElastiCache API reference, MaxRecords and MaxResults). */
const PAGE = 100;
const SERVERLESS_PAGE = 50;

const reads = (client: ElastiCacheClient): readonly PagedRead[] => {
  const paging = { client, pageSize: PAGE };
  return [
    {
      file: 'elasticache/describe-cache-clusters',
      key: 'CacheClusters',
      permission: 'elasticache:DescribeCacheClusters',
      // Ports are told with the nodes only.
      open: () => paginateDescribeCacheClusters(paging, { ShowCacheNodeInfo: true }),
    },
    {
      file: 'elasticache/describe-replication-groups',
      key: 'ReplicationGroups',
      permission: 'elasticache:DescribeReplicationGroups',
      open: () => paginateDescribeReplicationGroups(paging, {}),
    },
    {
      file: 'elasticache/describe-serverless-caches',
      key: 'ServerlessCaches',
      permission: 'elasticache:DescribeServerlessCaches',
      open: () => paginateDescribeServerlessCaches({ client, pageSize: SERVERLESS_PAGE }, {}),
    },
    {
      file: 'elasticache/describe-cache-subnet-groups',
      key: 'CacheSubnetGroups',
      permission: 'elasticache:DescribeCacheSubnetGroups',
      open: () => paginateDescribeCacheSubnetGroups(paging, {}),
    },
  ];
};

/** The caches of one account and region. */
export function elastiCacheReader(
  options: AwsOptions,
  client: ElastiCacheClient = new ElastiCacheClient(clientOptions(options)),
  paces: Paces = pacesOf(),
): LiveReader {
  return {
    async *calls() {
      for (const read of reads(client)) yield pagedCall(read, paces);
    },
  };
}
