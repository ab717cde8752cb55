import { type ServerlessCache, toGroupId, toStoreArn, toSubnetId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import { idOf, objectOf, requireId, requireList, requireText, textOrNull } from '../raw.ts';
import { endpointPort } from '../rds/attached-groups.ts';

export const serverlessCaches = defineListing<ServerlessCache>({
  file: 'elasticache/describe-serverless-caches',
  command: 'aws elasticache describe-serverless-caches',
  key: 'ServerlessCaches',
  required: true,
  effect: 'ElastiCache serverless caches were not seen: who reaches them is not known.',
  fields: {
    ARN: KEEP,
    ServerlessCacheName: KEEP,
    Status: KEEP,
    Engine: KEEP,
    Endpoint: { Port: KEEP },
    ReaderEndpoint: { Port: KEEP },
    SecurityGroupIds: KEEP,
    SubnetIds: KEEP,
    NetworkType: KEEP,
  },
  nameOf: namedBy('ServerlessCacheName'),
  keyOf: (cache) => cache.arn,
  decode: (value) => {
    const raw = objectOf(value, 'the serverless cache');
    return {
      arn: requireId(raw, 'ARN', toStoreArn),
      name: requireText(raw, 'ServerlessCacheName'),
      engine: requireText(raw, 'Engine'),
      status: textOrNull(raw, 'Status'),
      port: endpointPort(raw, 'Endpoint'),
      readerPort: endpointPort(raw, 'ReaderEndpoint'),
      groupIds: requireList(raw, 'SecurityGroupIds').map((id) => idOf(id, 'a group id', toGroupId)),
      subnetIds: requireList(raw, 'SubnetIds').map((id) => idOf(id, 'a subnet id', toSubnetId)),
      networkType: textOrNull(raw, 'NetworkType'),
    };
  },
});
