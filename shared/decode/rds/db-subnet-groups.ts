import { type DbSubnetGroup, toSubnetId, toVpcId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  idOrNull,
  objectOf,
  type RawObject,
  requireId,
  requireObjects,
  requireText,
} from '../raw.ts';

export const SUBNET_GROUP_FIELDS = {
  DBSubnetGroupName: KEEP,
  VpcId: KEEP,
  Subnets: [{ SubnetIdentifier: KEEP }],
} as const;

export const dbSubnetGroups = defineListing<DbSubnetGroup>({
  file: 'rds/describe-db-subnet-groups',
  command: 'aws rds describe-db-subnet-groups',
  key: 'DBSubnetGroups',
  effect: 'In which subnets a database cluster may answer is known only from its instances.',
  fields: SUBNET_GROUP_FIELDS,
  nameOf: namedBy('DBSubnetGroupName'),
  keyOf: (group) => group.name,
  decode: (value) => decodeSubnetGroup(objectOf(value, 'the subnet group')),
});

export function decodeSubnetGroup(raw: RawObject): DbSubnetGroup {
  return {
    name: requireText(raw, 'DBSubnetGroupName'),
    vpcId: idOrNull(raw, 'VpcId', toVpcId),
    subnetIds: requireObjects(raw, 'Subnets').map((subnet) =>
      requireId(subnet, 'SubnetIdentifier', toSubnetId),
    ),
  };
}
