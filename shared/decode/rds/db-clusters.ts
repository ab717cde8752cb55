import { type DbCluster, toStoreArn } from '../../core/model/index.ts';
import { TAG_FIELDS, tagsIfShown } from '../ec2/tags.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  objectOf,
  objectsOrEmpty,
  portOrNull,
  requireId,
  requireText,
  textOrNull,
} from '../raw.ts';
import { ATTACHED_GROUP_FIELDS, attachedGroups } from './attached-groups.ts';

export const dbClusters = defineListing<DbCluster>({
  file: 'rds/describe-db-clusters',
  command: 'aws rds describe-db-clusters',
  key: 'DBClusters',
  required: true,
  effect:
    'Aurora, Multi-AZ, Neptune and DocumentDB clusters were not seen: who reaches them is not known.',
  fields: {
    DBClusterArn: KEEP,
    DBClusterIdentifier: KEEP,
    Status: KEEP,
    Engine: KEEP,
    Port: KEEP,
    VpcSecurityGroups: ATTACHED_GROUP_FIELDS,
    DBSubnetGroup: KEEP,
    DBClusterMembers: [{ DBInstanceIdentifier: KEEP }],
    PubliclyAccessible: KEEP,
    NetworkType: KEEP,
    HttpEndpointEnabled: KEEP,
    TagList: TAG_FIELDS,
  },
  nameOf: namedBy('DBClusterIdentifier'),
  keyOf: (cluster) => cluster.arn,
  decode: decodeCluster,
});

function decodeCluster(value: unknown, context: ItemContext): DbCluster {
  const raw = objectOf(value, 'the cluster');
  return {
    arn: requireId(raw, 'DBClusterArn', toStoreArn),
    id: requireText(raw, 'DBClusterIdentifier'),
    engine: requireText(raw, 'Engine'),
    status: textOrNull(raw, 'Status'),
    port: portOrNull(raw, 'Port'),
    groups: attachedGroups(raw, 'VpcSecurityGroups'),
    subnetGroupName: textOrNull(raw, 'DBSubnetGroup'),
    memberIds: objectsOrEmpty(raw, 'DBClusterMembers').map((member) =>
      requireText(member, 'DBInstanceIdentifier'),
    ),
    publiclyAccessible: flagAt(raw, 'PubliclyAccessible'),
    networkType: textOrNull(raw, 'NetworkType'),
    dataApi: flagAt(raw, 'HttpEndpointEnabled'),
    tags: tagsIfShown(raw, 'TagList', context),
  };
}
