import { type CacheCluster, toGroupId, toStoreArn } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireObjects,
  requireText,
  textOrNull,
} from '../raw.ts';
import { endpointPort } from '../rds/attached-groups.ts';

export const cacheClusters = defineListing<CacheCluster>({
  file: 'elasticache/describe-cache-clusters',
  command: 'aws elasticache describe-cache-clusters --show-cache-node-info',
  key: 'CacheClusters',
  required: true,
  effect: 'ElastiCache clusters were not seen: who reaches them is not known.',
  fields: {
    ARN: KEEP,
    CacheClusterId: KEEP,
    CacheClusterStatus: KEEP,
    Engine: KEEP,
    ConfigurationEndpoint: { Port: KEEP },
    CacheNodes: [{ Endpoint: { Port: KEEP } }],
    SecurityGroups: [{ SecurityGroupId: KEEP, Status: KEEP }],
    CacheSubnetGroupName: KEEP,
    ReplicationGroupId: KEEP,
    NetworkType: KEEP,
  },
  nameOf: namedBy('CacheClusterId'),
  keyOf: (cluster) => cluster.arn,
  decode: (value) => {
    const raw = objectOf(value, 'the cache cluster');
    return {
      arn: requireId(raw, 'ARN', toStoreArn),
      id: requireText(raw, 'CacheClusterId'),
      engine: requireText(raw, 'Engine'),
      status: textOrNull(raw, 'CacheClusterStatus'),
      port: endpointPort(raw, 'ConfigurationEndpoint') ?? firstNodePort(raw),
      groups: requireObjects(raw, 'SecurityGroups').map((entry) => ({
        id: requireId(entry, 'SecurityGroupId', toGroupId),
        status: textOrNull(entry, 'Status'),
      })),
      subnetGroupName: textOrNull(raw, 'CacheSubnetGroupName'),
      replicationGroupId: textOrNull(raw, 'ReplicationGroupId'),
      networkType: textOrNull(raw, 'NetworkType'),
    };
  },
});

/** All nodes of a cluster listen on one port; the output has them only with `--show-cache-node-info`. */
function firstNodePort(raw: RawObject): number | null {
  const ports = objectsOrEmpty(raw, 'CacheNodes').map((node) => endpointPort(node, 'Endpoint'));
  return ports.find((port) => port !== null) ?? null;
}
