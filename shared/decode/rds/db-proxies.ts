import {
  type DbProxy,
  type DbProxyEndpoint,
  type DbProxyTargets,
  type GroupId,
  type SubnetId,
  toGroupId,
  toStoreArn,
  toSubnetId,
  toVpcId,
} from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  idOf,
  idOrNull,
  objectOf,
  portOrNull,
  type RawObject,
  requireId,
  requireList,
  requireText,
  textOrNull,
  textToShow,
} from '../raw.ts';

const PLACE_FIELDS = { VpcId: KEEP, VpcSecurityGroupIds: KEEP, VpcSubnetIds: KEEP } as const;

interface Place {
  readonly vpcId: DbProxy['vpcId'];
  readonly groupIds: readonly GroupId[];
  readonly subnetIds: readonly SubnetId[];
}

const placeOf = (raw: RawObject): Place => ({
  vpcId: idOrNull(raw, 'VpcId', toVpcId),
  groupIds: requireList(raw, 'VpcSecurityGroupIds').map((id) => idOf(id, 'a group id', toGroupId)),
  subnetIds: requireList(raw, 'VpcSubnetIds').map((id) => idOf(id, 'a subnet id', toSubnetId)),
});

export const dbProxies = defineListing<DbProxy>({
  file: 'rds/describe-db-proxies',
  command: 'aws rds describe-db-proxies',
  key: 'DBProxies',
  required: true,
  effect: 'Pods may reach a database through an RDS Proxy that was not seen.',
  fields: {
    DBProxyArn: KEEP,
    DBProxyName: KEEP,
    Status: KEEP,
    EngineFamily: KEEP,
    Endpoint: KEEP,
    ...PLACE_FIELDS,
  },
  nameOf: namedBy('DBProxyName'),
  keyOf: (proxy) => proxy.arn,
  decode: (value) => {
    const raw = objectOf(value, 'the proxy');
    return {
      arn: requireId(raw, 'DBProxyArn', toStoreArn),
      name: requireText(raw, 'DBProxyName'),
      status: textOrNull(raw, 'Status'),
      engineFamily: requireText(raw, 'EngineFamily'),
      ...placeOf(raw),
      endpoint: textToShow(raw, 'Endpoint'),
    };
  },
});

export const dbProxyEndpoints = defineListing<DbProxyEndpoint>({
  file: 'rds/describe-db-proxy-endpoints',
  command: 'aws rds describe-db-proxy-endpoints',
  key: 'DBProxyEndpoints',
  effect: 'An RDS Proxy may have further endpoints, with groups of their own.',
  fields: {
    DBProxyEndpointArn: KEEP,
    DBProxyEndpointName: KEEP,
    DBProxyName: KEEP,
    Status: KEEP,
    IsDefault: KEEP,
    ...PLACE_FIELDS,
  },
  nameOf: namedBy('DBProxyEndpointName'),
  keyOf: (endpoint) => endpoint.arn,
  decode: (value) => {
    const raw = objectOf(value, 'the endpoint');
    return {
      arn: requireId(raw, 'DBProxyEndpointArn', toStoreArn),
      name: requireText(raw, 'DBProxyEndpointName'),
      proxyName: requireText(raw, 'DBProxyName'),
      status: textOrNull(raw, 'Status'),
      ...placeOf(raw),
      isDefault: flagAt(raw, 'IsDefault'),
    };
  },
});

export type DbProxyTarget = DbProxyTargets['targets'][number];

export const dbProxyTargets = defineListing<DbProxyTarget>({
  file: 'rds/describe-db-proxy-targets',
  argument: '<proxy-name>',
  command: 'aws rds describe-db-proxy-targets --db-proxy-name <proxy-name>',
  key: 'Targets',
  effect: 'Which database is behind the proxy is not known.',
  fields: {
    Type: KEEP,
    RdsResourceId: KEEP,
    TargetArn: KEEP,
    TrackedClusterId: KEEP,
    Port: KEEP,
  },
  nameOf: namedBy('RdsResourceId'),
  keyOf: (target) => JSON.stringify([target.type, target.resourceId, target.arn]),
  decode: (value) => {
    const raw = objectOf(value, 'the target');
    return {
      type: requireText(raw, 'Type'),
      resourceId: textOrNull(raw, 'RdsResourceId'),
      arn: textOrNull(raw, 'TargetArn'),
      trackedClusterId: textOrNull(raw, 'TrackedClusterId'),
      port: portOrNull(raw, 'Port'),
    };
  },
});
