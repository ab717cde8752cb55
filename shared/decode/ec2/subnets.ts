import type { Prefix } from '../../core/net/index.ts';
import { type Subnet, toAccountId, toSubnetId, toVpcId } from '../../core/model/index.ts';
import { distinctPrefixes, prefixOrNull, requirePrefix } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  flagAt,
  idOrNull,
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  textOrNull,
  textToShow,
} from '../raw.ts';
import { TAG_FIELDS, tagsAt } from './tags.ts';

export const subnets = defineListing<Subnet>({
  file: 'ec2/describe-subnets',
  command: 'aws ec2 describe-subnets',
  key: 'Subnets',
  effect: 'Which addresses a store may have, and which NACL and routes apply, is not known.',
  fields: {
    SubnetId: KEEP,
    VpcId: KEEP,
    OwnerId: KEEP,
    CidrBlock: KEEP,
    Ipv6CidrBlockAssociationSet: [{ Ipv6CidrBlock: KEEP, Ipv6CidrBlockState: { State: KEEP } }],
    AvailabilityZone: KEEP,
    AvailabilityZoneId: KEEP,
    MapPublicIpOnLaunch: KEEP,
    Tags: TAG_FIELDS,
  },
  nameOf: namedBy('SubnetId'),
  keyOf: (subnet) => subnet.id,
  decode: (value, context) => {
    const raw = objectOf(value, 'the subnet');
    const v4 = prefixOrNull(raw, 'CidrBlock', 4);
    return {
      id: requireId(raw, 'SubnetId', toSubnetId),
      vpcId: context.intern.text(requireId(raw, 'VpcId', toVpcId)),
      ownerId: context.intern.textOrNull(idOrNull(raw, 'OwnerId', toAccountId)),
      cidrs: distinctPrefixes([...(v4 === null ? [] : [v4]), ...associatedV6Blocks(raw)]),
      availabilityZone: textToShow(raw, 'AvailabilityZone'),
      availabilityZoneId: textToShow(raw, 'AvailabilityZoneId'),
      mapsPublicIp: flagAt(raw, 'MapPublicIpOnLaunch'),
      tags: tagsAt(raw, 'Tags', context),
    };
  },
});

/** A block that is no longer, or not yet, associated stays in the list with another state. */
export const isAssociated = (entry: RawObject, key: string): boolean =>
  (textOrNull(objectAt(entry, key), 'State') ?? 'associated') === 'associated';

export const associatedV6Blocks = (raw: RawObject): readonly Prefix[] =>
  objectsOrEmpty(raw, 'Ipv6CidrBlockAssociationSet')
    .filter((entry) => isAssociated(entry, 'Ipv6CidrBlockState'))
    .map((entry) => requirePrefix(entry, 'Ipv6CidrBlock', 6));
