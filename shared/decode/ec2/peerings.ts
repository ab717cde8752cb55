import {
  type Peering,
  type PeeringSide,
  toAccountId,
  toPeeringId,
  toVpcId,
} from '../../core/model/index.ts';
import { distinctPrefixes, prefixOrNull, requirePrefix } from '../address-text.ts';
import { KEEP } from '../fields.ts';
import { defineListing, namedBy } from '../listing-spec.ts';
import {
  idOrNull,
  objectAt,
  objectOf,
  objectsOrEmpty,
  type RawObject,
  requireId,
  requireText,
  textOrNull,
} from '../raw.ts';

const SIDE_FIELDS = {
  VpcId: KEEP,
  OwnerId: KEEP,
  Region: KEEP,
  CidrBlock: KEEP,
  CidrBlockSet: [{ CidrBlock: KEEP }],
  Ipv6CidrBlockSet: [{ Ipv6CidrBlock: KEEP }],
} as const;

export const peerings = defineListing<Peering>({
  file: 'ec2/describe-vpc-peering-connections',
  command: 'aws ec2 describe-vpc-peering-connections',
  key: 'VpcPeeringConnections',
  effect: 'Whether pods reach stores in other VPCs is not known.',
  fields: {
    VpcPeeringConnectionId: KEEP,
    Status: { Code: KEEP },
    RequesterVpcInfo: SIDE_FIELDS,
    AccepterVpcInfo: SIDE_FIELDS,
  },
  nameOf: namedBy('VpcPeeringConnectionId'),
  keyOf: (peering) => peering.id,
  decode: (value) => {
    const raw = objectOf(value, 'the peering');
    return {
      id: requireId(raw, 'VpcPeeringConnectionId', toPeeringId),
      status: requireText(objectAt(raw, 'Status'), 'Code'),
      requester: decodeSide(objectAt(raw, 'RequesterVpcInfo')),
      accepter: decodeSide(objectAt(raw, 'AccepterVpcInfo')),
    };
  },
});

/** The blocks of a side are absent until the peering is accepted. */
function decodeSide(raw: RawObject): PeeringSide {
  const primary = prefixOrNull(raw, 'CidrBlock', 4);
  return {
    vpcId: requireId(raw, 'VpcId', toVpcId),
    ownerId: idOrNull(raw, 'OwnerId', toAccountId),
    region: textOrNull(raw, 'Region'),
    cidrs: distinctPrefixes([
      ...(primary === null ? [] : [primary]),
      ...objectsOrEmpty(raw, 'CidrBlockSet').map((entry) => requirePrefix(entry, 'CidrBlock', 4)),
      ...objectsOrEmpty(raw, 'Ipv6CidrBlockSet').map((entry) =>
        requirePrefix(entry, 'Ipv6CidrBlock', 6),
      ),
    ]),
  };
}
