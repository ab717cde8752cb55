import { type DbInstance, toStoreArn } from '../../core/model/index.ts';
import { TAG_FIELDS, tagsIfShown } from '../ec2/tags.ts';
import { KEEP } from '../fields.ts';
import { defineListing, type ItemContext, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireText,
  textOrNull,
  textToShow,
} from '../raw.ts';
import { ATTACHED_GROUP_FIELDS, attachedGroups, endpointPort } from './attached-groups.ts';
import { decodeSubnetGroup, SUBNET_GROUP_FIELDS } from './db-subnet-groups.ts';

export const dbInstances = defineListing<DbInstance>({
  file: 'rds/describe-db-instances',
  command: 'aws rds describe-db-instances',
  key: 'DBInstances',
  required: true,
  effect: 'RDS, Neptune and DocumentDB instances were not seen: who reaches them is not known.',
  fields: {
    DBInstanceArn: KEEP,
    DBInstanceIdentifier: KEEP,
    DBClusterIdentifier: KEEP,
    DBInstanceStatus: KEEP,
    Engine: KEEP,
    Endpoint: { Address: KEEP, Port: KEEP },
    ListenerEndpoint: { Port: KEEP },
    VpcSecurityGroups: ATTACHED_GROUP_FIELDS,
    DBSubnetGroup: SUBNET_GROUP_FIELDS,
    PubliclyAccessible: KEEP,
    NetworkType: KEEP,
    OptionGroupMemberships: [{ OptionGroupName: KEEP }],
    ReadReplicaSourceDBInstanceIdentifier: KEEP,
    TagList: TAG_FIELDS,
  },
  nameOf: namedBy('DBInstanceIdentifier'),
  keyOf: (instance) => instance.arn,
  decode: decodeInstance,
});

function decodeInstance(value: unknown, context: ItemContext): DbInstance {
  const raw = objectOf(value, 'the instance');
  return {
    arn: requireId(raw, 'DBInstanceArn', toStoreArn),
    id: requireText(raw, 'DBInstanceIdentifier'),
    engine: requireText(raw, 'Engine'),
    status: textOrNull(raw, 'DBInstanceStatus'),
    clusterId: textOrNull(raw, 'DBClusterIdentifier'),
    port: endpointPort(raw, 'Endpoint'),
    address: textToShow(objectAt(raw, 'Endpoint'), 'Address'),
    listenerPort: endpointPort(raw, 'ListenerEndpoint'),
    groups: attachedGroups(raw, 'VpcSecurityGroups'),
    subnetGroup: subnetGroupAt(raw),
    publiclyAccessible: flagAt(raw, 'PubliclyAccessible'),
    networkType: textOrNull(raw, 'NetworkType'),
    optionGroups: objectsOrEmpty(raw, 'OptionGroupMemberships').map((entry) =>
      requireText(entry, 'OptionGroupName'),
    ),
    readReplicaOf: textToShow(raw, 'ReadReplicaSourceDBInstanceIdentifier'),
    tags: tagsIfShown(raw, 'TagList', context),
  };
}

function subnetGroupAt(raw: RawObject): DbInstance['subnetGroup'] {
  const group = raw['DBSubnetGroup'];
  if (group === undefined || group === null) return null;
  return decodeSubnetGroup(objectOf(group, 'DBSubnetGroup'));
}
