import { type AccountId, type EksCluster, toAccountId } from '../core/model/index.ts';
import type { ClusterIdentity } from './cluster-decoder.ts';

/** What a cluster is called of which nothing tells the name. */
export const UNKNOWN_CLUSTER = 'unknown';

export interface ArnParts {
  readonly accountId: AccountId | null;
  readonly region: string | null;
  readonly name: string;
}

/** `arn:<partition>:eks:<region>:<account>:cluster/<name>`; null for anything else. */
export function parseClusterArn(text: string): ArnParts | null {
  const [arn, , service, region, account, ...resource] = text.split(':');
  const [type, name] = resource.join(':').split('/');
  if (arn !== 'arn' || service !== 'eks' || type !== 'cluster' || !name) return null;
  return { accountId: toAccountId(account || null), region: region || null, name };
}

/** A cluster by name or ARN. Where account or region are not known, the ARN has nothing in their place. */
export function identityOf(
  nameOrArn: string,
  scope: { readonly accountId: AccountId | null; readonly region: string | null },
): ClusterIdentity {
  const parts = parseClusterArn(nameOrArn);
  const name = parts?.name ?? nameOrArn;
  const accountId = scope.accountId ?? parts?.accountId ?? null;
  const region = scope.region ?? parts?.region ?? null;
  const composed = `arn:${partitionOf(region)}:eks:${region ?? ''}:${accountId ?? ''}:cluster/${name}`;
  return { arn: parts === null ? composed : nameOrArn, name, accountId, region };
}

/** The name in what DescribeCluster gave wins over the one in its ARN, should they differ. */
export const describedIdentity = (
  cluster: EksCluster,
  scope: Parameters<typeof identityOf>[1],
): ClusterIdentity => ({ ...identityOf(cluster.arn, scope), arn: cluster.arn, name: cluster.name });

function partitionOf(region: string | null): string {
  if (region?.startsWith('cn-')) return 'aws-cn';
  return region?.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

export const clusterNameOf = (nameOrArn: string): string =>
  parseClusterArn(nameOrArn)?.name ?? nameOrArn;
