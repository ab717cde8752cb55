import { toAccountId, toVpcId, type Vpc } from '../../core/model/index.ts';
import { distinctPrefixes, prefixOrNull, requirePrefix } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import { flagAt, idOrNull, objectOf, objectsOrEmpty, requireId } from '../raw.ts';
import { associatedV6Blocks, isAssociated } from './subnets.ts';

export const vpcs = defineListing<Vpc>({
  file: 'ec2/describe-vpcs',
  command: 'aws ec2 describe-vpcs',
  key: 'Vpcs',
  effect: 'Whether a store lies inside the VPC, and so which address a pod shows it, is not known.',
  fields: {
    VpcId: KEEP,
    OwnerId: KEEP,
    IsDefault: KEEP,
    CidrBlock: KEEP,
    CidrBlockAssociationSet: [{ CidrBlock: KEEP, CidrBlockState: { State: KEEP } }],
    Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: KEEP, Ipv6CidrBlockState: { State: KEEP } }],
  },
  nameOf: namedBy('VpcId'),
  keyOf: (vpc) => vpc.id,
  decode: (value, context) => {
    const raw = objectOf(value, 'the VPC');
    const primary = prefixOrNull(raw, 'CidrBlock', 4);
    const v4 = objectsOrEmpty(raw, 'CidrBlockAssociationSet')
      .filter((entry) => isAssociated(entry, 'CidrBlockState'))
      .map((entry) => requirePrefix(entry, 'CidrBlock', 4));
    return {
      id: context.intern.text(requireId(raw, 'VpcId', toVpcId)),
      ownerId: context.intern.textOrNull(idOrNull(raw, 'OwnerId', toAccountId)),
      cidrs: distinctPrefixes([
        ...(primary === null ? [] : [primary]),
        ...v4,
        ...associatedV6Blocks(raw),
      ]),
      isDefault: flagAt(raw, 'IsDefault'),
    };
  },
});
