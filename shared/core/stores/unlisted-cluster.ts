import { type DbCluster, type DbInstance, type StoreArn, toStoreArn } from '../model/index.ts';

/** The ARN of a resource in the partition, region and account of another of the same service; null for no ARN at all. */
export function siblingArn(arn: string, resource: string): StoreArn | null {
  const [scheme, partition, service, region, account, ...rest] = arn.split(':');
  if (scheme !== 'arn' || rest.length === 0) return null;
  return toStoreArn([scheme, partition, service, region, account, resource].join(':'));
}

/** What all of them say; null where they differ. */
export const unanimous = <T>([first, ...others]: readonly T[]): T | null =>
  first !== undefined && others.every((one) => one === first) ? first : null;

/**
 * The cluster that instances say they belong to and that no listing shows. It is the same store under the same ARN, so
 * that a refused or truncated DescribeDBClusters makes no new stores of its members. Groups, port and subnets are the
 * members' already; null where their ARN does not tell the cluster's.
 */
export function unlistedCluster(
  id: string,
  members: readonly [DbInstance, ...DbInstance[]],
): DbCluster | null {
  const [{ arn: sibling, engine }] = members;
  const arn = siblingArn(sibling, `cluster:${id}`);
  if (arn === null) return null;
  return {
    arn,
    id,
    engine,
    status: unanimous(members.map((one) => one.status)),
    port: null,
    groups: [],
    subnetGroupName: null,
    memberIds: members.map((one) => one.id),
    publiclyAccessible: false,
    networkType: unanimous(members.map((one) => one.networkType)),
    dataApi: false,
    tags: null,
  };
}
