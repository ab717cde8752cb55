import { type ReplicationGroup, toStoreArn } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireText,
  textOrNull,
  textsOrEmpty,
} from '../raw.ts';
import { endpointPort } from '../rds/attached-groups.ts';

const PORT = { Port: KEEP } as const;

/** Endpoints and ports only: the groups are those of the member clusters. */
export const replicationGroups = defineListing<ReplicationGroup>({
  file: 'elasticache/describe-replication-groups',
  command: 'aws elasticache describe-replication-groups',
  key: 'ReplicationGroups',
  required: true,
  effect: 'ElastiCache replication groups were not seen: who reaches them is not known.',
  fields: {
    ARN: KEEP,
    ReplicationGroupId: KEEP,
    Status: KEEP,
    Engine: KEEP,
    ConfigurationEndpoint: PORT,
    NodeGroups: [
      {
        PrimaryEndpoint: PORT,
        ReaderEndpoint: PORT,
        NodeGroupMembers: [{ ReadEndpoint: PORT }],
      },
    ],
    MemberClusters: KEEP,
    NetworkType: KEEP,
  },
  nameOf: namedBy('ReplicationGroupId'),
  keyOf: (group) => group.arn,
  decode: (value) => {
    const raw = objectOf(value, 'the replication group');
    return {
      arn: requireId(raw, 'ARN', toStoreArn),
      id: requireText(raw, 'ReplicationGroupId'),
      // Responses older than Valkey name no engine.
      engine: textOrNull(raw, 'Engine') ?? 'redis',
      status: textOrNull(raw, 'Status'),
      ports: portsOf(raw),
      memberClusterIds: textsOrEmpty(raw, 'MemberClusters'),
      networkType: textOrNull(raw, 'NetworkType'),
    };
  },
});

function portsOf(raw: RawObject): readonly number[] {
  const shards = objectsOrEmpty(raw, 'NodeGroups');
  const members = shards.flatMap((shard) => objectsOrEmpty(shard, 'NodeGroupMembers'));
  const ports = [
    endpointPort(raw, 'ConfigurationEndpoint'),
    ...shards.map((shard) => endpointPort(shard, 'PrimaryEndpoint')),
    ...shards.map((shard) => endpointPort(shard, 'ReaderEndpoint')),
    ...members.map((member) => endpointPort(member, 'ReadEndpoint')),
  ];
  return [...new Set(ports.filter((port) => port !== null))].toSorted((a, b) => a - b);
}
