import {
  type DbInstance,
  type DbProxy,
  type DbProxyTargets,
  type Rule,
  type Snapshot,
  toAccountId,
} from '../../shared/core/model/index.ts';
import { must } from './counter.ts';
import { databaseArn, groupId, proxyArn, subnetId, vpcId } from './identifiers.ts';
import { labels } from './kubernetes.ts';

export interface DatabaseOverrides extends Partial<Omit<DbInstance, 'groups' | 'tags'>> {
  readonly groups?: readonly string[];
  readonly subnets?: readonly string[];
  readonly vpc?: string;
  readonly tags?: Readonly<Record<string, string>>;
}

/** A private MySQL of `subnet-db`, wearing `sg-db`. */
export function aDatabase(overrides: DatabaseOverrides = {}): DbInstance {
  const {
    groups = ['sg-db'],
    subnets = ['subnet-db'],
    vpc = 'vpc-main',
    tags = {},
    ...rest
  } = overrides;
  const id = overrides.id ?? 'orders';
  return {
    arn: databaseArn(id),
    id,
    engine: 'mysql',
    status: 'available',
    clusterId: null,
    port: 3306,
    address: `${id}.example.us-west-2.rds.amazonaws.com`,
    listenerPort: null,
    groups: groups.map((group) => ({ id: groupId(group), status: 'active' })),
    subnetGroup: { name: `${id}-subnets`, vpcId: vpcId(vpc), subnetIds: subnets.map(subnetId) },
    publiclyAccessible: false,
    networkType: 'IPV4',
    optionGroups: [],
    readReplicaOf: null,
    tags: labels(tags),
    ...rest,
  };
}

/** An RDS Proxy in `subnet-db`, wearing `sg-proxy`. */
export function aDbProxy(name: string, overrides: Partial<DbProxy> = {}): DbProxy {
  return {
    arn: proxyArn(name),
    name,
    status: 'available',
    engineFamily: 'MYSQL',
    vpcId: vpcId('vpc-main'),
    groupIds: [groupId('sg-proxy')],
    subnetIds: [subnetId('subnet-db')],
    endpoint: `${name}.proxy-example.us-west-2.rds.amazonaws.com`,
    ...overrides,
  };
}

export const proxyTargets = (proxyName: string, database: string): DbProxyTargets => ({
  proxyName,
  complete: true,
  targets: [
    {
      type: 'RDS_INSTANCE',
      resourceId: database,
      arn: databaseArn(database),
      trackedClusterId: null,
      port: 3306,
    },
  ],
});

export const OTHER_ACCOUNT = must(toAccountId('444455556666'));

/** The same rule for a group of another account; over a peering with a status, where one is given. */
export function ofOtherAccount(rule: Rule, peeringStatus: string | null = null): Rule {
  const peeringId = peeringStatus === null ? null : 'pcx-1';
  const owned = { ownerId: OTHER_ACCOUNT, peeringId, peeringStatus };
  return { ...rule, peer: Object.assign(rule.peer, owned) };
}

/** As EC2 names the group that every VPC has. */
export const withDefaultGroup = (snapshot: Snapshot): Snapshot => ({
  ...snapshot,
  scopes: snapshot.scopes.map((scope) => ({
    ...scope,
    groups: {
      ...scope.groups,
      items: scope.groups.items.map((group) =>
        group.id === 'sg-default' ? { ...group, name: 'default' } : group,
      ),
    },
  })),
});
