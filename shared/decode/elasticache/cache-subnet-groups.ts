import { type CacheSubnetGroup, toSubnetId, toVpcId } from '../../core/model/index.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import { idOrNull, objectOf, requireId, requireObjects, requireText } from '../raw.ts';

export const cacheSubnetGroups = defineListing<CacheSubnetGroup>({
  file: 'elasticache/describe-cache-subnet-groups',
  command: 'aws elasticache describe-cache-subnet-groups',
  key: 'CacheSubnetGroups',
  effect: 'In which VPC and subnets a cache answers is not known.',
  fields: { CacheSubnetGroupName: KEEP, VpcId: KEEP, Subnets: [{ SubnetIdentifier: KEEP }] },
  nameOf: namedBy('CacheSubnetGroupName'),
  keyOf: (group) => group.name,
  decode: (value) => {
    const raw = objectOf(value, 'the subnet group');
    return {
      name: requireText(raw, 'CacheSubnetGroupName'),
      vpcId: idOrNull(raw, 'VpcId', toVpcId),
      subnetIds: requireObjects(raw, 'Subnets').map((subnet) =>
        requireId(subnet, 'SubnetIdentifier', toSubnetId),
      ),
    };
  },
});
