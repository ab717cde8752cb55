import {
  paginateDescribeDBClusters,
  paginateDescribeDBInstances,
  paginateDescribeDBProxies,
  paginateDescribeDBProxyEndpoints,
  paginateDescribeDBProxyTargets,
  paginateDescribeDBSubnetGroups,
  paginateDescribeOptionGroups,
  RDSClient,
} from '@aws-sdk/client-rds';
import type { LiveReader } from '../../audit/index.ts';
import { type AwsOptions, clientOptions } from './client-options.ts';
import { type Paces, pacesOf } from './pace.ts';
import { pagedCall, type PagedRead, textOf, watched } from './paged-call.ts';

/** The largest page (RDS API reference, MaxRecords). */
const PAGE = 100;
const PROXIES = 'rds/describe-db-proxies';

const reads = (client: RDSClient): readonly PagedRead[] => {
  const paging = { client, pageSize: PAGE };
  return [
    {
      file: 'rds/describe-db-instances',
      key: 'DBInstances',
      permission: 'rds:DescribeDBInstances',
      open: () => paginateDescribeDBInstances(paging, {}),
    },
    {
      file: 'rds/describe-db-clusters',
      key: 'DBClusters',
      permission: 'rds:DescribeDBClusters',
      open: () => paginateDescribeDBClusters(paging, {}),
    },
    {
      file: 'rds/describe-db-subnet-groups',
      key: 'DBSubnetGroups',
      permission: 'rds:DescribeDBSubnetGroups',
      open: () => paginateDescribeDBSubnetGroups(paging, {}),
    },
    {
      file: 'rds/describe-option-groups',
      key: 'OptionGroupsList',
      permission: 'rds:DescribeOptionGroups',
      open: () => paginateDescribeOptionGroups(paging, {}),
    },
    {
      file: PROXIES,
      key: 'DBProxies',
      permission: 'rds:DescribeDBProxies',
      open: () => paginateDescribeDBProxies(paging, {}),
    },
    {
      file: 'rds/describe-db-proxy-endpoints',
      key: 'DBProxyEndpoints',
      permission: 'rds:DescribeDBProxyEndpoints',
      open: () => paginateDescribeDBProxyEndpoints(paging, {}),
    },
  ];
};

const targetsOf = (client: RDSClient, name: string): PagedRead => ({
  file: 'rds/describe-db-proxy-targets',
  key: 'Targets',
  permission: 'rds:DescribeDBProxyTargets',
  open: () => paginateDescribeDBProxyTargets({ client, pageSize: PAGE }, { DBProxyName: name }),
});

/** The databases and proxies of one account and region, and what stands behind each proxy. */
export function rdsReader(
  options: AwsOptions,
  client: RDSClient = new RDSClient(clientOptions(options)),
  paces: Paces = pacesOf(),
): LiveReader {
  return {
    async *calls() {
      const proxies = new Set<string>();
      const see = (item: unknown): void => {
        const name = textOf(item, 'DBProxyName');
        if (name !== null) proxies.add(name);
      };
      for (const read of reads(client)) {
        const call = pagedCall(read, paces);
        yield read.file === PROXIES ? watched(call, see) : call;
      }
      for (const name of [...proxies].toSorted())
        yield pagedCall(targetsOf(client, name), paces, name);
    },
  };
}
