import {
  EC2Client,
  paginateDescribeInstances,
  paginateDescribeManagedPrefixLists,
  paginateDescribeNetworkAcls,
  paginateDescribeNetworkInterfaces,
  paginateDescribeRouteTables,
  paginateDescribeSecurityGroupRules,
  paginateDescribeSecurityGroups,
  paginateDescribeSecurityGroupVpcAssociations,
  paginateDescribeSubnets,
  paginateDescribeVpcPeeringConnections,
  paginateDescribeVpcs,
  paginateGetManagedPrefixListEntries,
} from '@aws-sdk/client-ec2';
import type { LiveReader } from '../../audit/index.ts';
import { type AwsOptions, clientOptions } from './client-options.ts';
import { type Paces, pacesOf } from './pace.ts';
import { pagedCall, type PagedRead, textOf, watched } from './paged-call.ts';

/** The largest pages that the API gives (EC2 API reference, MaxResults of each call). */
const PAGE = 1000;
const SMALL_PAGE = 100;

/** Rules by prefix list name lists: of each that a rule names, the entries are read. */
const RULES = 'ec2/describe-security-group-rules';
const LISTS = 'ec2/describe-managed-prefix-lists';

const reads = (client: EC2Client): readonly PagedRead[] => {
  const big = { client, pageSize: PAGE };
  const small = { client, pageSize: SMALL_PAGE };
  return [
    {
      file: 'ec2/describe-network-interfaces',
      key: 'NetworkInterfaces',
      permission: 'ec2:DescribeNetworkInterfaces',
      // Interfaces of services may be hidden from the account unless they are asked for.
      open: () => paginateDescribeNetworkInterfaces(big, { IncludeManagedResources: true }),
    },
    {
      file: 'ec2/describe-security-groups',
      key: 'SecurityGroups',
      permission: 'ec2:DescribeSecurityGroups',
      open: () => paginateDescribeSecurityGroups(big, {}),
    },
    {
      file: RULES,
      key: 'SecurityGroupRules',
      permission: 'ec2:DescribeSecurityGroupRules',
      open: () => paginateDescribeSecurityGroupRules(big, {}),
    },
    {
      file: 'ec2/describe-security-group-vpc-associations',
      key: 'SecurityGroupVpcAssociations',
      permission: 'ec2:DescribeSecurityGroupVpcAssociations',
      open: () => paginateDescribeSecurityGroupVpcAssociations(big, {}),
    },
    {
      file: LISTS,
      key: 'PrefixLists',
      permission: 'ec2:DescribeManagedPrefixLists',
      open: () => paginateDescribeManagedPrefixLists(small, {}),
    },
    {
      file: 'ec2/describe-subnets',
      key: 'Subnets',
      permission: 'ec2:DescribeSubnets',
      open: () => paginateDescribeSubnets(big, {}),
    },
    {
      file: 'ec2/describe-vpcs',
      key: 'Vpcs',
      permission: 'ec2:DescribeVpcs',
      open: () => paginateDescribeVpcs(big, {}),
    },
    {
      file: 'ec2/describe-network-acls',
      key: 'NetworkAcls',
      permission: 'ec2:DescribeNetworkAcls',
      open: () => paginateDescribeNetworkAcls(big, {}),
    },
    {
      file: 'ec2/describe-route-tables',
      key: 'RouteTables',
      permission: 'ec2:DescribeRouteTables',
      open: () => paginateDescribeRouteTables(small, {}),
    },
    {
      file: 'ec2/describe-vpc-peering-connections',
      key: 'VpcPeeringConnections',
      permission: 'ec2:DescribeVpcPeeringConnections',
      open: () => paginateDescribeVpcPeeringConnections(big, {}),
    },
    {
      file: 'ec2/describe-instances',
      key: 'Reservations',
      permission: 'ec2:DescribeInstances',
      open: () => paginateDescribeInstances(big, { IncludeManagedResources: true }),
    },
  ];
};

const entriesOf = (client: EC2Client, id: string): PagedRead => ({
  file: 'ec2/get-managed-prefix-list-entries',
  key: 'Entries',
  permission: 'ec2:GetManagedPrefixListEntries',
  open: () =>
    paginateGetManagedPrefixListEntries({ client, pageSize: SMALL_PAGE }, { PrefixListId: id }),
});

/** The network of one account and region: one paged listing of each kind, and the entries of each list that is named. */
export function ec2Reader(
  options: AwsOptions,
  client: EC2Client = new EC2Client(clientOptions(options)),
  paces: Paces = pacesOf(),
): LiveReader {
  return {
    async *calls() {
      const named = new Set<string>();
      const see = (item: unknown): void => {
        const id = textOf(item, 'PrefixListId');
        if (id !== null) named.add(id);
      };
      const seeRoutes = (item: unknown): void => {
        const routes: unknown =
          typeof item === 'object' && item !== null ? Reflect.get(item, 'Routes') : [];
        for (const route of Array.isArray(routes) ? routes : []) {
          const id = textOf(route, 'DestinationPrefixListId');
          if (id !== null) named.add(id);
        }
      };
      for (const read of reads(client)) {
        const call = pagedCall(read, paces);
        if (read.file === RULES) yield watched(call, see);
        else if (read.file === 'ec2/describe-route-tables') yield watched(call, seeRoutes);
        else yield call;
      }
      for (const id of [...named].toSorted()) yield pagedCall(entriesOf(client, id), paces, id);
    },
  };
}
